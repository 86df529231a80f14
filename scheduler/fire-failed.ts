import type { Tx } from '../prisma/client.js';
import { endDue, postponeDue } from '../prisma/repositories/due-claim.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { isDatabaseTrouble } from './database-trouble.js';
import { decide } from './decide.js';
import type { FireDeps } from './fire-deps.js';
import { releaseGuests } from './folded.js';
import { traceOf } from './trace-of.js';

const mostTries = 3;
const minuteMs = 60_000;
/** A row that cannot even be given up is looked at again after so long; all others go on meanwhile. */
const stuckMs = 10 * minuteMs;

/**
 * A row that threw is put back for a minute, then two; the third time it ends as dropped, a worker is asked and the
 * operator told. What follows a crisis is never given up: it is tried again every minute, and the operator told.
 */
export async function setAside(deps: FireDeps, row: DueRow, now: Date): Promise<void> {
  try {
    const tries = await deps.db.transaction((tx) => failed(deps, tx, row, now));
    if (tries >= mostTries) tell(deps, row);
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.log.error({ step: row.step, ...traceOf(error) }, 'a due row could not be given up');
    await deps.db.transaction((tx) =>
      postponeDue(tx.raw, row, new Date(now.getTime() + stuckMs), 'failed').then(() => undefined),
    );
    tell(deps, row);
  }
}

function tell({ onTrouble }: FireDeps, { category, step }: DueRow): void {
  const detail = category === 'crisis' ? { step, lane: 'crisis' } : { step };
  onTrouble?.({ code: 'due.failed', bot: null, detail });
}

/** Returns how often the row has failed; counting stops where a crisis is tried on and on. */
async function failed(deps: FireDeps, tx: Tx, row: DueRow, now: Date): Promise<number> {
  const tries = 1 + (await failures(tx, row));
  const isCrisis = row.category === 'crisis';
  if (tries < mostTries || isCrisis) {
    const waitMs = isCrisis ? minuteMs : minuteMs * tries;
    await postponeDue(tx.raw, row, new Date(now.getTime() + waitMs), 'failed');
    if (tries <= mostTries) await decide(tx, row, 'later.failed', now);
    return tries;
  }
  await endDue(tx.raw, row, 'dropped', 'failed', now);
  await decide(tx, row, 'dropped.failed', now);
  await releaseGuests(deps, tx, row, 'failed', now);
  await deps.missed(tx, row, 'failed', now);
  return tries;
}

async function failures(tx: Tx, { scope, step, cycle }: DueRow): Promise<number> {
  const [row] = await tx.raw.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM "Decision" WHERE "scope" = ? AND "step" = ? AND "cycle" = ? AND "code" = 'later.failed'`,
    scope,
    step,
    cycle,
  );
  return row?.n ?? 0;
}
