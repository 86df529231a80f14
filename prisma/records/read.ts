import type { ReadSql } from '../client.js';

/** How a column that is neither text nor a whole number is read; `values.ts` says how it is kept. */
export type Reading = 'instant' | 'flag' | 'json';

/** The columns of a record that need a reading: each Date, boolean and object of it, by its type. */
export type Readings<T> = {
  readonly [K in keyof T as NonNullable<T[K]> extends string | number ? never : K]-?: NonNullable<
    T[K]
  > extends Date
    ? 'instant'
    : NonNullable<T[K]> extends boolean
      ? 'flag'
      : 'json';
};

/** Reads records of one table, inside a transaction or outside, without awaiting. */
export interface Reader<T> {
  /** All that fit; `where` is what stands behind WHERE, with `?` for each parameter. */
  all(sql: ReadSql, where: string, ...params: readonly (string | number | Date | null)[]): T[];
  /** The same for hundreds of records: each comes as one piece of JSON, which is faster than its columns one by one. */
  many(sql: ReadSql, where: string, ...params: readonly (string | number | Date | null)[]): T[];
  /** The first that fits, or null. */
  first(sql: ReadSql, where: string, ...params: readonly (string | number | Date | null)[]): T | null;
}

/**
 * A reader of one table. Prisma takes about a millisecond for a record and this some ten microseconds: what every turn
 * reads goes this way, the rest through Prisma, which is the nicer one to write.
 */
export function readerOf<T extends object>(table: string, readings: Readings<T>): Reader<T> {
  const columns = Object.entries(readings) as [string, Reading][];
  const read = (row: Record<string, unknown>): T => {
    for (const [name, reading] of columns) row[name] = valueOf(row[name], reading);
    return row as T;
  };
  const select = `SELECT * FROM "${table}" WHERE `;
  let names: readonly string[] = [];
  const texts = new Map<string, string>();
  const textFor = (sql: ReadSql, where: string): string => {
    const known = texts.get(where);
    if (known !== undefined) return known;
    names = sql
      .all<{ name: string }>('SELECT "name" FROM pragma_table_info(?)', table)
      .map(({ name }) => name);
    const cells = names.map((name) => `"${name}"`).join(',');
    const text = `SELECT json_array(${cells}) AS "row" FROM "${table}" WHERE ${where}`;
    texts.set(where, text);
    return text;
  };
  const recordOf = (cells: readonly unknown[]): T => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index += 1) row[names[index]!] = cells[index];
    return read(row);
  };
  return {
    many: (sql, where, ...params) =>
      sql
        .all<{ row: string }>(textFor(sql, where), ...params)
        .map(({ row }) => recordOf(JSON.parse(row) as readonly unknown[])),
    all: (sql, where, ...params) => sql.all<Record<string, unknown>>(select + where, ...params).map(read),
    first: (sql, where, ...params) => {
      const row = sql.get<Record<string, unknown>>(select + where, ...params);
      return row === undefined ? null : read(row);
    },
  };
}

function valueOf(value: unknown, reading: Reading): unknown {
  if (value === null) return null;
  switch (reading) {
    case 'instant':
      return new Date(value as number);
    case 'flag':
      return value !== 0 && value !== false;
    case 'json':
      // A bare number in a Json column comes back as a number.
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  }
}
