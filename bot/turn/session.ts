import { emptySession } from '../../flows/engine/session.js';
import type { Session } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';
import { sessionOf } from '../../prisma/records/index.js';

/** The conversation with a contact; an empty one if there is none yet. */
export function loadSession(tx: Tx, contactId: string): Session {
  const row = sessionOf(tx.sql, contactId);
  return row === null ? emptySession : { frames: row.frames as unknown as Session['frames'] };
}

/** Keeps it. */
export function saveSession(tx: Tx, contactId: string, session: Session, now: Date): void {
  tx.sql.runOn(
    'session',
    contactId,
    `INSERT INTO "Session" ("contactId","frames","version","updatedAt") VALUES (?,?,1,?)
     ON CONFLICT ("contactId") DO UPDATE SET "frames" = excluded."frames", "version" = "version" + 1, "updatedAt" = excluded."updatedAt"`,
    contactId,
    JSON.stringify(session.frames),
    now,
  );
}
