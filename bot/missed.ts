import type { Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { askAPerson } from '../scheduler/ask-a-person.js';
import { isDearStep, missedKey } from '../scheduler/dear.js';
import { readScope } from '../scheduler/scope.js';
import { loadStation } from './facts/station.js';

/** A client whom somebody has to reach in another way, and why. */
export interface ToReach {
  readonly clientId: string;
  /** Names the cause: the same opens one task only. */
  readonly key: string;
  readonly reason: string;
  readonly step?: string;
}

/** Asks the client's worker, or whoever is on call, to reach them. */
export function askToReach(tx: Tx, { clientId, key, reason, step }: ToReach, now: Date): Promise<void> {
  const params = step === undefined ? {} : { step };
  return askAPerson(tx, loadStation(tx, now), { clientId, key, kind: 'reach', reason, params }, now);
}

/** A row that mattered fell: its client's worker is asked to reach them, once a cause. */
export async function openMissed(tx: Tx, row: DueRow, reason: string, now: Date): Promise<void> {
  // A family member who hears nothing is no reason to call the client.
  if (row.audience === 'family') return;
  const clientId = typeof row.args['clientId'] === 'string' ? row.args['clientId'] : row.personId;
  if (clientId === null) return;
  const isUnreachable = reason === 'no-address';
  if (isUnreachable && row.personId !== clientId) return;
  const own = isDearStep(row)
    ? missedKey(clientId, row, readScope(row.scope)?.episode ?? 1)
    : `missed:${row.scope}:${row.step}:${row.cycle}`;
  const key = isUnreachable ? unreachableKey(tx, clientId) : own;
  await askToReach(tx, { clientId, key, reason: `due-${reason}`, step: row.step }, now);
}

/** One stretch of silence is one cause, however much falls in it: it lasts until the client writes again. */
export function unreachableKey({ sql }: Tx, clientId: string): string {
  const row = sql.get<{ at: number | null }>(
    `SELECT max("lastInAt") AS "at" FROM "Contact" WHERE "personId" = ?`,
    clientId,
  );
  return `unreachable:${clientId}:${row?.at ?? 0}`;
}
