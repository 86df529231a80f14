import type { RawSql } from '../client.js';
import { changed, rowsOf, sql } from './sql.js';

/** An update that was set aside is tried again from then on, however often it has failed. */
export async function retryInboxAt(raw: RawSql, id: number, at: Date): Promise<void> {
  await changed(raw, sql`UPDATE "Inbox" SET "leaseUntil" = ${at} WHERE "id" = ${id} AND "state" = 'failed'`);
}

/** What was set aside until now waits again. Returns when the next one is to be tried, or null. */
export async function retryInbox(raw: RawSql, now: Date): Promise<Date | null> {
  await changed(
    raw,
    sql`UPDATE "Inbox" SET "state" = 'new', "leaseUntil" = NULL WHERE "state" = 'failed' AND "leaseUntil" <= ${now}`,
  );
  const [next] = await rowsOf<{ at: number | null }>(
    raw,
    sql`SELECT min("leaseUntil") AS "at" FROM "Inbox" WHERE "state" = 'failed'`,
  );
  return next?.at == null ? null : new Date(next.at);
}
