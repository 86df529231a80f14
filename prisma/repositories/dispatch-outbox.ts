import type { Lane } from '../../flows/core-effects.js';
import type { Database, SyncSql } from '../client.js';
import type { ClaimedOutbox, OutboxEnd } from './outbox.js';

/** A row that may be due to go, with what decides whether it still may. Its text is not loaded yet. */
export interface Candidate {
  readonly id: number;
  readonly lane: Lane;
  readonly kind: string;
  readonly contactId: string;
  readonly attempt: number;
  readonly expiresAt: number | null;
  readonly proactive: number;
  /** Null when the contact is gone. */
  readonly chat: string | null;
  readonly contactState: string | null;
  readonly endedAt: number | null;
  readonly enrolmentState: string | null;
  readonly pausedFrom: number | null;
  readonly pausedTo: number | null;
  readonly heldUntil: number | null;
  /** The person's own zone, else the station's. */
  readonly zone: string | null;
  /** How often this contact was sent the very same text within the last hour. */
  readonly heard: number;
  /** When the person wrote last. */
  readonly lastInAt: number | null;
  /** How many messages went out to this contact since; counted only where {@link DispatchTurn.counts}. */
  readonly since: number;
}

/** A claim and how it ended. */
export interface EndedClaim {
  readonly claim: Pick<ClaimedOutbox, 'id' | 'owner' | 'lease'>;
  readonly end: OutboxEnd;
}

/** What becomes of candidates: which go now, and which end without having gone. The rest stays as it is. */
export interface Choice {
  readonly go: readonly number[];
  readonly end: readonly { readonly id: number; readonly end: UnsentEnd }[];
}

/** How a row ends that is not sent, or until when it is put off. */
export type UnsentEnd =
  | { readonly state: 'expired' | 'cancelled' | 'held' | 'failed'; readonly error: string }
  | { readonly state: 'queued'; readonly error: string; readonly notBefore: Date; readonly localDay: string };

/** One turn of a channel's dispatcher: record what has ended, take what may go. */
export interface DispatchTurn {
  readonly owner: string;
  readonly bot: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly ended: readonly EndedClaim[];
  /** How many candidates of which lanes are wanted at most. */
  readonly wanted: readonly { readonly lane: Lane; readonly limit: number }[];
  /** Contacts that may not be written to at this moment. */
  readonly busy: readonly string[];
  /** Count what went out since a person wrote: only for a channel that asks for it. */
  readonly counts?: boolean;
  /** Decides, synchronously, inside the transaction. */
  readonly choose: (candidates: readonly Candidate[]) => Choice;
}

/** What a turn brought. */
export interface DispatchResult {
  readonly claimed: readonly ClaimedOutbox[];
  /** Ended without having been sent, with the reason. */
  readonly unsent: Choice['end'];
  /** How many ends came too late: their lease had passed to somebody else. */
  readonly late: number;
  /** How many candidates there were. */
  readonly candidates: number;
}

/** One commit for all of it. */
export function dispatchTurn(db: Database, turn: DispatchTurn): Promise<DispatchResult> {
  return db.write((sql) => {
    const late = turn.ended.length - endClaims(sql, turn.ended);
    const candidates = turn.wanted.flatMap(({ lane, limit }) => candidatesOf(sql, turn, lane, limit));
    const { go, end } = turn.choose(candidates);
    endUnsent(sql, end);
    return { claimed: claim(sql, turn, go, candidates), unsent: end, late, candidates: candidates.length };
  });
}

/**
 * In one statement: ends that name a lease which has passed on change nothing. Returns how many counted. The `+` keeps
 * SQLite from going through all claims for each end.
 */
export function endClaims(sql: SyncSql, ended: readonly EndedClaim[]): number {
  if (ended.length === 0) return 0;
  const rows = ended.map(({ claim: { id, owner, lease }, end }) => [
    id,
    owner,
    lease,
    end.state,
    end.state === 'sent' ? end.at.getTime() : null,
    end.state === 'sent' ? end.providerRef : null,
    end.state === 'errored' ? end.notBefore.getTime() : null,
    end.state === 'sent' ? null : end.error,
  ]);
  return sql.run(
    `UPDATE "Outbox" SET "state" = v."state", "sentAt" = COALESCE(v."sentAt", "Outbox"."sentAt"),
       "providerRef" = COALESCE(v."ref", "Outbox"."providerRef"), "notBefore" = COALESCE(v."notBefore", "Outbox"."notBefore"),
       "error" = v."error", "owner" = NULL, "leaseUntil" = NULL
     FROM (SELECT value->>0 AS "id", value->>1 AS "owner", value->>2 AS "lease", value->>3 AS "state", value->>4 AS "sentAt",
             value->>5 AS "ref", value->>6 AS "notBefore", value->>7 AS "error" FROM json_each(?)) v
     WHERE "Outbox"."id" = v."id" AND "Outbox"."owner" = v."owner" AND "Outbox"."lease" = v."lease"
       AND +"Outbox"."state" = 'sending'`,
    JSON.stringify(rows),
  ).changes;
}

