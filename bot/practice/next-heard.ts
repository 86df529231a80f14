import type { NextEvent } from './control.js';
import { stepLabel } from './plan-rows.js';
import type { PracticeParts } from './practice-control.js';

/** Steps that somebody hears of, though they are the system's or a worker's: the morning list and the crisis chain. */
const heardSteps = `"flow" IN ('digest','alert-chain','crisis-follow-up','silence')`;

/** The next moment at which a phone will ring; what happens in silence (tasks, the nightly sweep) is passed over. */
export async function nextHeard(parts: PracticeParts): Promise<NextEvent | null> {
  const [due] = await parts.db.raw.query<{ at: number; step: string }>(
    `SELECT "dueAt" AS at, "step" FROM "Due" WHERE "state" = 'planned' AND ("audience" IN ('client','family') OR ${heardSteps})
     ORDER BY "dueAt" LIMIT 1`,
  );
  const [waiting] = await parts.db.raw.query<{ at: number | null }>(
    `SELECT min("notBefore") AS at FROM "Outbox" WHERE "state" IN ('queued','errored') AND "notBefore" > ?`,
    parts.clock.now(),
  );
  if (waiting?.at != null && (due === undefined || waiting.at < due.at))
    return { at: new Date(waiting.at).toISOString() };
  return due === undefined ? null : { at: new Date(due.at).toISOString(), label: stepLabel(parts, due.step) };
}
