import type { Action } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';

interface Row {
  readonly action: string;
  readonly message: string;
  readonly single: number;
}

/**
 * What a tapped button means. Null for a token that is unknown, another contact's, used or expired: a forged,
 * foreign, replayed or stale tap changes nothing. A single-use button works once.
 */
export async function useButton(tx: Tx, contactId: string, token: string, now: Date): Promise<Action | null> {
  const [row] = await tx.raw.query<Row>(
    `SELECT "action","message","single" FROM "Button"
     WHERE "token" = ? AND "contactId" = ? AND "usedAt" IS NULL AND "expiresAt" > ?`,
    token,
    contactId,
    now,
  );
  if (row === undefined) return null;
  const action = JSON.parse(row.action) as Action;
  if (row.single === 1) await useUp(tx, contactId, token, action.kind === 'answer' ? row.message : null, now);
  return action;
}

/** An answer uses up all answers of its message; a button that opens something uses up itself only. */
async function useUp(
  tx: Tx,
  contactId: string,
  token: string,
  message: string | null,
  now: Date,
): Promise<void> {
  await tx.raw.exec(
    `UPDATE "Button" SET "usedAt" = ? WHERE "contactId" = ? AND "single" = 1
       AND ("token" = ? OR ("message" = ? AND json_extract("action", '$.kind') = 'answer'))`,
    now,
    contactId,
    token,
    message,
  );
}
