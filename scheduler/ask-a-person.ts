import type { StationFacts } from '../flows/core-facts.js';
import type { JsonObject } from '../flows/engine/types.js';
import type { Tx } from '../prisma/client.js';
import { personById } from '../prisma/records/index.js';
import { insertTask } from '../prisma/repositories/tasks.js';

/** What a person is asked to do about a client, and why; the same `key` opens one task only. */
export interface Asked {
  readonly clientId: string;
  readonly key: string;
  readonly kind: 'reach' | 'review';
  readonly reason: string;
  readonly params?: JsonObject;
}

/** Opens a task for the client's worker, or, where they have none, for whoever is on call. Nothing for who has ended. */
export async function askAPerson(tx: Tx, station: StationFacts, asked: Asked, now: Date): Promise<void> {
  const { clientId, key, kind, reason } = asked;
  const person = personById(tx.sql, clientId);
  if (person?.role !== 'client' || person.endedAt !== null) return;
  const assigneeId = person.workerId ?? station.onCall.find(({ position }) => position < 3)?.personId;
  if (assigneeId === undefined) return;
  const params = { ...asked.params, alias: person.alias };
  const task = { id: key, key, kind, reason, params, clientId, assigneeId, dueAt: now, createdAt: now };
  await insertTask(tx.raw, task);
}
