import { DriverAdapterError, type Error as AdapterError } from '@prisma/driver-adapter-utils';
import { DatabaseError, type DatabaseErrorCode, type FailedConstraint } from '../errors.js';

/** Primary SQLite result codes (https://sqlite.org/rescode.html) that have a code of ours. */
const PRIMARY: Partial<Record<number, DatabaseErrorCode>> = {
  5: 'database.busy',
  6: 'database.busy',
  8: 'database.read-only',
  10: 'database.io',
  11: 'database.corrupt',
  13: 'database.full',
  14: 'database.cannot-open',
  26: 'database.wrong-key',
};

/** Extended codes of SQLITE_CONSTRAINT (19). */
const CONSTRAINT: Partial<Record<number, DatabaseErrorCode>> = {
  275: 'database.check',
  787: 'database.foreign-key',
  1299: 'database.not-null',
  1555: 'database.unique',
  2067: 'database.unique',
  2579: 'database.unique',
};

interface SqliteFailure {
  readonly message: string;
  readonly rawCode: number;
}

/** Turns whatever the driver throws into a {@link DatabaseError}; anything that is not SQLite's passes unchanged. */
export function toDatabaseError(error: unknown): unknown {
  if (!isSqliteFailure(error)) return error;
  const sqliteCode = error.rawCode;
  const code = CONSTRAINT[sqliteCode] ?? PRIMARY[sqliteCode & 0xff] ?? 'database.query';
  const constraint = sqliteCode in CONSTRAINT ? readConstraint(error.message) : undefined;
  return new DatabaseError(code, `SQLite answered: ${error.message}`, {
    sqliteCode,
    cause: error,
    ...(constraint && { constraint }),
  });
}

function isSqliteFailure(error: unknown): error is SqliteFailure {
  return error instanceof Error && 'rawCode' in error && typeof error.rawCode === 'number';
}

/** Reads `UNIQUE constraint failed: Person.bot, Person.account` or `… failed: index 'name'`. */
function readConstraint(message: string): FailedConstraint | undefined {
  const where = /constraint failed: (.+)$/.exec(message)?.[1];
  if (where === undefined) return undefined;
  const index = /^index '(.+)'$/.exec(where)?.[1];
  if (index !== undefined) return { index };
  const columns = where.split(', ').map((column) => column.split('.'));
  const table = columns[0]?.length === 2 ? columns[0][0] : undefined;
  const fields = columns.map((parts) => parts.at(-1) ?? '');
  return table === undefined ? undefined : { table, fields };
}

/**
 * The same failure in the words that Prisma understands, so that its callers see `P2002`, `P2003`, `P2011` … as
 * with any other database. What Prisma has no word for (full, busy, closed …) stays our own error and reaches
 * the caller as such.
 */
export function toAdapterError(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.sqliteCode === undefined) return error;
  const originalMessage = error.cause instanceof Error ? error.cause.message : error.message;
  const mapped = mapKind(error, error.sqliteCode, originalMessage);
  if (mapped === undefined) return error;
  return new DriverAdapterError({ ...mapped, originalCode: String(error.sqliteCode), originalMessage });
}

function mapKind(error: DatabaseError, extendedCode: number, message: string): AdapterError | undefined {
  switch (error.code) {
    case 'database.unique':
      return { kind: 'UniqueConstraintViolation', ...place(error.constraint) };
    case 'database.not-null':
      return { kind: 'NullConstraintViolation', ...place(error.constraint) };
    case 'database.foreign-key':
      return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } };
    case 'database.check':
    case 'database.query':
      return mapQuery(extendedCode, message);
    default:
      return undefined;
  }
}

function mapQuery(extendedCode: number, message: string): AdapterError {
  const table = /^no such table: (.+)$/.exec(message)?.[1];
  if (table !== undefined) return { kind: 'TableDoesNotExist', table };
  const column =
    /^no such column: (.+)$/.exec(message)?.[1] ?? /has no column named (.+)$/.exec(message)?.[1];
  if (column !== undefined) return { kind: 'ColumnNotFound', column };
  return { kind: 'sqlite', extendedCode, message };
}

function place(constraint: FailedConstraint | undefined) {
  if (constraint?.index !== undefined) return { constraint: { index: constraint.index } };
  if (constraint?.fields === undefined) return {};
  return {
    constraint: { fields: [...constraint.fields] },
    ...(constraint.table !== undefined && { table: constraint.table }),
  };
}
