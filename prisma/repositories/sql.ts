import type { RawSql, SqlParam, SqlRow } from '../client.js';

/** A piece of SQL with `?` parameters. Pieces nest, and each brings its own parameters along. */
export interface Sql {
  readonly text: string;
  readonly params: readonly SqlParam[];
}

/**
 * Builds a piece of SQL: another piece is put in as it is, everything else becomes a parameter.
 *
 * @example
 * const open = sql`"state" = ${'queued'}`;
 * sql`SELECT 1 FROM "Outbox" WHERE ${open}`; // { text: '… WHERE "state" = ?', params: ['queued'] }
 */
export function sql(strings: TemplateStringsArray, ...parts: (SqlParam | Sql)[]): Sql {
  let text = strings[0] ?? '';
  const params: SqlParam[] = [];
  for (const [index, part] of parts.entries()) {
    text += (isSql(part) ? part.text : '?') + (strings[index + 1] ?? '');
    if (isSql(part)) params.push(...part.params);
    else params.push(part);
  }
  return { text, params };
}

/** Fixed text of our own, e.g. the name of a table; never anything that comes from outside. */
export function plain(text: string): Sql {
  return { text, params: [] };
}

/** Pieces one after the other. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map(({ text }) => text).join(separator),
    params: pieces.flatMap(({ params }) => params),
  };
}

/** All rows of a statement. */
export function rowsOf<T = SqlRow>(raw: RawSql, { text, params }: Sql): Promise<T[]> {
  return raw.query<T>(text, ...params);
}

/** Runs a statement; how many rows it changed. */
export function changed(raw: RawSql, { text, params }: Sql): Promise<number> {
  return raw.exec(text, ...params);
}

function isSql(part: SqlParam | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part;
}
