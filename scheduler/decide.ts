import type { Tx } from '../prisma/client.js';
import { insertDecision } from '../prisma/repositories/decisions.js';
import type { DueRow } from '../prisma/repositories/due.js';

/** Keeps what was decided about a due row. */
export async function decide(tx: Tx, row: DueRow, code: string, now: Date): Promise<void> {
  const { scope, step, cycle, personId } = row;
  await insertDecision(tx.raw, { scope, step, cycle, personId, code, at: now });
}
