import type pg from 'pg';
import type { SqlParam, SqlRow } from '../client.js';
import { postgres, type DialectSql } from '../repositories/dialect.js';
import { isBusy, toDatabaseError } from './postgres-errors.js';

/** Statements with `?` become PostgreSQL's own with `$1`, once for each text. */
const translated = new Map<string, { readonly text: string; readonly name: string }>();

/** So many texts are kept as prepared statements on each connection; more are rare enough to be parsed anew. */
const MOST_PREPARED = 300;

/** `?` outside of quotes becomes `$1`, `$2` …. PostgreSQL's operators with a question mark cannot be used. */
export function numbered(sql: string): string {
  let position = 0;
  return sql.replace(/'[^']*'|"[^"]*"|\?/g, (match) => (match === '?' ? `$${(position += 1)}` : match));
}

function translate(sql: string): { readonly text: string; readonly name?: string } {
  const known = translated.get(sql);
  if (known !== undefined) return known;
  const text = numbered(sql);
  if (translated.size >= MOST_PREPARED) return { text };
  const statement = { text, name: `guihang${translated.size}` };
  translated.set(sql, statement);
  return statement;
}

/** A statement of its own is tried again so often when another one stood in its way. */
const MOST_TRIES = 3;

/**
 * Raw SQL over a pool or one connection, with values as SQLite's raw SQL has them: instants as milliseconds, booleans
 * as 0 and 1, Json as text, big integers as numbers where exact. `alone`: every statement is its own transaction, so a
 * deadlock is simply tried again.
 */
export function postgresRaw(
  client: Pick<pg.Pool, 'query'>,
  { alone }: { readonly alone: boolean },
): DialectSql {
  const run = async (sql: string, params: readonly SqlParam[]): Promise<pg.QueryResult> => {
    const config = { ...translate(sql), values: params.map(toPostgres), types: TYPES };
    for (let tries = 1; ; tries += 1) {
      try {
        return await client.query(config);
      } catch (error) {
        if (!alone || tries >= MOST_TRIES || !isBusy(error)) throw toDatabaseError(error);
      }
    }
  };
  return {
    dialect: postgres,
    query: async <T = SqlRow>(sql: string, ...params: SqlParam[]) => (await run(sql, params)).rows as T[],
    exec: async (sql, ...params) => (await run(sql, params)).rowCount ?? 0,
  };
}

/** An instant goes with its zone; PostgreSQL cannot store a NUL in a text. */
export function toPostgres(value: SqlParam): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' && value.includes('\0')) return value.replaceAll('\0', '\uFFFD');
  return value;
}

const asIs = (text: string) => text;
const toInteger = (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
/** The connection's zone is UTC: `2026-12-01 08:00:00.5+00`. */
const toInstant = (text: string) => Date.parse(`${text.slice(0, 10)}T${text.slice(11).replace('+00', '')}Z`);

/** By PostgreSQL's type number. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => (text === 't' ? 1 : 0),
  20: toInteger,
  21: Number,
  23: Number,
  114: asIs,
  700: Number,
  701: Number,
  1114: toInstant,
  1184: toInstant,
  1700: Number,
  3802: asIs,
};

const TYPES = { getTypeParser: (oid: number) => PARSERS[oid] ?? asIs } as unknown as pg.CustomTypesConfig;
