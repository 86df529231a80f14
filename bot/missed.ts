import type { Tx } from '../prisma/client.js';
import { personById } from '../prisma/records/index.js';
import type { DueRow } from '../prisma/repositories/due.js';
import { insertTask } from '../prisma/repositories/tasks.js';
import { loadStation } from './facts/station.js';
import type { TurnDeps } from './turn/types.js';

/** A client whom somebody has to reach in another way, and why. */
export interface ToReach {
  readonly clientId: string;
  /** Names the cause: the same opens one task only. */
  readonly key: string;
  readonly reason: string;
  readonly step?: string;
}

/** Opens a task for the client's worker, or, where they have none, for whoever is on call. Nothing for who has ended. */
export async function askToReach(deps: TurnDeps, tx: Tx, one: ToReach, now: Date): Promise<void> {
  const person = personById(tx.sql, one.clientId);
  if (person?.role !== 'client' || person.endedAt !== null) return;
  const assigneeId = person.workerId ?? loadStation(tx, now).onCall[0]?.personId;
  if (assigneeId === undefined) return;
  await insertTask(tx.raw, {
    id: deps.random.id(),
    key: one.key,
    kind: 'reach',
    reason: one.reason,
    params: { ...(one.step === undefined ? {} : { step: one.step }), alias: person.alias },
    clientId: one.clientId,
    assigneeId,
    dueAt: now,
    createdAt: now,
  });
}

/** A row that mattered fell: its client's worker is asked to reach them, once a cause. */
export async function openMissed(
  deps: TurnDeps,
  tx: Tx,
  row: DueRow,
  reason: string,
  now: Date,
): Promise<void> {
  // A family member who hears nothing is no reason to call the client.
  if (row.audience === 'family') return;
  const clientId = typeof row.args['clientId'] === 'string' ? row.args['clientId'] : row.personId;
  if (clientId === null) return;
  const isUnreachable = reason === 'no-address';
  if (isUnreachable && row.personId !== clientId) return;
  const key = isUnreachable ? unreachableKey(tx, clientId) : `missed:${row.scope}:${row.step}:${row.cycle}`;
  await askToReach(deps, tx, { clientId, key, reason: `due-${reason}`, step: row.step }, now);
}

/** One stretch of silence is one cause, however much falls in it: it lasts until the client writes again. */
export function unreachableKey({ sql }: Tx, clientId: string): string {
  const row = sql.get<{ at: number | null }>(
    `SELECT max("lastInAt") AS "at" FROM "Contact" WHERE "personId" = ?`,
    clientId,
  );
  return `unreachable:${clientId}:${row?.at ?? 0}`;
}
