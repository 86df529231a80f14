import type { FireDeps } from './fire-deps.js';
import type { ReadSql, Tx } from '../prisma/client.js';
import { keepGrouped } from '../prisma/records/keep.js';
import { insertDecisions } from '../prisma/repositories/decisions.js';
import { dueRow, guestsKey, type DueRow } from '../prisma/repositories/due.js';

/** What was folded into a host, highest priority first: what rides in its message, and what is too late for it. */
export interface Folded {
  readonly riding: readonly DueRow[];
  readonly late: readonly DueRow[];
}

const inOrder = 'ORDER BY "priority","id"';

/** Reads the guests of many hosts at once, and keeps them. */
export function guestsAhead(sql: ReadSql, hosts: readonly DueRow[]): void {
  const scopes = JSON.stringify([...new Set(hosts.map(({ scope }) => scope))]);
  const rows = sql.all<Record<string, unknown>>(
    `SELECT * FROM "Due" WHERE "scope" IN (SELECT value FROM json_each(?)) AND "state" = 'folded' ${inOrder}`,
    scopes,
  );
  const keys = hosts.map(({ scope, step, cycle }) => guestsKey(scope, step, cycle));
  const hostOf = ({ scope, hostStep, hostCycle }: DueRow) => guestsKey(scope, hostStep ?? '', hostCycle);
  keepGrouped(sql, 'guests', keys, rows.map(dueRow), hostOf);
}

/** @see Folded */
export function foldedInto({ sql }: Pick<Tx, 'sql'>, host: DueRow, now: Date): Folded {
  const rows = sql.kept('guests', guestsKey(host.scope, host.step, host.cycle), () =>
    sql
      .all<Record<string, unknown>>(
        `SELECT * FROM "Due" WHERE "scope" = ? AND "hostStep" = ? AND "hostCycle" = ? AND "state" = 'folded' ${inOrder}`,
        host.scope,
        host.step,
        host.cycle,
      )
      .map(dueRow),
  );
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
  const { riding, late } = foldedInto(tx, host, now);
  await endFolded(tx, host, late, 'expired', now);
  const clientId = host.args['clientId'];
  if (riding.length > 0 && typeof clientId === 'string') await deps.replan?.(tx, clientId, now);
  const left = riding.length === 0 ? [] : foldedInto(tx, host, now).riding;
  await endFolded(tx, host, left, `host-${reason}`, now);
  for (const guest of [...late, ...left])
    if (guest.catchUp === 'task') await deps.missed(tx, guest, `host-${reason}`, now);
}
