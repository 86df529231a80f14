import type { Database } from '../client.js';

/** A notice to everybody in its ledger: one message each, in the language of each. */
export interface Broadcast {
  /** Its recipients are the `included` rows of `NoticeRecipient`, written before. */
  readonly noticeId: string;
  readonly kind: string;
  /** Final text by language; a language that is not here gets `fallback`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly fallback: string;
  readonly notBefore: Date;
  readonly expiresAt: Date | null;
  /** The day that it counts against, in the recipients' zone. */
  readonly localDay: string;
  readonly now: Date;
}

/** So many recipients share a commit; the event loop turns between two of them. */
const chunk = 400;

/**
 * Writes a broadcast into the outbox in chunks, each one statement and one commit. Idempotent by `notice:ID:PERSON`: a
 * process that dies half-way runs it again. Whoever has no active address is left out; the ledger says so. Returns how
 * many messages are new.
 */
export async function enqueueBroadcast(db: Database, broadcast: Broadcast): Promise<number> {
  let written = 0;
  for (let after = ''; ;) {
    const people = await db.raw.query<{ personId: string }>(
      `SELECT "personId" FROM "NoticeRecipient" WHERE "noticeId" = ? AND "personId" > ? AND "state" = 'included'
       ORDER BY "personId" LIMIT ${chunk}`,
      broadcast.noticeId,
      after,
    );
    const last = people.at(-1);
    if (last === undefined) break;
    const ids = people.map(({ personId }) => personId);
    written += await enqueueChunk(db, broadcast, ids);
    after = last.personId;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return written;
}

function enqueueChunk(db: Database, broadcast: Broadcast, people: readonly string[]): Promise<number> {
  const { noticeId, kind, texts, fallback, notBefore, expiresAt, localDay, now } = broadcast;
  return db.write(
    (sql) =>
      sql.run(
        `INSERT INTO "Outbox" ("key","contactId","personId","bot","lane","kind","proactive","text","buttons","state",
           "notBefore","createdAt","expiresAt","localDay","about","attempt","lease")
         SELECT 'notice:' || ? || ':' || p."id", c."id", p."id", c."bot", 'bulk', ?, 1, COALESCE(t.value, ?), '[]', 'queued', ?, ?, ?, ?, ?, 0, 0
         FROM json_each(?) r CROSS JOIN "Person" p ON p."id" = r.value AND p."endedAt" IS NULL
         CROSS JOIN "Contact" c ON c."id" = (SELECT "id" FROM "Contact" WHERE "personId" = p."id" AND "state" = 'active'
           ORDER BY "preferred" DESC, "lastInAt" DESC LIMIT 1)
         LEFT JOIN json_each(?) t ON t.key = p."locale" WHERE true ON CONFLICT ("key") DO NOTHING`,
        noticeId,
        kind,
        fallback,
        notBefore,
        now,
        expiresAt,
        localDay,
        `notice:${noticeId}`,
        JSON.stringify(people),
        JSON.stringify(texts),
      ).changes,
  );
}
