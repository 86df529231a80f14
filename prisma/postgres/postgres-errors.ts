import { DatabaseError, type DatabaseErrorCode } from '../errors.js';

/** By PostgreSQL's SQLSTATE, the longest beginning that is listed: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, DatabaseErrorCode>> = {
  '23505': 'database.unique',
  '23503': 'database.foreign-key',
  '23502': 'database.not-null',
  '23514': 'database.check',
  '25006': 'database.read-only',
  '25P': 'database.transaction-closed',
  '40': 'database.busy',
  '55P03': 'database.busy',
  '57014': 'database.busy',
  '53100': 'database.full',
  '58': 'database.io',
  XX001: 'database.corrupt',
  '22': 'database.value',
  '08': 'database.cannot-open',
  '28': 'database.cannot-open',
  '3D': 'database.cannot-open',
  '53': 'database.cannot-open',
  '57P': 'database.cannot-open',
};

interface PgError {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
}

/**
 * An error of the driver in our own family. The server's message is left out: it may quote what was to be stored.
 * The SQLSTATE stands in it instead.
 */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, constraint, table } = (error ?? {}) as PgError;
  const state = typeof code === 'string' ? code : '';
  const family = familyOf(state);
  const where = [table, constraint].filter((name) => typeof name === 'string').join('.');
  const what = `expected PostgreSQL to accept a statement${where === '' ? '' : ` at ${where}`}, got ${state || 'no answer'}`;
  if (typeof constraint !== 'string') return new DatabaseError(family, what);
  return new DatabaseError(family, what, { constraint: { index: constraint } });
}

function familyOf(state: string): DatabaseErrorCode {
  // Node's own codes, such as ECONNREFUSED, and the driver's errors without one: no connection.
  if (!/^[0-9A-Z]{5}$/.test(state) || state.startsWith('E')) return 'database.cannot-open';
  for (let length = 5; length >= 2; length -= 1) {
    const family = BY_STATE[state.slice(0, length)];
    if (family !== undefined) return family;
  }
  return 'database.query';
}

/** A deadlock, a failed serialization or a lock that was not given: the statement was undone and may be tried again. */
export function isBusy(error: unknown): boolean {
  return (
    familyOf(String((error as PgError | undefined)?.code ?? '')) === 'database.busy' && !isTimeout(error)
  );
}

const isTimeout = (error: unknown) => (error as PgError).code === '57014';
