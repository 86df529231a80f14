import type { RawSql, SqlParam } from '../client.js';
import { DatabaseError } from '../errors.js';
import { changed, join, plain, sql, type Sql } from './sql.js';

/** How a value of a bulk write is kept. */
export type ColumnType = 'text' | 'int' | 'bool' | 'instant' | 'json';

/** A column of a bulk write. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A value of a bulk write; `json` columns take JSON text. */
export type Cell = null | undefined | string | number | boolean | Date;

/** A claim: what it takes, what it sets. */
export interface ClaimSql {
  readonly table: string;
  /** Selects `"id"`, the first to be taken first; some more than `limit`, for what other claimers have locked. */
  readonly candidates: Sql;
  readonly limit: number;
  /** On `q`: what must still hold when the row is ours. */
  readonly still: Sql;
  readonly set: Sql;
  readonly returning: string;
}

/**
 * What differs between the databases in the statements of inbox, due and outbox; all else is one text for both.
 *
 * | | SQLite | PostgreSQL |
 * |---|---|---|
 * | instant | integer, milliseconds | `timestamptz(3)`; read as milliseconds too |
 * | boolean | 0 or 1 | `boolean`; read as 0 or 1 too |
 * | Json | text | `jsonb`; read as text too |
 * | many rows in one statement | `json_each` | `json_to_recordset` |
 * | two claimers | the file has one writer | `FOR UPDATE SKIP LOCKED` |
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Selects many rows out of one parameter, in order, under the columns' names. */
  rows(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Sql;
  /** What stands behind INSERT INTO … to write many rows, in order. */
  values(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Sql;
  /** One statement that takes rows nobody else takes. */
  claim(claim: ClaimSql): Sql;
  /** To stand behind a table: go by this index. SQLite, without statistics, takes another. */
  by(index: string): Sql;
  /** That a correlated query has no rows. PostgreSQL, without statistics, would join it and read all of it each time. */
  none(rows: Sql): Sql;
}

/** Raw SQL that says which database it speaks to; without it, it is SQLite. */
export interface DialectSql extends RawSql {
  readonly dialect: Dialect;
}

/** The dialect of a connection. */
export function dialectOf(raw: RawSql): Dialect {
  return 'dialect' in raw ? (raw as DialectSql).dialect : sqlite;
}

/** SQLite runs one write at a time: what a statement selects, nobody else can take. */
export const sqlite: Dialect = {
  name: 'sqlite',
  rows: (columns, rows) => {
    const cells = columns.map(({ name }, index) => `json_extract(value,'$[${index}]') AS "${name}"`);
    const cell = (value: Cell) => (value instanceof Date ? momentOf(value) : tidy(value));
    return sql`SELECT ${plain(cells.join(', '))} FROM json_each(${JSON.stringify(rows.map((row) => row.map(cell)))}) WHERE true`;
  },
  values: (columns, rows) => (rows.length <= FEW ? asParameters(columns, rows) : sqlite.rows(columns, rows)),
  claim: ({ table, candidates, limit, set, returning }) =>
    sql`UPDATE ${plain(table)} SET ${set} WHERE "id" IN (SELECT "id" FROM (${candidates}) LIMIT ${limit}) RETURNING ${plain(returning)}`,
  by: (index) => plain(` INDEXED BY "${index}"`),
  none: (rows) => sql`NOT EXISTS (${rows})`,
};

/** JSON would make nothing of a date that is none: as a parameter it is refused, and so it is here. */
function momentOf(date: Date): number {
  const ms = date.getTime();
  if (Number.isFinite(ms)) return ms;
  throw new DatabaseError('database.value', 'expected a moment in a row to be written, got an invalid date');
}

/** Few rows go as parameters: to read them out of JSON would take longer than to write them. */
const FEW = 8;

function asParameters(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Sql {
  const params: Cell[] = [];
  for (const row of rows)
    for (let index = 0; index < columns.length; index += 1) params.push(tidy(row[index]));
  const text = textFor(columns, `VALUES ${rows.length}`, () => {
    const marks = `(${columns.map(() => '?').join(',')})`;
    return `VALUES ${rows.map(() => marks).join(',')}`;
  });
  return { text, params };
}

const texts = new WeakMap<readonly Column[], Map<string, string>>();

/** The same text is the same string: a long one that is put together anew each time is slow to find among the prepared. */
function textFor(columns: readonly Column[], key: string, write: () => string): string {
  const ofColumns = texts.get(columns) ?? new Map<string, string>();
  texts.set(columns, ofColumns);
  const text = ofColumns.get(key) ?? write();
  ofColumns.set(key, text);
  return text;
}

const POSTGRES_TYPES = { text: 'text', int: 'bigint', bool: 'boolean', instant: 'timestamptz', json: 'text' };

/**
 * PostgreSQL: a row that another claimer has locked is passed over, one that it has changed since is looked at again
 * (`still`). The candidates are computed as far as rows are asked for, and once (`MATERIALIZED`).
 */
export const postgres: Dialect = {
  name: 'postgres',
  rows: (columns, rows) => {
    const types = columns.map(({ type }, index) => `c${index} ${POSTGRES_TYPES[type]}`).join(', ');
    const names = columns.map((_, index) => `c${index}`);
    const cells = columns.map(
      ({ name, type }, index) => `c${index}${type === 'json' ? '::jsonb' : ''} AS "${name}"`,
    );
    const cell = (value: Cell) => (value instanceof Date ? value.toISOString() : tidy(value));
    const json = JSON.stringify(
      rows.map((row) => Object.fromEntries(names.map((name, index) => [name, cell(row[index])]))),
    );
    return sql`SELECT ${plain(cells.join(', '))} FROM ROWS FROM (json_to_recordset(${json}::json) AS (${plain(types)}))
      WITH ORDINALITY AS r(${plain([...names, 'n'].join(', '))}) ORDER BY n`;
  },
  values: (columns, rows) => postgres.rows(columns, rows),
  claim: ({ table, candidates, limit, still, set, returning }) =>
    sql`WITH heads AS MATERIALIZED (${candidates}) UPDATE ${plain(table)} SET ${set}
      WHERE "id" = ANY(ARRAY(SELECT q."id" FROM heads JOIN ${plain(table)} q ON q."id" = heads."id" WHERE ${still}
        LIMIT ${limit} FOR UPDATE OF q SKIP LOCKED)) RETURNING ${plain(returning)}`,
  by: () => plain(''),
  none: (rows) => sql`NOT EXISTS (${rows} OFFSET 0)`,
};

/** Whether there may be something to replace; a pair of surrogates is let through by the exact expression. */
const UNFIT = /[\0\uD800-\uDFFF]/;

/** PostgreSQL refuses a NUL or half of a surrogate pair, and with it the whole statement; SQLite cuts the text. */
function tidy(value: Cell): Cell {
  if (typeof value !== 'string' || !UNFIT.test(value)) return value;
  return value.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** Statements of a bulk write carry so many rows at most, so that none of them blocks long. */
const CHUNK = 500;

/**
 * Writes many rows into `table`, in order; rows that are there already by the columns of `unique` stay as they are.
 * Returns how many were new. Atomic per 500 rows only, unless `raw` is a transaction's.
 */
export async function insertMany(
  raw: RawSql,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  unique: string | null,
): Promise<number> {
  const dialect = dialectOf(raw);
  let written = 0;
  for (let start = 0; start < rows.length; start += CHUNK)
    written += await changed(
      raw,
      insertSql(dialect, table, columns, rows.slice(start, start + CHUNK), unique),
    );
  return written;
}

/** The statement of {@link insertMany} for so few rows that they fit into one. */
export function insertSql(
  dialect: Dialect,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  unique: string | null,
): Sql {
  const values = dialect.values(columns, rows);
  const text = textFor(columns, `${table} ${unique} ${values.text}`, () => {
    const conflict = unique === null ? '' : ` ON CONFLICT (${unique}) DO NOTHING`;
    return `INSERT INTO ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) ${values.text}${conflict}`;
  });
  return { text, params: values.params };
}

/** The statement that writes one row of SQLite, and what it takes: as {@link insertMany} does, for rows that wait. */
export function insertOne(
  table: string,
  columns: readonly Column[],
  unique: string | null,
): { readonly text: string; readonly fit: (cells: readonly Cell[]) => SqlParam[] } {
  const none = columns.map(() => null);
  const { text } = insertSql(sqlite, table, columns, [none], unique);
  return { text, fit: (cells) => cells.map((cell) => tidy(cell) ?? null) };
}

/** JSON text that both databases take: PostgreSQL's `jsonb` refuses an escaped NUL or half of a surrogate pair. */
export function storableJson(json: string): string {
  if (!/\\u(0000|d[89a-f])/i.test(json)) return json;
  return JSON.stringify(
    JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? tidy(value) : value)),
  );
}

/** `?` for each value, to stand in `IN (…)`. */
export function list(values: readonly string[]): Sql {
  return join(
    values.map((value) => sql`${value}`),
    ',',
  );
}
