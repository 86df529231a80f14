import type { JsonObject } from '../../flows/engine/types.js';
import type { RawSql, ReadSql } from '../client.js';
import { dialectOf, insertMany, storableJson, type Column } from './dialect.js';
import { changed, plain, rowsOf, sql } from './sql.js';

/** One thing that will happen. Unique by scope, step and cycle. */
export interface NewDue {
  readonly scope: string;
  readonly step: string;
  readonly cycle: string;
  readonly personId: string | null;
  readonly audience: 'client' | 'family' | 'worker' | 'system';
  readonly flow: string;
  readonly args: JsonObject;
  readonly category: string;
  readonly priority: number;
  readonly day: number | null;
  readonly localDay: string | null;
  readonly dueAt: Date;
  readonly expiresAt: Date | null;
  readonly startMode: string;
  readonly catchUp: string;
  readonly group: string | null;
  readonly proactive: boolean;
  readonly releaseAt: Date | null;
  readonly state: 'planned' | 'folded' | 'dropped';
  readonly reason: string | null;
  readonly hostStep: string | null;
  readonly hostCycle: string | null;
  readonly revision: number;
}

/** A row as it is kept. */
export interface DueRow extends Omit<NewDue, 'state'> {
  readonly id: number;
  readonly state: 'planned' | 'folded' | 'claimed' | 'done' | 'dropped' | 'cleared' | 'cancelled';
  readonly owner: string | null;
  readonly lease: number;
}

const COLUMNS: readonly Column[] = [
  { name: 'scope', type: 'text' },
  { name: 'step', type: 'text' },
  { name: 'cycle', type: 'text' },
  { name: 'personId', type: 'text' },
  { name: 'audience', type: 'text' },
  { name: 'flow', type: 'text' },
  { name: 'args', type: 'json' },
  { name: 'category', type: 'text' },
  { name: 'priority', type: 'int' },
  { name: 'day', type: 'int' },
  { name: 'localDay', type: 'text' },
  { name: 'dueAt', type: 'instant' },
  { name: 'expiresAt', type: 'instant' },
  { name: 'startMode', type: 'text' },
  { name: 'catchUp', type: 'text' },
  { name: 'group', type: 'text' },
  { name: 'proactive', type: 'bool' },
  { name: 'releaseAt', type: 'instant' },
  { name: 'state', type: 'text' },
  { name: 'reason', type: 'text' },
  { name: 'hostStep', type: 'text' },
  { name: 'hostCycle', type: 'text' },
  { name: 'revision', type: 'int' },
  { name: 'endedAt', type: 'instant' },
];

const COLUMNS_AT_FIRST: readonly Column[] = [...COLUMNS, { name: 'createdAt', type: 'instant' }];

/** Writes rows; one that is there already (scope, step, cycle) stays as it is. Returns how many were new. */
export function insertDue(raw: RawSql, rows: readonly NewDue[], now: Date): Promise<number> {
  const cells = rows.map((row) => [...values(row, now), now]);
  return insertMany(raw, '"Due"', COLUMNS_AT_FIRST, cells, '"scope","step","cycle"');
}

function values(row: NewDue, now: Date) {
  return [
    row.scope,
    row.step,
    row.cycle,
    row.personId,
    row.audience,
    row.flow,
    storableJson(JSON.stringify(row.args)),
    row.category,
    row.priority,
    row.day,
    row.localDay,
    row.dueAt,
    row.expiresAt,
    row.startMode,
    row.catchUp,
    row.group,
    row.proactive,
    row.releaseAt,
    row.state,
    row.reason,
    row.hostStep,
    row.hostCycle,
    row.revision,
    row.state === 'dropped' ? now : null,
  ] as const;
}

/** Brings a pending row to a new plan. Rows that are claimed or were decided at their moment are never touched. */
export async function updateDue(raw: RawSql, id: number, row: NewDue, now: Date): Promise<boolean> {
  const set = COLUMNS.map(({ name }) => `"${name}" = ?`).join(', ');
  const rows = await raw.exec(
    `UPDATE "Due" SET ${set} WHERE "id" = ? AND ("state" IN ('planned','folded','cancelled') OR ("state" = 'dropped' AND "lease" = 0))`,
    ...values(row, now),
    id,
  );
  return rows === 1;
}

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

const ENDS: readonly Column[] = [
  { name: 'id', type: 'int' },
  { name: 'owner', type: 'text' },
  { name: 'lease', type: 'int' },
  { name: 'state', type: 'text' },
  { name: 'reason', type: 'text' },
];

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

/** The deed clears the whole group; returns what was cleared. */
export async function clearDue(raw: RawSql, group: string, reason: string, now: Date): Promise<DueRow[]> {
  const rows = await raw.query<Record<string, unknown>>(
    `UPDATE "Due" SET "state" = 'cleared', "reason" = ?, "endedAt" = ?
     WHERE "group" = ? AND "state" IN ('planned','folded') RETURNING *`,
    reason,
    now,
    group,
  );
  return rows.map(dueRow);
}

/** Pending rows end unsent, e.g. because the plan no longer has them. */
export async function cancelDue(raw: RawSql, id: number, reason: string, now: Date): Promise<boolean> {
  const rows = await raw.exec(
    `UPDATE "Due" SET "state" = 'cancelled', "reason" = ?, "endedAt" = ? WHERE "id" = ? AND "state" IN ('planned','folded','dropped')`,
    reason,
    now,
    id,
  );
  return rows === 1;
}

/** All rows of a scope, oldest moment first. */
export async function dueOfScope(raw: RawSql, scope: string): Promise<DueRow[]> {
  const rows = await raw.query<Record<string, unknown>>(
    `SELECT * FROM "Due" WHERE "scope" = ? ORDER BY "dueAt","id"`,
    scope,
  );
  return rows.map(dueRow);
}

/** Pending rows of a group, oldest moment first. */
export async function dueOfGroup(raw: RawSql, group: string): Promise<DueRow[]> {
  const rows = await raw.query<Record<string, unknown>>(
    `SELECT * FROM "Due" WHERE "group" = ? AND "state" IN ('planned','folded','claimed') ORDER BY "dueAt","id"`,
    group,
  );
  return rows.map(dueRow);
}

/** The moment of the next pending row, or null. */
export async function nextDueAt(raw: RawSql): Promise<Date | null> {
  const [row] = await raw.query<{ at: number | null }>(
    `SELECT min("dueAt") AS at FROM "Due" WHERE "state" = 'planned'`,
  );
  return row?.at == null ? null : new Date(row.at);
}

/** Whether the moment of any pending row has come: one look at the index of what is pending. */
export function isAnyDue(sql: ReadSql, now: Date): boolean {
  return sql.get(`SELECT 1 FROM "Due" WHERE "state" = 'planned' AND "dueAt" <= ? LIMIT 1`, now) !== undefined;
}

/** A row as raw SQL gives it, in our own types. */
export function dueRow(row: Record<string, unknown>): DueRow {
  const at = (name: string) => (row[name] === null ? null : new Date(row[name] as number));
  return {
    ...(row as unknown as DueRow),
    args: JSON.parse(row['args'] as string) as JsonObject,
    dueAt: at('dueAt')!,
    expiresAt: at('expiresAt'),
    releaseAt: at('releaseAt'),
    proactive: Boolean(row['proactive']),
  };
}
