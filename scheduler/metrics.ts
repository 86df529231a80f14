import type { Lane } from '../flows/core-effects.js';
import type { Database } from '../prisma/client.js';

/** How the scheduler is doing at one moment. Ages are in ms; null: nothing waits. */
export interface Metrics {
  readonly at: Date;
  /** How long the oldest due row has been due. */
  readonly dueLagMs: number | null;
  /** How long the oldest message that may go has waited, by lane. */
  readonly outboxLagMs: Readonly<Record<Lane, number | null>>;
  /** Messages that are not settled, by state and lane. */
  readonly outbox: readonly { readonly state: string; readonly lane: Lane; readonly count: number }[];
  /** Updates that wait to be handled. */
  readonly inboxWaiting: number;
  /** How long ago the last heartbeat was; null before the first. */
  readonly heartbeatAgeMs: number | null;
}

const laneNames: readonly Lane[] = ['crisis', 'reply', 'reminder', 'bulk'];

/** Reads the metrics; every look-up follows an index over open rows, so that a long history costs nothing. */
export async function readMetrics(db: Database, now: Date): Promise<Metrics> {
  return db.read((sql) => {
    const at = (query: string, ...params: (Date | string)[]) =>
      sql.get<{ at: number | null }>(query, ...params)?.at ?? null;
    const age = (moment: number | null) => (moment === null ? null : now.getTime() - moment);
    const bots = sql.all<{ bot: string | null }>(openBots).flatMap(({ bot }) => bot ?? []);
    const oldest = (lane: Lane) => {
      const moments = bots.map((bot) => at(oldestOf[lane], bot, now) ?? Infinity);
      const first = Math.min(...moments, Infinity);
      return Number.isFinite(first) ? first : null;
    };
    return {
      at: now,
      dueLagMs: age(
        at(`SELECT min("dueAt") AS at FROM "Due" WHERE "state" = 'planned' AND "dueAt" <= ?`, now),
      ),
      outboxLagMs: {
        crisis: age(oldest('crisis')),
        reply: age(oldest('reply')),
        reminder: age(oldest('reminder')),
        bulk: age(oldest('bulk')),
      },
      outbox: sql.all<{ state: string; lane: Lane; count: number }>(openCounts),
      inboxWaiting:
        sql.get<{ n: number }>(`SELECT count(*) AS n FROM "Inbox" WHERE "state" IN ('new','claimed')`)?.n ??
        0,
      heartbeatAgeMs: age(at(`SELECT "at" FROM "Heartbeat" WHERE "name" = 'scheduler'`)),
    };
  });
}

/** As the partial indexes of the schema have it. */
const open = `"state" IN ('queued','errored')`;

/** Leaps through the index from bot to bot. */
const openBots = `WITH RECURSIVE b("bot") AS (SELECT min("bot") FROM "Outbox" WHERE ${open} UNION ALL
  SELECT (SELECT min("bot") FROM "Outbox" WHERE ${open} AND "bot" > b."bot") FROM b WHERE b."bot" IS NOT NULL) SELECT "bot" FROM b`;

const oldestIn = (lane: Lane) =>
  `SELECT min("notBefore") AS at FROM "Outbox" WHERE ${open} AND "bot" = ? AND "lane" = '${lane}' AND "notBefore" <= ?`;
const oldestOf = {
  crisis: oldestIn('crisis'),
  reply: oldestIn('reply'),
  reminder: oldestIn('reminder'),
  bulk: oldestIn('bulk'),
};

const openCounts = `SELECT "state", "lane", count(*) AS "count" FROM "Outbox" WHERE "state" IN ('queued','errored') GROUP BY "state", "lane"
  UNION ALL SELECT "state", "lane", count(*) FROM "Outbox" WHERE "state" = 'sending' GROUP BY "lane"
  UNION ALL SELECT "state", "lane", count(*) FROM "Outbox" WHERE "state" = 'unknown' GROUP BY "lane"`;

/**
 * The metrics in the text format of Prometheus (version 0.0.4). Times are in seconds, as is the custom there. `up`:
 * which bots are connected. Where nothing waits a lag is 0; an age that nobody knows is left out.
 */
export function prometheus(metrics: Metrics, up: ReadonlyMap<string, boolean> = new Map()): string {
  const lines: string[] = [];
  const gauge = (name: string, help: string, samples: readonly (readonly [string, number | null])[]) => {
    lines.push(`# HELP guihang_${name} ${help}`, `# TYPE guihang_${name} gauge`);
    for (const [labels, value] of samples) lines.push(`guihang_${name}${labels} ${value ?? 0}`);
  };
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);
  gauge('due_lag_seconds', 'How long the oldest due row has been due.', [['', seconds(metrics.dueLagMs)]]);
  gauge(
    'outbox_lag_seconds',
    'How long the oldest message that may go has waited.',
    laneNames.map((lane) => [`{lane="${lane}"}`, seconds(metrics.outboxLagMs[lane])]),
  );
  gauge(
    'outbox_messages',
    'Messages that are not settled.',
    metrics.outbox.map(({ state, lane, count }) => [`{state="${state}",lane="${lane}"}`, count]),
  );
  gauge('inbox_waiting', 'Updates that wait to be handled.', [['', metrics.inboxWaiting]]);
  const age = seconds(metrics.heartbeatAgeMs);
  gauge('heartbeat_age_seconds', 'How long ago the scheduler last ticked.', age === null ? [] : [['', age]]);
  gauge(
    'channel_up',
    'Whether a bot is connected to its provider.',
    [...up].map(([bot, isUp]) => [`{bot="${bot}"}`, isUp ? 1 : 0]),
  );
  return `${lines.join('\n')}\n`;
}
