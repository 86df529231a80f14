import type { Lane } from '../../flows/core-effects.js';
import type { LaterRows, RawSql, ReadSql, Tx } from '../client.js';
import { dialectOf, insertMany, insertOne, type Column } from './dialect.js';
import { LANES, takeOutbox, type OutboxClaim } from './outbox-claim.js';
import { rowsOf, sql } from './sql.js';

export type { OutboxClaim } from './outbox-claim.js';

/** A message that is to go out: one row, one provider call. */
export interface NewOutbox {
  readonly key: string;
  readonly contactId: string;
  readonly personId: string | null;
  readonly bot: string;
  readonly lane: Lane;
  readonly kind: string;
  readonly proactive: boolean;
  readonly text: string;
  readonly buttons: readonly (readonly { readonly token: string; readonly label: string }[])[];
  readonly notBefore: Date;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly localDay: string | null;
  readonly about: string | null;
  /** `sent` when the crisis gate has already sent it. */
  readonly state?: 'queued' | 'sent' | 'unknown';
  readonly image?: string | null;
}

/** A claimed row: whoever holds `owner` and `lease` may end it, nobody else. */
export interface ClaimedOutbox {
  readonly id: number;
  readonly key: string;
  readonly contactId: string;
  readonly personId: string | null;
  readonly bot: string;
  readonly chat: string;
  readonly lane: Lane;
  readonly kind: string;
  readonly text: string;
  readonly buttons: readonly (readonly { readonly token: string; readonly label: string }[])[];
  readonly image: string | null;
  readonly attempt: number;
  readonly owner: string;
  readonly lease: number;
  readonly expiresAt: Date | null;
  readonly proactive: boolean;
  readonly localDay: string | null;
  readonly about: string | null;
}

const COLUMNS: readonly Column[] = [
  { name: 'key', type: 'text' },
  { name: 'contactId', type: 'text' },
  { name: 'personId', type: 'text' },
  { name: 'bot', type: 'text' },
  { name: 'lane', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'proactive', type: 'bool' },
  { name: 'text', type: 'text' },
  { name: 'buttons', type: 'json' },
  { name: 'state', type: 'text' },
  { name: 'notBefore', type: 'instant' },
  { name: 'createdAt', type: 'instant' },
  { name: 'expiresAt', type: 'instant' },
  { name: 'sentAt', type: 'instant' },
  { name: 'localDay', type: 'text' },
  { name: 'about', type: 'text' },
  { name: 'image', type: 'text' },
];

/** Writes rows; one whose key is there already is left as it is. Returns how many were new. */
export function insertOutbox(raw: RawSql, rows: readonly NewOutbox[]): Promise<number> {
  return insertMany(raw, '"Outbox"', COLUMNS, rows.map(cellsOf), '"key"');
}

const { text, fit } = insertOne('"Outbox"', COLUMNS, '"key"');
const ROWS: LaterRows<NewOutbox> = {
  table: 'Outbox',
  spares: ['proactive'],
  text,
  paramsOf: (row) => fit(cellsOf(row)),
};

/** The same inside a transaction, together with what else is written in it. */
export function insertOutboxLater(tx: Pick<Tx, 'later' | 'sql'>, rows: readonly NewOutbox[]): void {
  for (const row of rows) {
    tx.sql.forget([['proactive', proactiveKey(row.personId, row.localDay)]]);
    tx.later(ROWS, row);
  }
}

const proactiveKey = (personId: string | null, localDay: string | null): string => `${personId} ${localDay}`;

function cellsOf(row: NewOutbox) {
  return [
    row.key,
    row.contactId,
    row.personId,
    row.bot,
    row.lane,
    row.kind,
    row.proactive,
    row.text,
    JSON.stringify(row.buttons),
    row.state ?? 'queued',
    row.notBefore,
    row.createdAt,
    row.expiresAt,
    row.state === 'sent' ? row.createdAt : null,
    row.localDay,
    row.about,
    row.image ?? null,
  ];
}

/**
 * Takes up to `limit` rows that may go out now, most urgent lane first. Of each contact one row is on its way at a
 * time: the oldest of its most urgent lane, so that a person reads things in the order they were said, and an answer
 * does not wait behind a broadcast. The crisis lane waits for nobody. Rows past their expiry are taken like others, so
 * that somebody ends them with a reason.
 */
export async function claimOutbox(raw: RawSql, claim: OutboxClaim): Promise<ClaimedOutbox[]> {
  const rows = (await takeOutbox(raw, claim)).map(claimed);
  return rows.sort((a, b) => LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || a.id - b.id);
}

function claimed(row: Record<string, unknown>): ClaimedOutbox {
  const expires = row['expiresAt'];
  return {
    ...(row as unknown as ClaimedOutbox),
    buttons: JSON.parse(row['buttons'] as string) as ClaimedOutbox['buttons'],
    expiresAt: expires === null ? null : new Date(expires as number),
    proactive: Boolean(row['proactive']),
  };
}

/** How a claimed row ended. */
export type OutboxEnd =
  | { readonly state: 'sent'; readonly at: Date; readonly providerRef: string | null }
  | { readonly state: 'errored'; readonly notBefore: Date; readonly error: string }
  | { readonly state: 'failed' | 'unknown' | 'expired' | 'cancelled' | 'held'; readonly error: string };

