import type { RawSql } from '../client.js';
import { dialectOf, insertMany, storableJson, type Dialect } from './dialect.js';
import { changed, plain, rowsOf, sql, type Sql } from './sql.js';

/** One stored update. `payload` is the canonical message as JSON; null once it is handled. */
export interface InboxRow {
  readonly id: number;
  readonly bot: string;
  readonly updateId: string;
  readonly payload: string;
  readonly attempt: number;
  readonly receivedAt: Date;
}

/** A claimed update: whoever holds `owner` and `lease` may end it, nobody else. */
export interface ClaimedInbox extends InboxRow {
  readonly owner: string;
  readonly lease: number;
}

/** An update to be stored. Updates of one `chat` are handled in order; without it, all of the bot are one order. */
export interface NewInbox {
  readonly bot: string;
  readonly updateId: string;
  readonly payload: string;
  readonly chat?: string;
}

const COLUMNS = [
  { name: 'bot', type: 'text' },
  { name: 'updateId', type: 'text' },
  { name: 'payload', type: 'json' },
  { name: 'chat', type: 'text' },
  { name: 'state', type: 'text' },
  { name: 'receivedAt', type: 'instant' },
] as const;

/** Stores updates; a repeat (same bot and update id) does nothing. Returns how many were new. */
export function insertInbox(raw: RawSql, rows: readonly NewInbox[], now: Date): Promise<number> {
  const cells = rows.map(({ bot, updateId, payload, chat }) => [
    bot,
    updateId,
    storableJson(payload),
    chat ?? '',
    'new',
    now,
  ]);
  return insertMany(raw, '"Inbox"', COLUMNS, cells, '"bot","updateId"');
}

/** The oldest update that waits, or null. For a worker that is alone; several use `claimInbox`. */
export async function nextInbox(raw: RawSql): Promise<InboxRow | null> {
  const [row] = await raw.query<Record<string, unknown>>(
    `SELECT * FROM "Inbox" WHERE "state" = 'new' ORDER BY "id" LIMIT 1`,
  );
  return row === undefined ? null : inboxRow(row);
}

/** Takes up to `limit` updates, oldest first; of each chat only the oldest, and only when none of it is being handled. */
export async function claimInbox(
  raw: RawSql,
  claim: { readonly owner: string; readonly now: Date; readonly leaseMs: number; readonly limit: number },
): Promise<ClaimedInbox[]> {
  const dialect = dialectOf(raw);
  const take = async (candidates: Sql, limit: number) => {
    const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs);
    const statement = dialect.claim({
      table: '"Inbox"',
      candidates,
      limit,
      still: sql`q."state" = 'new'`,
      set: sql`"state" = 'claimed', "owner" = ${claim.owner}, "lease" = "lease" + 1, "leaseUntil" = ${leaseUntil}`,
      returning: '*',
    });
    return rowsOf<Record<string, unknown>>(raw, statement);
  };
  const rows = await take(oldestFirst(dialect), claim.limit);
  if (rows.length < claim.limit / 4 && (await isWindowFull(raw))) {
    rows.push(...(await take(chatByChat(dialect), claim.limit - rows.length)));
  }
  return rows.map((row) => inboxRow(row) as ClaimedInbox).sort((a, b) => a.id - b.id);
}

/** So many of the oldest updates are looked at; behind a chat that floods, the others are found chat by chat. */
const WINDOW = 1_000;

/** So many chats are gone through at most, so that it takes some milliseconds only. */
const MOST_CHATS = 2_000;

/** On `o`: nothing of its chat is being handled. */
function isFree(dialect: Dialect): Sql {
  return dialect.none(
    sql`SELECT 1 FROM "Inbox" c${dialect.by('Inbox_claimed')}
      WHERE c."state" = 'claimed' AND c."bot" = o."bot" AND c."chat" = o."chat"`,
  );
}

function oldestFirst(dialect: Dialect): Sql {
  const earlier = sql`SELECT 1 FROM "Inbox" e${dialect.by('Inbox_turn')} WHERE e."state" IN ('new','claimed')
    AND e."bot" = o."bot" AND e."chat" = o."chat" AND e."id" < o."id"`;
  return sql`SELECT o."id" FROM
    (SELECT "id","bot","chat" FROM "Inbox" WHERE "state" = 'new' ORDER BY "id" LIMIT ${plain(String(WINDOW))}) o
    WHERE ${dialect.none(earlier)} AND ${isFree(dialect)}`;
}

