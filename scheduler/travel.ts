import type { Database } from '../prisma/client.js';
import { nextDueAt } from '../prisma/repositories/due.js';
import type { VirtualClock } from './clock.js';

/** A virtual clock with a bot behind it, for practice, rehearsals and tests. */
export interface Traveller {
  readonly db: Database;
  readonly clock: VirtualClock;
  /** Does everything that can be done at this moment. */
  readonly settle: () => Promise<void>;
  /** Somebody else who acts by the clock (a persona): when next, or null. */
  readonly alsoAt?: () => Date | null;
  /** Called at each moment after everything has settled. */
  readonly onMoment?: (now: Date) => Promise<void>;
}

/** The next moment at which anything happens by itself: a due row, a message that waits, a persona. Null: nothing. */
export async function nextMoment(traveller: Traveller): Promise<Date | null> {
  const { db, clock } = traveller;
  const due = await nextDueAt(db.raw);
  const [waiting] = await db.raw.query<{ at: number | null }>(
    `SELECT min("notBefore") AS at FROM "Outbox" WHERE "state" IN ('queued','errored') AND "notBefore" > ?`,
    clock.now(),
  );
  const moments = [due?.getTime(), waiting?.at, traveller.alsoAt?.()?.getTime()].filter((at) => at != null);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/**
 * Goes to `to` moment by moment, so that whatever is due on the way happens at its own time and in its order. Ends
 * early when `signal` aborts: then the clock stands where it was.
 */
export async function travelTo(traveller: Traveller, to: Date, signal?: AbortSignal): Promise<void> {
  for (;;) {
    if (signal?.aborted === true) return;
    const next = await nextMoment(traveller);
    if (next === null || next > to) break;
    if (next > traveller.clock.now()) traveller.clock.set(next);
    await traveller.settle();
    await traveller.onMoment?.(traveller.clock.now());
  }
  traveller.clock.set(to);
  await traveller.settle();
  await traveller.onMoment?.(traveller.clock.now());
}
