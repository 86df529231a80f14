import type { KeptKind, ReadSql } from '../client.js';

/** Keeps rows that were read for many keys at once: under each key its own, in order; an empty list where there are none. */
export function keepGrouped<T>(
  sql: ReadSql,
  kind: KeptKind,
  keys: readonly string[],
  rows: readonly T[],
  keyOf: (row: T) => string,
): void {
  const byKey = new Map<string, T[]>(keys.map((key) => [key, []]));
  for (const row of rows) byKey.get(keyOf(row))?.push(row);
  for (const [key, own] of byKey) sql.keep(kind, key, own);
}
