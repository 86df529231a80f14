import { longestSlotMs, slots } from '../flows/crisis/slot-keys.js';
import type { Database, SyncSql } from '../prisma/client.js';
import { longestTryMs } from './backoff.js';
import type { Clock } from './clock.js';
import type { Trouble } from './dispatch/types.js';
import { traceOf } from './trace-of.js';

/** A smaller step changes nothing that anybody would notice. */
const stepMs = 30_000;
/** No claim lasts longer. */
const longestLeaseMs = 60_000;

/** Notices when the wall clock is set back, and brings along what may not wait until it has caught up. */
export interface ClockWatch {
  /** Call before firing. Never rejects: what could not be mended is found again the next time. */
  look(): Promise<void>;
}

/** What it needs. */
export interface ClockWatchDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly onTrouble?: (trouble: Trouble) => void;
  readonly log: { error(fields: object, message: string): void };
}

/** What the clocks showed, and the number of the newest due row. */
interface Look {
  readonly wall: number;
  readonly elapsed: number;
  readonly due: number;
}

/** @see ClockWatch */
export function createClockWatch(deps: ClockWatchDeps): ClockWatch {
  const { db, clock, log, onTrouble } = deps;
  /** As it was at the last look; null before the first: all that stands was written by an earlier process. */
  let last: Look | null = null;
  return {
    async look() {
      const wall = clock.now().getTime();
      const elapsed = clock.elapsedMs();
      try {
        const passed = last === null ? 0 : Math.round(elapsed - last.elapsed);
        const expected = last === null ? await lastBeat(db) : last.wall + passed;
        const backMs = expected - wall;
        if (backMs > stepMs) {
          const known = last?.due ?? Number.MAX_SAFE_INTEGER;
          await db.write((sql) => bringAlong(sql, { wall, backMs, passed, known }));
          onTrouble?.({ code: 'clock.back', bot: null, detail: { seconds: Math.round(backMs / 1_000) } });
        }
        last = { wall, elapsed, due: await newestDue(db) };
      } catch (error) {
        log.error(traceOf(error), 'a step of the clock could not be looked for');
      }
    },
  };
}

/** An earlier process ticked at this moment: if that is still to come, the clock was set back while none was running. */
async function lastBeat(db: Database): Promise<number> {
  const row = await db.read((sql) =>
    sql.get<{ at: number }>(`SELECT "at" FROM "Heartbeat" WHERE "name" = 'scheduler'`),
  );
  return row?.at ?? -Infinity;
}

async function newestDue(db: Database): Promise<number> {
  const row = await db.read((sql) => sql.get<{ id: number | null }>(`SELECT max("id") AS "id" FROM "Due"`));
  return row?.id ?? 0;
}

/** `passed`: how long ago it may have been, in ms · `known`: the newest due row of which it is certain that it stood before. */
interface StepBack {
  readonly wall: number;
  readonly backMs: number;
  readonly passed: number;
  readonly known: number;
}

/**
 * Moves back by the step what was reckoned by the old clock: the rungs and follow-ups of a crisis, claims, and messages
 * that were ready or wait for another try. What people were promised by the wall clock (a check-in at eight) stays. What
 * was written since the step is by the new clock.
 */
function bringAlong(sql: SyncSql, { wall, backMs, passed, known }: StepBack): void {
  sql.run(
    `UPDATE "Due" SET "dueAt" = "dueAt" - ?, "expiresAt" = "expiresAt" - ?
     WHERE "state" = 'planned' AND "category" = 'crisis' AND "dueAt" > ?
       AND NOT ("id" > ? AND "createdAt" BETWEEN ? AND ?)`,
    backMs,
    backMs,
    wall,
    known,
    wall - passed,
    wall,
  );
  // A process that dies before it has ticked to its end must not make the next one find the same step once more.
  sql.run(`UPDATE "Heartbeat" SET "at" = ? WHERE "name" = 'scheduler' AND "at" > ?`, wall, wall);
  const claimed = wall + longestLeaseMs;
  for (const [table, state] of [
    ['Due', 'claimed'],
    ['Inbox', 'claimed'],
    ['Outbox', 'sending'],
  ])
    sql.run(
      `UPDATE "${table}" SET "leaseUntil" = "leaseUntil" - ? WHERE "state" = '${state}' AND "leaseUntil" > ?`,
      backMs,
      claimed,
    );
  sql.run(
    `UPDATE "Outbox" SET "notBefore" = "notBefore" - ? WHERE "state" = 'queued' AND "notBefore" > ? AND "notBefore" <= ?`,
    backMs,
    wall,
    wall + backMs,
  );
  setApart(sql, wall);
  for (const lane of ['crisis', 'reply', 'reminder', 'bulk'] as const)
    sql.run(
      `UPDATE "Outbox" SET "notBefore" = "notBefore" - ? WHERE "state" = 'errored' AND "lane" = '${lane}' AND "notBefore" > ?`,
      backMs,
      wall + longestTryMs(lane),
    );
}

/** The same minutes come once more: what is written in them shall not be taken for what was written in them before. */
function setApart(sql: SyncSql, wall: number): void {
  for (const kind of Object.keys(slots))
    sql.run(
      `UPDATE "Outbox" SET "key" = "key" || ? WHERE "key" BETWEEN ? AND ? AND "createdAt" > ?`,
      `:before-${wall}`,
      `${kind}:`,
      `${kind};`,
      wall - longestSlotMs,
    );
}
