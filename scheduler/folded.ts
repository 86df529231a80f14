import type { FireDeps } from './fire-deps.js';
import type { Tx } from '../prisma/client.js';
import { insertDecisions } from '../prisma/repositories/decisions.js';
import { dueRow, type DueRow } from '../prisma/repositories/due.js';

/** What was folded into a host, highest priority first: what rides in its message, and what is too late for it. */
export interface Folded {
  readonly riding: readonly DueRow[];
  readonly late: readonly DueRow[];
}

/** @see Folded */
export async function foldedInto(tx: Tx, host: DueRow, now: Date): Promise<Folded> {
  const rows = (
    await tx.raw.query<Record<string, unknown>>(
      `SELECT * FROM "Due" WHERE "scope" = ? AND "hostStep" = ? AND "hostCycle" = ? AND "state" = 'folded'
       ORDER BY "priority","id"`,
      host.scope,
      host.step,
      host.cycle,
    )
  ).map(dueRow);
  const isLate = ({ expiresAt }: DueRow) => expiresAt !== null && expiresAt <= now;
  return { riding: rows.filter((row) => !isLate(row)), late: rows.filter(isLate) };
}

/** Ends rows that were folded into a host, with their decisions. Carried: they went out with it. */
export async function endFolded(
  tx: Tx,
  host: DueRow,
  guests: readonly DueRow[],
  reason: string,
  now: Date,
): Promise<void> {
  if (guests.length === 0) return;
  const isCarried = reason === 'carried';
  const marks = guests.map(() => '?').join(',');
  await tx.raw.exec(
    `UPDATE "Due" SET "state" = ?, "reason" = ?, "endedAt" = ? WHERE "state" = 'folded' AND "id" IN (${marks})`,
    isCarried ? 'done' : 'dropped',
    reason,
    now,
    ...guests.map(({ id }) => id),
  );
  const code = isCarried ? 'carried' : `dropped.${reason}`;
  const detail = { host: `${host.step}/${host.cycle}` };
  await insertDecisions(
    tx.raw,
    guests.map(({ scope, step, cycle, personId }) => ({
      scope,
      step,
      cycle,
      personId,
      code,
      detail,
      at: now,
    })),
  );
}

/**
 * The host of these guests has fallen. Those of a programme are planned anew, so that each goes by its own rule: alone
 * where it may stand alone, into another conversation, as a task, or not at all. What is left falls with its host.
 */
export async function releaseGuests(
  deps: Pick<FireDeps, 'replan' | 'missed'>,
  tx: Tx,
  host: DueRow,
  reason: string,
  now: Date,
): Promise<void> {
  const { riding, late } = await foldedInto(tx, host, now);
  await endFolded(tx, host, late, 'expired', now);
  const clientId = host.args['clientId'];
  if (riding.length > 0 && typeof clientId === 'string') await deps.replan?.(tx, clientId, now);
  const left = riding.length === 0 ? [] : (await foldedInto(tx, host, now)).riding;
  await endFolded(tx, host, left, `host-${reason}`, now);
  for (const guest of [...late, ...left])
    if (guest.catchUp === 'task') await deps.missed(tx, guest, `host-${reason}`, now);
}