/** What names a claim. */
export type OutboxLease = Pick<ClaimedOutbox, 'id' | 'owner' | 'lease'>;

/** Ends a claim. False when the lease had passed to somebody else: then nothing was changed. */
export async function endOutbox(raw: RawSql, claim: OutboxLease, result: OutboxEnd): Promise<boolean> {
  return (await endOutboxMany(raw, [{ claim, result }])).has(claim.id);
}

const ENDS: readonly Column[] = [
  { name: 'id', type: 'int' },
  { name: 'owner', type: 'text' },
  { name: 'lease', type: 'int' },
  { name: 'state', type: 'text' },
  { name: 'sentAt', type: 'instant' },
  { name: 'providerRef', type: 'text' },
  { name: 'notBefore', type: 'instant' },
  { name: 'error', type: 'text' },
];

/**
 * Ends many claims in one statement and one commit. Returns the ids that were ended; of one that is missing the lease
 * had passed to somebody else, and its row was not changed.
 */
export async function endOutboxMany(
  raw: RawSql,
  ends: readonly { readonly claim: OutboxLease; readonly result: OutboxEnd }[],
): Promise<ReadonlySet<number>> {
  if (ends.length === 0) return new Set();
  // `|| ''` keeps SQLite from going through all that is being sent for each row instead of by its id.
  const rows = await rowsOf<{ id: number }>(
    raw,
    sql`UPDATE "Outbox" SET "state" = r."state", "sentAt" = COALESCE(r."sentAt", "Outbox"."sentAt"),
        "providerRef" = COALESCE(r."providerRef", "Outbox"."providerRef"),
        "notBefore" = COALESCE(r."notBefore", "Outbox"."notBefore"), "error" = r."error", "owner" = NULL, "leaseUntil" = NULL
      FROM (${dialectOf(raw).rows(ENDS, ends.map(endCells))}) AS r
      WHERE "Outbox"."id" = r."id" AND "Outbox"."owner" = r."owner" AND "Outbox"."lease" = r."lease"
        AND "Outbox"."state" || '' = 'sending' RETURNING "Outbox"."id"`,
  );
  return new Set(rows.map(({ id }) => id));
}

function endCells({ claim, result }: { claim: OutboxLease; result: OutboxEnd }) {
  const { id, owner, lease } = claim;
  const sent = result.state === 'sent' ? result : null;
  return [
    id,
    owner,
    lease,
    result.state,
    sent?.at,
    sent?.providerRef,
    result.state === 'errored' ? result.notBefore : null,
    result.state === 'sent' ? null : result.error,
  ];
}

/** Rows whose lease ran out: the process died between the provider's answer and our record. Returned and marked. */
export async function reclaimOutbox(
  raw: RawSql,
  now: Date,
): Promise<{ id: number; kind: string; lane: Lane; personId: string | null }[]> {
  return raw.query(
    `UPDATE "Outbox" SET "state" = 'unknown', "owner" = NULL, "leaseUntil" = NULL, "error" = 'lease ran out'
     WHERE "state" = 'sending' AND "leaseUntil" <= ? RETURNING "id", "kind", "lane", "personId"`,
    now,
  );
}

/** How many proactive messages this person has had, or is about to have, on a local day. */
export function countProactive(sql: ReadSql, personId: string, localDay: string): number {
  return sql.kept('proactive', proactiveKey(personId, localDay), () => {
    const row = sql.get<{ n: number }>(
      `SELECT count(*) AS n FROM "Outbox" WHERE "personId" = ? AND "localDay" = ? AND ${counts}`,
      personId,
      localDay,
    );
    return row?.n ?? 0;
  });
}

const counts = `"proactive" = TRUE AND "state" NOT IN ('cancelled','expired','failed')`;

/** Counts for many people at once, and keeps it; each with their own day. */
export function countProactiveAhead(
  sql: ReadSql,
  days: readonly { readonly personId: string; readonly localDay: string }[],
): void {
  const rows = sql.all<{ personId: string; localDay: string; n: number }>(
    `SELECT r."personId", r."localDay", (SELECT count(*) FROM "Outbox" o
       WHERE o."personId" = r."personId" AND o."localDay" = r."localDay" AND ${counts}) AS n
     FROM (SELECT json_extract(value,'$[0]') AS "personId", json_extract(value,'$[1]') AS "localDay" FROM json_each(?)) r`,
    JSON.stringify(days.map(({ personId, localDay }) => [personId, localDay])),
  );
  for (const { personId, localDay, n } of rows) sql.keep('proactive', proactiveKey(personId, localDay), n);
}

/** Stops what has not gone out yet. Returns how many rows. */
export async function cancelOutbox(
  raw: RawSql,
  where: { readonly personId?: string; readonly about?: string; readonly contactId?: string },
  reason: string,
): Promise<number> {
  const [column, value] = Object.entries(where)[0] as [string, string];
  return raw.exec(
    `UPDATE "Outbox" SET "state" = 'cancelled', "error" = ? WHERE "${column}" = ? AND "state" IN ('queued','errored','held')
       AND "lane" <> 'crisis'`,
    reason,
    value,
  );
}
