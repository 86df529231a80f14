import type { RawSql, ReadSql } from '../client.js';
import { dialectOf, type Column } from './dialect.js';
import { dueRow, type DueRow } from './due.js';
import { changed, plain, rowsOf, sql } from './sql.js';

/** What a claim of due rows needs to know. */
export interface DueClaim {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
  /** Only what follows a crisis. */
  readonly onlyCrisis?: boolean;
}

/** Takes up to `limit` rows whose moment has come, oldest first. */
export async function claimDue(raw: RawSql, claim: DueClaim): Promise<DueRow[]> {
  // As the partial indexes of the schema have it.
  const ready = plain(`"state" = 'planned'${claim.onlyCrisis === true ? ` AND "category" = 'crisis'` : ''}`);
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs);
  const statement = dialectOf(raw).claim({
    table: '"Due"',
    candidates: sql`SELECT "id" FROM "Due" WHERE ${ready} AND "dueAt" <= ${claim.now}
      ORDER BY "dueAt","priority","id" LIMIT ${4 * claim.limit}`,
    limit: claim.limit,
    still: sql`q."state" = 'planned' AND q."dueAt" <= ${claim.now}`,
    set: sql`"state" = 'claimed', "owner" = ${claim.owner}, "lease" = "lease" + 1, "leaseUntil" = ${leaseUntil}`,
    returning: '*',
  });
  const rows = await rowsOf<Record<string, unknown>>(raw, statement);
  return rows
    .map(dueRow)
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.priority - b.priority || a.id - b.id);
}

/** Whether anything that follows a crisis is due: asked after every commit, and cheaper than a claim that finds nothing. */
export async function isCrisisDue(raw: RawSql, now: Date): Promise<boolean> {
  const found = await rowsOf(
    raw,
    sql`SELECT 1 AS "one" FROM "Due" WHERE "state" = 'planned' AND "category" = 'crisis' AND "dueAt" <= ${now} LIMIT 1`,
  );
  return found.length > 0;
}

/** Which of these claims still hold: a deed may have cleared the row, or the claim passed to somebody else. */
export function stillClaimed(sql: ReadSql, claims: readonly DueLease[]): ReadonlySet<number> {
  const rows = sql.all<{ id: number }>(
    `SELECT d."id" FROM "Due" d JOIN (SELECT value ->> 0 AS "id", value ->> 1 AS "owner", value ->> 2 AS "lease" FROM json_each(?)) c
     ON d."id" = c."id" WHERE d."state" || '' = 'claimed' AND d."owner" = c."owner" AND d."lease" = c."lease"`,
    JSON.stringify(claims.map(({ id, owner, lease }) => [id, owner, lease])),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Gives claims back that nothing was done for. */
export async function giveBackDue(raw: RawSql, claims: readonly DueLease[]): Promise<void> {
  const cells = claims.map(({ id, owner, lease }) => [id, owner, lease]);
  await changed(
    raw,
    sql`UPDATE "Due" SET "state" = 'planned', "owner" = NULL, "leaseUntil" = NULL
      FROM (${dialectOf(raw).rows(CLAIM, cells)}) AS r
      WHERE "Due"."id" = r."id" AND "Due"."owner" = r."owner" AND "Due"."lease" = r."lease"
        AND "Due"."state" || '' = 'claimed'`,
  );
}

const CLAIM: readonly Column[] = [
  { name: 'id', type: 'int' },
  { name: 'owner', type: 'text' },
  { name: 'lease', type: 'int' },
];

/** What names a claim. */
export type DueLease = Pick<DueRow, 'id' | 'owner' | 'lease'>;

/** How a claim ends. */
export interface DueEnd {
  readonly claim: DueLease;
  readonly state: 'done' | 'dropped' | 'cleared';
  readonly reason: string | null;
}

/** Ends a claim; false when the lease had passed to somebody else. */
export async function endDue(
  raw: RawSql,
  claim: DueLease,
  state: DueEnd['state'],
  reason: string | null,
  now: Date,
): Promise<boolean> {
  return (await endDueMany(raw, [{ claim, state, reason }], now)) === 1;
}

const ENDS: readonly Column[] = [...CLAIM, { name: 'state', type: 'text' }, { name: 'reason', type: 'text' }];

/** Ends many claims in one statement; how many: of each that is missing the lease had passed to somebody else. */
export async function endDueMany(raw: RawSql, ends: readonly DueEnd[], now: Date): Promise<number> {
  if (ends.length === 0) return 0;
  const cells = ends.map(({ claim, state, reason }) => [claim.id, claim.owner, claim.lease, state, reason]);
  // `|| ''` keeps SQLite from going through all that is claimed for each row instead of by its id.
  return changed(
    raw,
    sql`UPDATE "Due" SET "state" = r."state", "reason" = r."reason", "endedAt" = ${now}, "owner" = NULL, "leaseUntil" = NULL
      FROM (${dialectOf(raw).rows(ENDS, cells)}) AS r
      WHERE "Due"."id" = r."id" AND "Due"."owner" = r."owner" AND "Due"."lease" = r."lease"
        AND "Due"."state" || '' = 'claimed'`,
  );
}

/** Puts a claimed row back for later. */
export async function postponeDue(
  raw: RawSql,
  claim: DueLease,
  dueAt: Date,
  reason: string,
): Promise<boolean> {
  const rows = await raw.exec(
    `UPDATE "Due" SET "state" = 'planned', "dueAt" = ?, "reason" = ?, "owner" = NULL, "leaseUntil" = NULL
     WHERE "id" = ? AND "owner" = ? AND "lease" = ? AND "state" = 'claimed'`,
    dueAt,
    reason,
    claim.id,
    claim.owner,
    claim.lease,
  );
  return rows === 1;
}

/** Claims whose holder died go back to be claimed again. Nothing was sent: sending is the outbox's business. */
export async function reclaimDue(raw: RawSql, now: Date): Promise<number> {
  return raw.exec(
    `UPDATE "Due" SET "state" = 'planned', "owner" = NULL, "leaseUntil" = NULL WHERE "state" = 'claimed' AND "leaseUntil" <= ?`,
    now,
  );
}
