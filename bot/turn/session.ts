import { emptySession } from '../../flows/engine/session.js';
import type { Session } from '../../flows/engine/types.js';
import type { LaterRows, Tx } from '../../prisma/client.js';
import { sessionOf } from '../../prisma/records/index.js';

/** The conversation with a contact; an empty one if there is none yet. */
export function loadSession(tx: Tx, contactId: string): Session {
  const row = sessionOf(tx.sql, contactId);
  return row === null ? emptySession : { frames: row.frames as unknown as Session['frames'] };
}

/** A session kept twice in one transaction is written twice, in order. */
const ROWS: LaterRows<{ contactId: string; frames: string; updatedAt: number }> = {
  table: 'Session',
  spares: ['session'],
  text: `INSERT INTO "Session" ("contactId","frames","version","updatedAt") VALUES (?,?,1,?)
    ON CONFLICT ("contactId") DO UPDATE SET "frames" = excluded."frames", "version" = "version" + 1, "updatedAt" = excluded."updatedAt"`,
  paramsOf: ({ contactId, frames, updatedAt }) => [contactId, frames, updatedAt],
};

/** Keeps it. */
export function saveSession(
  tx: Pick<Tx, 'sql' | 'later'>,
  contactId: string,
  session: Session,
  now: Date,
): void {
  tx.sql.forget([['session', contactId]]);
  tx.later(ROWS, { contactId, frames: JSON.stringify(session.frames), updatedAt: now.getTime() });
}