/** Leaps through the index from chat to chat, whose first entry is its oldest update. */
function chatByChat(dialect: Dialect): Sql {
  const table = sql`"Inbox"${dialect.by('Inbox_turn')}`;
  return sql`SELECT o."id" FROM (
    WITH RECURSIVE chats("id","bot","chat","state","n") AS (
      SELECT * FROM (SELECT "id","bot","chat","state",1 FROM ${table} WHERE "state" IN ('new','claimed')
        ORDER BY "bot","chat","id" LIMIT 1) first
      UNION ALL
      SELECT i."id", i."bot", i."chat", i."state", chats."n" + 1 FROM chats JOIN "Inbox" i
        ON chats."n" < ${plain(String(MOST_CHATS))} AND i."id" = (SELECT "id" FROM ${table} WHERE "state" IN ('new','claimed')
          AND ("bot", "chat") > (chats."bot", chats."chat") ORDER BY "bot","chat","id" LIMIT 1))
    SELECT * FROM chats) o WHERE o."state" = 'new' AND ${isFree(dialect)} ORDER BY o."id"`;
}

async function isWindowFull(raw: RawSql): Promise<boolean> {
  const [row] = await raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM "Inbox" WHERE "state" = 'new' LIMIT ${WINDOW}) w`,
  );
  return row?.n === WINDOW;
}

/** Marks an update as handled and forgets its content. For a worker that is alone; a claim ends with `endInboxClaim`. */
export async function endInbox(raw: RawSql, id: number, now: Date): Promise<void> {
  await changed(raw, sql`UPDATE "Inbox" SET ${forget(now)} WHERE "id" = ${id}`);
}

/**
 * Ends a claim and forgets the content. False when the lease had passed to somebody else: then nothing was changed,
 * and the caller undoes its transaction.
 */
export async function endInboxClaim(raw: RawSql, claim: InboxLease, now: Date): Promise<boolean> {
  return (await changed(raw, sql`UPDATE "Inbox" SET ${forget(now)} WHERE ${held(claim)}`)) === 1;
}

/** What names a claim. */
export type InboxLease = Pick<ClaimedInbox, 'id' | 'owner' | 'lease'>;

const held = ({ id, owner, lease }: InboxLease): Sql =>
  sql`"id" = ${id} AND "owner" = ${owner} AND "lease" = ${lease} AND "state" = 'claimed'`;

const forget = (now: Date): Sql =>
  sql`"state" = 'handled', "payload" = NULL, "chat" = '', "handledAt" = ${now}, "owner" = NULL, "leaseUntil" = NULL`;

/** One attempt more; after `most` of them the update is set aside. */
const again = (most: number): Sql =>
  sql`"attempt" = "attempt" + 1, "state" = CASE WHEN "attempt" + 1 >= ${most} THEN 'failed' ELSE 'new' END,
    "owner" = NULL, "leaseUntil" = NULL`;

/** Counts a failed attempt; after `most` of them the update is set aside (state `failed`) for a person to look at. */
export async function failInbox(raw: RawSql, id: number, most: number): Promise<'new' | 'failed'> {
  const statement = sql`UPDATE "Inbox" SET ${again(most)} WHERE "id" = ${id} RETURNING "state"`;
  const [row] = await rowsOf<{ state: 'new' | 'failed' }>(raw, statement);
  return row?.state ?? 'failed';
}

/** The same for a claim; null when the lease had passed to somebody else. */
export async function failInboxClaim(
  raw: RawSql,
  claim: InboxLease,
  most: number,
): Promise<'new' | 'failed' | null> {
  const statement = sql`UPDATE "Inbox" SET ${again(most)} WHERE ${held(claim)} RETURNING "state"`;
  const [row] = await rowsOf<{ state: 'new' | 'failed' }>(raw, statement);
  return row?.state ?? null;
}

/**
 * Claims whose holder died wait again. It counts as an attempt: an update that kills its process must not do so for
 * ever. Returns what became of each.
 */
export function reclaimInbox(
  raw: RawSql,
  now: Date,
  most: number,
): Promise<{ id: number; state: 'new' | 'failed' }[]> {
  return rowsOf(
    raw,
    sql`UPDATE "Inbox" SET ${again(most)} WHERE "state" = 'claimed' AND "leaseUntil" <= ${now} RETURNING "id", "state"`,
  );
}

function inboxRow(row: Record<string, unknown>): InboxRow {
  return { ...(row as unknown as InboxRow), receivedAt: new Date(row['receivedAt'] as number) };
}
