import type { JsonObject } from '../../flows/engine/types.js';
import type { LaterRows, RawSql, ReadSql, Tx } from '../client.js';
import { keepGrouped } from '../records/keep.js';
import { insertMany, insertOne, storableJson, type Column } from './dialect.js';

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

const { text, fit } = insertOne('"Due"', COLUMNS_AT_FIRST, '"scope","step","cycle"');
const ROWS: LaterRows<{ readonly row: NewDue; readonly now: Date }> = {
  table: 'Due',
  spares: ['group', 'guests'],
  text,
  paramsOf: ({ row, now }) => fit([...values(row, now), now]),
};

/** The same inside a transaction, together with what else is written in it. */
export function insertDueLater(tx: Pick<Tx, 'later' | 'sql'>, rows: readonly NewDue[], now: Date): void {
  for (const row of rows) {
    if (row.group !== null) tx.sql.forget([['group', row.group]]);
    if (row.hostStep !== null) tx.sql.forget([['guests', guestsKey(row.scope, row.hostStep, row.hostCycle)]]);
    tx.later(ROWS, { row, now });
  }
}

/** Under which the guests of a host are kept. */
export const guestsKey = (scope: string, step: string, cycle: string | null): string =>
  `${scope} ${step} ${cycle}`;

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

/**
 * The deed clears the whole group, what is claimed and has not fired yet too: whoever holds it finds its claim gone. `but`
 * is the row whose own turn clears its group. Returns what was cleared.
 */
export async function clearDue(
  raw: RawSql,
  group: string,
  reason: string,
  now: Date,
  but: number | null = null,
): Promise<DueRow[]> {
  const rows = await raw.query<Record<string, unknown>>(
    `UPDATE "Due" SET "state" = 'cleared', "reason" = ?, "endedAt" = ?
     WHERE "group" = ? AND "state" IN ('planned','folded','claimed') AND "id" <> ? RETURNING *`,
    reason,
    now,
    group,
    but ?? 0,
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

const pendingOfGroup = `"state" IN ('planned','folded','claimed') ORDER BY "dueAt","id"`;

/** Pending rows of a group, oldest moment first. */
export function dueOfGroup(sql: ReadSql, group: string): readonly DueRow[] {
  return sql.kept('group', group, () =>
    sql
      .all<Record<string, unknown>>(`SELECT * FROM "Due" WHERE "group" = ? AND ${pendingOfGroup}`, group)
      .map(dueRow),
  );
}

/** The same for many groups at once, kept. */
export function groupsAhead(sql: ReadSql, groups: readonly string[]): void {
  const rows = sql.all<Record<string, unknown>>(
    `SELECT * FROM "Due" WHERE "group" IN (SELECT value FROM json_each(?)) AND ${pendingOfGroup}`,
    JSON.stringify(groups),
  );
  keepGrouped(sql, 'group', groups, rows.map(dueRow), (row) => row.group ?? '');
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
