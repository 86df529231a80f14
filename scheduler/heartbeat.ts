import type { Database } from '../prisma/client.js';
import type { Clock } from './clock.js';
import type { Trouble } from './dispatch/types.js';
import { readMetrics, type Metrics } from './metrics.js';

/** When something is too old, in ms. */
export interface AgeLimits {
  readonly dueMs: number;
  /** The lanes that people wait for. Bulk may wait long: a broadcast takes its time. */
  readonly crisisMs: number;
  readonly replyMs: number;
  readonly reminderMs: number;
  readonly heartbeatMs: number;
}

/** Ticks come every ten seconds. */
export const ageLimits: AgeLimits = {
  dueMs: 5 * 60_000,
  crisisMs: 30_000,
  replyMs: 2 * 60_000,
  reminderMs: 15 * 60_000,
  heartbeatMs: 60_000,
};

/** The operator is told once, and again only if it has lasted so long. */
const againMs = 60 * 60_000;

/** Writes the heartbeat and looks whether anything has become too old. */
export interface Heartbeat {
  /** Call at each tick, after firing and sending. Returns the metrics of this moment. */
  beat(): Promise<Metrics>;
}

/** What a heartbeat needs. */
export interface HeartbeatDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly onTrouble?: (trouble: Trouble) => void;
  readonly limits?: AgeLimits;
}

/** @see Heartbeat */
export function createHeartbeat({ db, clock, onTrouble, limits = ageLimits }: HeartbeatDeps): Heartbeat {
  const toldAt = new Map<string, number>();
  return {
    async beat() {
      const metrics = await readMetrics(db, clock.now());
      const late = tooOld(metrics, limits);
      for (const key of toldAt.keys()) if (!late.some((one) => keyOf(one) === key)) toldAt.delete(key);
      for (const trouble of late) {
        const told = toldAt.get(keyOf(trouble));
        if (told !== undefined && metrics.at.getTime() - told < againMs) continue;
        toldAt.set(keyOf(trouble), metrics.at.getTime());
        onTrouble?.(trouble);
      }
      await write(db, metrics);
      return metrics;
    },
  };
}

const keyOf = ({ code, detail }: Trouble): string => `${code}:${detail['lane'] ?? ''}`;

/** What is too old at this moment; `heartbeat.late` says that ticks themselves had stopped until now. */
export function tooOld(metrics: Metrics, limits: AgeLimits = ageLimits): Trouble[] {
  const found: Trouble[] = [];
  const look = (code: Trouble['code'], ageMs: number | null, limitMs: number, detail = {}) => {
    if (ageMs === null || ageMs <= limitMs) return;
    found.push({ code, bot: null, detail: { ...detail, seconds: Math.round(ageMs / 1_000) } });
  };
  look('due.late', metrics.dueLagMs, limits.dueMs);
  look('outbox.late', metrics.outboxLagMs.crisis, limits.crisisMs, { lane: 'crisis' });
  look('outbox.late', metrics.outboxLagMs.reply, limits.replyMs, { lane: 'reply' });
  look('outbox.late', metrics.outboxLagMs.reminder, limits.reminderMs, { lane: 'reminder' });
  look('heartbeat.late', metrics.heartbeatAgeMs, limits.heartbeatMs);
  return found;
}

function write(db: Database, { at, dueLagMs, outboxLagMs, inboxWaiting }: Metrics): Promise<unknown> {
  const data = JSON.stringify({ dueLagMs, outboxLagMs, inboxWaiting });
  return db.write((sql) =>
    sql.run(
      `INSERT INTO "Heartbeat" ("name","at","data") VALUES ('scheduler',?,?)
       ON CONFLICT ("name") DO UPDATE SET "at" = excluded."at", "data" = excluded."data"`,
      at,
      data,
    ),
  );
}
