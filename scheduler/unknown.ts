import type { Database } from '../prisma/client.js';
import { reclaimOutbox } from '../prisma/repositories/outbox.js';
import { isDearMessage } from './dear.js';

interface Row {
  readonly id: number;
  readonly key: string;
  readonly lane: string;
  readonly kind: string;
  readonly about: string | null;
  readonly text: string;
  readonly locale: string;
}

/** Claims are given back and messages settled so many at a time, so that a long list blocks nobody. */
const batch = 200;

/**
 * Settles messages of which nobody knows whether they arrived (the process died, or the line was cut, between the
 * provider's answer and our record). Crisis messages and what tells of an appointment are written once more, with a mark
 * that says so; all others stay `unknown`: a repeat would be worse than a gap, and the row says so. A repeat keeps to the
 * night, pauses and stops like the first, and takes no room under the day's cap. One that ends unknown itself is left,
 * and the worker asked to reach the person (`settleFailed`). Returns how many were written again.
 */
export async function settleUnknown(
  db: Database,
  now: Date,
  mark: (locale: string) => string,
): Promise<number> {
  await reclaimOutbox(db.raw, now);
  let written = 0;
  for (;;) {
    const open = await db.raw.query<Row>(
      `SELECT o."id", o."key", o."lane", o."kind", o."about", o."text", c."locale" FROM "Outbox" o JOIN "Contact" c ON c."id" = o."contactId"
       WHERE o."state" = 'unknown' AND (o."error" IS NULL OR o."error" NOT IN ('repeated','left')) LIMIT ${batch}`,
    );
    if (open.length > 0) written += await settle(db, open, now, mark);
    if (open.length < batch) return written;
  }
}

async function settle(
  db: Database,
  rows: readonly Row[],
  now: Date,
  mark: (locale: string) => string,
): Promise<number> {
  return db.transaction(async ({ raw }) => {
    let written = 0;
    for (const row of rows) {
      const again = isDearMessage(row) && !row.key.endsWith('~');
      if (again) {
        written += await raw.exec(
          `INSERT INTO "Outbox" ("key","contactId","personId","bot","lane","kind","proactive","text","buttons","image","state","notBefore",
             "createdAt","expiresAt","localDay","about","attempt","lease")
           SELECT "key" || '~', "contactId","personId","bot","lane","kind","proactive",?,"buttons","image",'queued',?,?,"expiresAt",NULL,"about",0,0
           FROM "Outbox" WHERE "id" = ? ON CONFLICT ("key") DO NOTHING`,
          `${mark(row.locale)}\n${row.text}`,
          now,
          now,
          row.id,
        );
      }
      await raw.exec(`UPDATE "Outbox" SET "error" = ? WHERE "id" = ?`, again ? 'repeated' : 'left', row.id);
    }
    return written;
  });
}