function endUnsent(sql: SyncSql, end: Choice['end']): void {
  if (end.length === 0) return;
  sql.run(
    `UPDATE "Outbox" SET "state" = v."state", "error" = v."error", "owner" = NULL, "leaseUntil" = NULL,
       "notBefore" = COALESCE(v."notBefore", "Outbox"."notBefore"), "localDay" = COALESCE(v."localDay", "Outbox"."localDay")
     FROM (SELECT value->>0 AS "id", value->>1 AS "state", value->>2 AS "error", value->>3 AS "notBefore", value->>4 AS "localDay"
       FROM json_each(?)) v
     WHERE "Outbox"."id" = v."id" AND +"Outbox"."state" IN ('queued','errored')`,
    JSON.stringify(
      end.map(({ id, end: one }) =>
        one.state === 'queued'
          ? [id, one.state, one.error, one.notBefore.getTime(), one.localDay]
          : [id, one.state, one.error, null, null],
      ),
    ),
  );
}

const hourMs = 3_600_000;

/** As the partial indexes of the schema have it; written otherwise, SQLite does not use them. */
const open = `"state" IN ('queued','errored')`;

/**
 * Rows of one lane that may go, oldest first, at most one of a contact: a person reads things in the order in which
 * they were said. A row waits for earlier ones of its own lane (one that will be tried again keeps its place), for
 * those of a more urgent lane that are due, and for one that is under way. The crisis lane waits for nobody.
 */
function candidatesOf(sql: SyncSql, turn: DispatchTurn, lane: Lane, limit: number): Candidate[] {
  if (limit <= 0) return [];
  const now = turn.now.getTime();
  const waits = lane === 'crisis' ? [] : [JSON.stringify(turn.busy), now, ...urgentThan(lane).map(() => now)];
  return sql.all<Candidate>(
    queries[turn.counts === true ? 'counting' : 'plain'][lane],
    now - hourMs,
    turn.bot,
    now,
    ...waits,
    limit,
  );
}

const lanes = ['crisis', 'reply', 'reminder', 'bulk'] as const;

function urgentThan(lane: Lane): readonly Lane[] {
  return lanes.slice(1, lanes.indexOf(lane));
}

function turnOf(lane: Lane): string {
  if (lane === 'crisis') return '';
  // By name: without statistics SQLite takes an index with all that was ever sent to the contact.
  const none = (index: string, rows: string) =>
    `AND NOT EXISTS (SELECT 1 FROM "Outbox" INDEXED BY "${index}" WHERE ${rows} AND "contactId" = o."contactId")`;
  return [
    `AND o."contactId" NOT IN (SELECT value FROM json_each(?))`,
    none('Outbox_sending', `"state" = 'sending' AND "lane" <> 'crisis'`),
    none(
      'Outbox_turn',
      `${open} AND "lane" = '${lane}' AND "id" < o."id" AND ("state" = 'errored' OR +"notBefore" <= ?)`,
    ),
    ...urgentThan(lane).map((other) =>
      none('Outbox_turn', `${open} AND "lane" = '${other}' AND +"notBefore" <= ?`),
    ),
  ].join(' ');
}

function queryOf(lane: Lane, since: string): string {
  return `SELECT o."id", o."lane", o."kind", o."contactId", o."attempt", o."expiresAt", o."proactive",
      c."chat", c."state" AS "contactState", p."endedAt", e."state" AS "enrolmentState", e."pausedFrom", e."pausedTo", e."heldUntil",
      COALESCE(e."zone", (SELECT "zone" FROM "Station" LIMIT 1)) AS "zone",
      (SELECT count(*) FROM "Outbox" h WHERE h."contactId" = o."contactId" AND h."sentAt" > ?
         AND h."state" IN ('sent','delivered','read') AND h."text" = o."text") AS "heard",
      c."lastInAt", ${since} AS "since"
    FROM (SELECT * FROM "Outbox" o WHERE ${open} AND "bot" = ? AND "lane" = '${lane}' AND "notBefore" <= ? ${turnOf(lane)}
      ORDER BY "notBefore","id" LIMIT ?) o
    LEFT JOIN "Contact" c ON c."id" = o."contactId" LEFT JOIN "Person" p ON p."id" = c."personId"
    LEFT JOIN "Enrolment" e ON e."personId" = c."personId"
    ORDER BY o."notBefore", o."id"`;
}

