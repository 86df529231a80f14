import type { JsonObject } from '../flows/engine/types.js';
import type { Database, Tx } from '../prisma/client.js';
import { claimDue, endDue, postponeDue, reclaimDue, type DueRow } from '../prisma/repositories/due.js';
import { isDearStep } from './dear.js';
import { isDatabaseTrouble } from './database-trouble.js';
import { eligibility } from './eligibility.js';
import type { FireDeps } from './fire-deps.js';
import { fireTogether } from './fire-together.js';
import { decide } from './decide.js';
import { setAside } from './fire-failed.js';
import { endFolded, foldedInto, releaseGuests } from './folded.js';
import { traceOf } from './trace-of.js';
import { overduePeople } from './overdue.js';

export type { FireDeps, RunDue } from './fire-deps.js';

/** How a row may end beside its eligibility: it threw too often, nobody could be reached, it had nothing to say, it rode with its host. */
export const fireReasons = ['failed', 'no-address', 'nothing-to-say', 'carried'] as const;

const leaseMs = 60_000;
const batch = 50;

/**
 * At the start of the one process that owns the database: what an ended process had claimed is due at once, and not
 * only when its lease runs out. Nothing of it was done: a row and its effects are committed together.
 */
export async function takeBackClaims(db: Database): Promise<void> {
  await reclaimDue(db.raw, endOfTime);
}

const endOfTime = new Date(8_640_000_000_000_000);

/**
 * Fires everything that is due, oldest first; what follows a crisis before all else, and again before each batch: no
 * wave of check-ins, and no catching up, holds up the rungs of an alert. Returns how many rows ended.
 */
export async function fireDue(deps: FireDeps): Promise<number> {
  await reclaimDue(deps.db.raw, deps.clock.now());
  let ended = await fireCrisis(deps);
  ended += await catchUp(deps);
  for (;;) {
    ended += await fireCrisis(deps);
    const fired = await fireBatch(deps, false);
    deps.alive?.();
    if (fired === 0) return ended;
    ended += fired;
  }
}

async function fireCrisis(deps: FireDeps): Promise<number> {
  let ended = 0;
  for (;;) {
    const fired = await fireBatch(deps, true);
    if (fired === 0) return ended;
    ended += fired;
  }
}

async function fireBatch(deps: FireDeps, onlyCrisis: boolean): Promise<number> {
  const now = deps.clock.now();
  const rows = await claimDue(deps.db.raw, { owner: deps.owner, now, leaseMs, limit: batch, onlyCrisis });
  if (rows.length === 0) return 0;
  await fireTogether(
    deps.db,
    rows,
    (tx, row) => decideAndRun(deps, tx, row, now),
    (row) => fireOne(deps, row, now),
  );
  return rows.length;
}

/** After a stretch in which nothing was fired, people are planned anew first: stale rows move, fold or fall by their own rules. */
async function catchUp(deps: FireDeps): Promise<number> {
  const { db, clock, replan, log } = deps;
  if (replan === undefined) return 0;
  const now = clock.now();
  let ended = 0;
  for (const personId of await overduePeople(db.raw, now)) {
    try {
      await db.transaction((tx) => replan(tx, personId, now));
    } catch (error) {
      log.error(traceOf(error), 'a person with overdue steps could not be planned anew');
    }
    deps.alive?.();
    ended += await fireCrisis(deps);
  }
  return ended;
}

async function fireOne(deps: FireDeps, row: DueRow, now: Date): Promise<void> {
  try {
    await deps.db.transaction((tx) => decideAndRun(deps, tx, row, now));
  } catch (error) {
    if (error instanceof LeaseLost) return;
    // The claim runs out, and the row is claimed again.
    if (isDatabaseTrouble(error)) throw error;
    deps.log.error({ step: row.step, ...traceOf(error) }, 'a due row could not be run');
    await setAside(deps, row, now);
  }
}

/** The claim had passed to somebody else: what was done for it is undone with its transaction. */
class LeaseLost extends Error {}

async function decideAndRun(deps: FireDeps, tx: Tx, row: DueRow, now: Date): Promise<void> {
  const verdict = await eligibility(tx, row, now, deps.rules);
  switch (verdict.verdict) {
    case 'later':
      held(await postponeDue(tx.raw, row, verdict.at, verdict.reason));
      return decide(tx, row, `later.${verdict.reason}`, now);
    case 'drop':
      held(await endDue(tx.raw, row, 'dropped', verdict.reason, now));
      await decide(tx, row, `dropped.${verdict.reason}`, now);
      await releaseGuests(deps, tx, row, verdict.reason, now);
      // What was left over of an earlier release is nobody's loss.
      if (verdict.reason === 'second-release') return;
      if (row.catchUp === 'task' || (verdict.reason === 'expired' && isDearStep(row)))
        await deps.missed(tx, row, verdict.reason, now);
      return;
    case 'go':
      return run(deps, tx, row, now);
  }
}

async function run(deps: FireDeps, tx: Tx, row: DueRow, now: Date): Promise<void> {
  const { riding, late } = await foldedInto(tx, row, now);
  const extras = riding.map((guest) => ({ flow: guest.flow, args: argsOf(guest) }));
  const args: JsonObject = { ...argsOf(row), ...(extras.length === 0 ? {} : { extras }) };
  await endFolded(tx, row, late, 'expired', now);
  const result = await deps.run(tx, row, args, now);
  if (result !== 'no-address') {
    held(await endDue(tx.raw, row, 'done', result === 'ran' ? null : 'nothing-to-say', now));
    await endFolded(tx, row, riding, 'carried', now);
    return decide(tx, row, result === 'ran' ? 'fired' : 'silent', now);
  }
  held(await endDue(tx.raw, row, 'dropped', result, now));
  await endFolded(tx, row, riding, result, now);
  await deps.missed(tx, row, result, now);
  return decide(tx, row, `dropped.${result}`, now);
}

function held(isOurs: boolean): void {
  if (!isOurs) throw new LeaseLost('expected to hold the claim, got a newer one');
}

function argsOf(row: DueRow): JsonObject {
  return { ...row.args, step: row.step, cycle: row.cycle, ...(row.day === null ? {} : { day: row.day }) };
}
