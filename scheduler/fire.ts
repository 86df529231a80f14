import type { JsonObject } from '../flows/engine/types.js';
import type { Database, Tx } from '../prisma/client.js';
import {
  claimDue,
  endDue,
  giveBackDue,
  isCrisisDue,
  postponeDue,
  reclaimDue,
  stillClaimed,
} from '../prisma/repositories/due-claim.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { isDearStep } from './dear.js';
import { isDatabaseTrouble } from './database-trouble.js';
import { eligibility } from './eligibility.js';
import type { FireDeps } from './fire-deps.js';
import { Ends, held, LeaseLost } from './ends.js';
import { fireTogether, type Shared } from './fire-together.js';
import { decide } from './decide.js';
import { setAside } from './fire-failed.js';
import { endFolded, foldedInto, guestsAhead, releaseGuests } from './folded.js';
import { traceOf } from './trace-of.js';
import { overduePeople } from './overdue.js';

export type { FireDeps, RunDue } from './fire-deps.js';

/** How a row may end beside its eligibility: it threw too often, nobody could be reached, it had nothing to say, it rode with its host. */
export const fireReasons = ['failed', 'no-address', 'nothing-to-say', 'carried'] as const;

const leaseMs = 60_000;
const batch = 200;
/** So few rows are read for one by one: most ticks have one or two. */
const fewRows = 4;

/**
 * At the start of the one process that owns the database: what an ended process had claimed is due at once, and not
 * only when its lease runs out. Nothing of it was done: a row and its effects are committed together.
 */
export async function takeBackClaims(db: Database): Promise<void> {
  await reclaimDue(db.raw, endOfTime);
}

const endOfTime = new Date(8_640_000_000_000_000);

/**
 * Fires everything that is due, oldest first; what follows a crisis before all else, and again after each commit: no
 * wave of check-ins, and no catching up, holds up the rungs of an alert. Returns how many rows ended.
 */
export async function fireDue(deps: FireDeps): Promise<number> {
  await reclaimDue(deps.db.raw, deps.clock.now());
  let ended = await fireCrisis(deps);
  ended += await catchUp(deps);
  for (;;) {
    const fired = await fireBatch(deps, false);
    deps.alive?.();
    if (fired === 0) return ended;
    ended += fired;
  }
}

async function fireCrisis(deps: FireDeps): Promise<number> {
  let ended = 0;
  while (await isCrisisDue(deps.db.raw, deps.clock.now())) {
    const fired = await fireBatch(deps, true);
    if (fired === 0) break;
    ended += fired;
  }
  return ended;
}

async function fireBatch(deps: FireDeps, onlyCrisis: boolean): Promise<number> {
  const now = deps.clock.now();
  const rows = await claimDue(deps.db.raw, { owner: deps.owner, now, leaseMs, limit: batch, onlyCrisis });
  if (rows.length === 0) return 0;
  let ended = rows.length;
  try {
    await fireTogether(deps.db, rows, {
      open(tx, left) {
        if (left.length > fewRows) lookAhead(deps, tx, left, now);
        return sharing(deps, tx, left, now);
      },
      alone: (row) => fireOne(deps, row, now),
      async between() {
        deps.alive?.();
        if (!onlyCrisis) ended += await fireCrisis(deps);
      },
      shareMs: deps.shareMs,
    });
  } catch (error) {
    // What was not reached need not wait until the claims run out; where even this fails, it does.
    await giveBackDue(deps.db.raw, rows).catch(() => undefined);
    throw error;
  }
  return ended;
}

/** Spares statements and nothing else: where it fails, each row reads for itself, and only the bad one fails. */
function lookAhead(deps: FireDeps, tx: Tx, rows: readonly DueRow[], now: Date): void {
  try {
    guestsAhead(tx.sql, rows);
    deps.ahead?.(tx.sql, rows, now);
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.log.error(traceOf(error), 'what due rows need could not be read ahead');
  }
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

function sharing(deps: FireDeps, tx: Tx, rows: readonly DueRow[], now: Date): Shared<DueRow> {
  const ends = new Ends(tx, now);
  const ours = stillClaimed(tx.sql, rows);
  return {
    async one(row) {
      // A deed has cleared it since it was claimed, or somebody else has it now.
      if (!ours.has(row.id)) return;
      await ends.before(row);
      await decideAndRun(deps, tx, row, now, ends);
    },
    close: () => ends.write(),
  };
}

async function fireOne(deps: FireDeps, row: DueRow, now: Date): Promise<void> {
  try {
    await deps.db.transaction(async (tx) => {
      const { one, close } = sharing(deps, tx, [row], now);
      await one(row);
      await close();
    });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    // The claim runs out, and the row is claimed again.
    if (isDatabaseTrouble(error)) throw error;
    deps.log.error({ step: row.step, ...traceOf(error) }, 'a due row could not be run');
    await setAside(deps, row, now);
  }
}

async function decideAndRun(deps: FireDeps, tx: Tx, row: DueRow, now: Date, ends: Ends): Promise<void> {
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
      return run(deps, tx, row, now, ends);
  }
}

async function run(deps: FireDeps, tx: Tx, row: DueRow, now: Date, ends: Ends): Promise<void> {
  const { riding, late } = foldedInto(tx, row, now);
  const extras = riding.map((guest) => ({ flow: guest.flow, args: argsOf(guest) }));
  const args: JsonObject = { ...argsOf(row), ...(extras.length === 0 ? {} : { extras }) };
  await endFolded(tx, row, late, 'expired', now);
  const result = await deps.run(tx, row, args, now);
  if (result !== 'no-address') {
    await endFolded(tx, row, riding, 'carried', now);
    if (result === 'ran') return ends.add(row, 'done', null, 'fired');
    return ends.add(row, 'done', 'nothing-to-say', 'silent');
  }
  await endFolded(tx, row, riding, result, now);
  ends.add(row, 'dropped', result, `dropped.${result}`);
  await ends.write();
  await deps.missed(tx, row, result, now);
}

function argsOf(row: DueRow): JsonObject {
  return { ...row.args, step: row.step, cycle: row.cycle, ...(row.day === null ? {} : { day: row.day }) };
}