const queriesWith = (since: string): Readonly<Record<Lane, string>> => ({
  crisis: queryOf('crisis', since),
  reply: queryOf('reply', since),
  reminder: queryOf('reminder', since),
  bulk: queryOf('bulk', since),
});

const queries = {
  plain: queriesWith('0'),
  counting: queriesWith(
    `(SELECT count(*) FROM "Outbox" w WHERE w."contactId" = o."contactId" AND w."sentAt" >= c."lastInAt"
       AND w."state" IN ('sent','delivered','read'))`,
  ),
};

type Row = Record<string, unknown> & { readonly id: number };

/** Takes the chosen rows, in the order of the choice. */
function claim(
  sql: SyncSql,
  turn: DispatchTurn,
  go: readonly number[],
  candidates: readonly Candidate[],
): ClaimedOutbox[] {
  if (go.length === 0) return [];
  const rows = sql.all<Row>(
    `UPDATE "Outbox" SET "state" = 'sending', "owner" = ?, "lease" = "lease" + 1, "leaseUntil" = ?, "attempt" = "attempt" + 1
     WHERE "id" IN (SELECT value FROM json_each(?)) AND +"state" IN ('queued','errored')
     RETURNING "id","key","contactId","personId","bot","lane","kind","text","buttons","image","attempt","owner","lease",
       "expiresAt","proactive","localDay","about"`,
    turn.owner,
    new Date(turn.now.getTime() + turn.leaseMs),
    JSON.stringify(go),
  );
  const chats = new Map(candidates.map(({ id, chat }) => [id, chat]));
  const byId = new Map(rows.map((row) => [row.id, claimed(row, chats.get(row.id) ?? '')]));
  return go.flatMap((id) => byId.get(id) ?? []);
}

const noButtons: ClaimedOutbox['buttons'] = [];

function claimed(row: Row, chat: string): ClaimedOutbox {
  const { buttons, expiresAt } = row as { buttons?: string; expiresAt?: number | null };
  return {
    ...(row as unknown as ClaimedOutbox),
    chat,
    buttons: buttons === '[]' ? noButtons : (JSON.parse(buttons ?? '[]') as ClaimedOutbox['buttons']),
    expiresAt: expiresAt == null ? null : new Date(expiresAt),
    proactive: Boolean(row['proactive']),
  };
}

/** When the next row of this bot may go by its own not-before; null when none waits for its moment. */
export async function nextNotBefore(db: Database, bot: string, now: Date): Promise<Date | null> {
  const moments = await db.read((sql) =>
    lanes.map((lane) => sql.get<{ at: number | null }>(laterQueries[lane], bot, now)?.at ?? Infinity),
  );
  const at = Math.min(...moments);
  return Number.isFinite(at) ? new Date(at) : null;
}

const laterOf = (lane: Lane) =>
  `SELECT min("notBefore") AS at FROM "Outbox" WHERE ${open} AND "bot" = ? AND "lane" = '${lane}' AND "notBefore" > ?`;
const laterQueries = {
  crisis: laterOf('crisis'),
  reply: laterOf('reply'),
  reminder: laterOf('reminder'),
  bulk: laterOf('bulk'),
};

/** Whether a crisis message of this bot may go now. */
export async function anyCrisis(db: Database, bot: string, now: Date): Promise<boolean> {
  const query = `SELECT 1 FROM "Outbox" WHERE ${open} AND "bot" = ? AND "lane" = 'crisis' AND "notBefore" <= ? LIMIT 1`;
  return db.read((sql) => sql.get(query, bot, now) !== undefined);
}

/** All claims go back to `unknown`: for the start of the one process that owns the file. Returns how many. */
export async function reclaimAll(db: Database): Promise<number> {
  return db.write(
    (sql) =>
      sql.run(
        `UPDATE "Outbox" SET "state" = 'unknown', "owner" = NULL, "leaseUntil" = NULL, "error" = 'process ended' WHERE "state" = 'sending'`,
      ).changes,
  );
}

/** A chat has a new id at its provider. A contact that has the new id already stays as it is. */
export async function moveContact(db: Database, contactId: string, chat: string): Promise<void> {
  await db.write((sql) =>
    sql.run(
      `UPDATE "Contact" SET "chat" = ? WHERE "id" = ? AND NOT EXISTS
         (SELECT 1 FROM "Contact" o WHERE o."bot" = "Contact"."bot" AND o."chat" = ?)`,
      chat,
      contactId,
      chat,
    ),
  );
}
