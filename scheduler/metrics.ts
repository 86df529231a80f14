import type { Lane } from '../flows/core-effects.js';
import type { Database } from '../prisma/client.js';

/** How the scheduler is doing at one moment. Ages are in ms; null: nothing waits. */
export interface Metrics {
  readonly at: Date;
  /** How long the oldest due row has been due. */
  readonly dueLagMs: number | null;
  /** The same of what follows a crisis. */
  readonly crisisDueLagMs: number | null;
  /** How long the oldest message that may go has waited, by lane. */
  readonly outboxLagMs: Readonly<Record<Lane, number | null>>;
  /** The same by bot and lane; only where something waits. */
  readonly outboxLags: readonly OutboxLag[];
  /** Messages that are not settled, by state and lane. */
  readonly outbox: readonly { readonly state: string; readonly lane: Lane; readonly count: number }[];
  /** Updates that wait to be handled. */
  readonly inboxWaiting: number;
  /** How long the oldest of them has waited. */
  readonly inboxLagMs: number | null;
  /** How long ago the last heartbeat was; null before the first. */
  readonly heartbeatAgeMs: number | null;
}

/** How long the oldest message of a bot's lane has waited that may go. */
export interface OutboxLag {
  readonly bot: string;
  readonly lane: Lane;
  readonly ms: number;
}

const laneNames: readonly Lane[] = ['crisis', 'reply', 'reminder', 'bulk'];

/** Reads the metrics; every look-up follows an index over open rows, so that a long history costs nothing. */
export async function readMetrics(db: Database, now: Date): Promise<Metrics> {
  return db.read((sql) => {
    const at = (query: string, ...params: (Date | string)[]) =>
      sql.get<{ at: number | null }>(query, ...params)?.at ?? null;
    const age = (moment: number | null) => (moment === null ? null : now.getTime() - moment);
    const bots = sql.all<{ bot: string | null }>(openBots).flatMap(({ bot }) => bot ?? []);
    const outboxLags = bots.flatMap((bot) =>
      laneNames.flatMap((lane): OutboxLag[] => {
        const ms = age(at(oldestOf[lane], bot, now));
        return ms === null ? [] : [{ bot, lane, ms }];
      }),
    );
    return {
      at: now,
      dueLagMs: age(at(oldestDue, now)),
      crisisDueLagMs: age(at(`${oldestDue} AND "category" = 'crisis'`, now)),
      outboxLagMs: worstOf(outboxLags),
      outboxLags,
      outbox: sql.all<{ state: string; lane: Lane; count: number }>(openCounts),
      inboxWaiting:
        sql.get<{ n: number }>(`SELECT count(*) AS n FROM "Inbox" WHERE "state" IN ('new','claimed')`)?.n ??
        0,
      inboxLagMs: age(at(oldestUpdate)),
      heartbeatAgeMs: age(at(`SELECT "at" FROM "Heartbeat" WHERE "name" = 'scheduler'`)),
    };
  });
}

function worstOf(lags: readonly OutboxLag[]): Record<Lane, number | null> {
  const worst: Record<Lane, number | null> = { crisis: null, reply: null, reminder: null, bulk: null };
  for (const { lane, ms } of lags) worst[lane] = Math.max(worst[lane] ?? ms, ms);
  return worst;
}

const oldestDue = `SELECT min("dueAt") AS at FROM "Due" WHERE "state" = 'planned' AND "dueAt" <= ?`;

/** Two look-ups, each along its own partial index. */
const oldestUpdate = `SELECT min("at") AS at FROM (
  SELECT * FROM (SELECT "receivedAt" AS "at" FROM "Inbox" WHERE "state" = 'new' ORDER BY "id" LIMIT 1) n
  UNION ALL SELECT min("receivedAt") FROM "Inbox" WHERE "state" = 'claimed') o`;

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
  gauge('due_crisis_lag_seconds', 'The same of what follows a crisis.', [
    ['', seconds(metrics.crisisDueLagMs)],
  ]);
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
  gauge('inbox_lag_seconds', 'How long the oldest update has waited to be handled.', [
    ['', seconds(metrics.inboxLagMs)],
  ]);
  const age = seconds(metrics.heartbeatAgeMs);
  gauge('heartbeat_age_seconds', 'How long ago the scheduler last ticked.', age === null ? [] : [['', age]]);
  gauge(
    'channel_up',
    'Whether a bot is connected to its provider.',
    [...up].map(([bot, isUp]) => [`{bot="${bot}"}`, isUp ? 1 : 0]),
  );
  return `${lines.join('\n')}\n`;
}
