/**
 * What can go wrong between us and the database: a small closed family, told apart by what the caller does next.
 * No message ever carries a value that was stored or was to be stored.
 */

/** Every code of the family with what mends it. The codes are stable; `docs/` and tests may rely on them. */
const FIXES = {
  'database.wrong-key': 'use the key file that was made together with this database; nothing was changed',
  'database.key-missing': 'put the key file back from its backup, or move the database away to start empty',
  'database.key-permissions': 'run chmod 600 on the key file',
  'database.key-invalid': 'restore the key file from its backup, or correct the configured key',
  'database.locked-by-process': 'stop the other process first; one process owns a database file',
  'database.busy': 'close the other program that holds the file open for writing, then try again',
  'database.full': 'free some space on the disk; what was stored before is safe and readable',
  'database.read-only': 'make the database file and its folder writable for this user',
  'database.cannot-open': 'check that the folder exists and belongs to this user',
  'database.corrupt': 'stop, keep a copy of the file, and restore the last backup',
  'database.io': 'check the disk and the mount, then start again',
  'database.closed': 'open the database again; this one was closed',
  'database.unique': 'use another value, or update the row that is there',
  'database.foreign-key': 'store the row that is pointed to first, and delete it last',
  'database.not-null': 'give the column a value',
  'database.check': 'give the column a value that its check allows',
  'database.value': 'pass null, a boolean, a number, a bigint, a string, a Date or bytes',
  'database.query': 'correct the statement, or migrate the database',
  'database.transaction-closed': 'use a transaction only inside the function that it was handed to',
  'database.migration-failed': 'mend the migration; the database is as it was before',
  'database.migration-edited': 'restore the migration file as it was applied, and write a new one instead',
  'database.newer-schema':
    'run the newer version of the program that wrote this database, or restore a backup',
} as const;

/** The closed set of dotted codes. */
export type DatabaseErrorCode = keyof typeof FIXES;

/** All codes, for the test that keeps them equal to the documentation. */
export const DATABASE_ERROR_CODES = Object.keys(FIXES) as DatabaseErrorCode[];

/** Where a constraint failed, as far as SQLite says: column names of one table, or the name of an index. */
export interface FailedConstraint {
  readonly table?: string;
  readonly fields?: readonly string[];
  readonly index?: string;
}

interface Details {
  readonly constraint?: FailedConstraint;
  readonly sqliteCode?: number;
  readonly cause?: unknown;
}

/**
 * A failure of the database layer.
 *
 * - `code`: one of {@link DATABASE_ERROR_CODES}; decide by this, never by the message.
 * - `fix`: one sentence for the operator, already part of `message`.
 * - `sqliteCode`: SQLite's extended result code where SQLite was asked.
 * - `constraint`: what failed, for `database.unique`, `.not-null`, `.foreign-key` and `.check`.
 *
 * @example
 * catch (error) { if (isDatabaseError(error, 'database.unique')) return 'already there'; throw error; }
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly fix: string;
  readonly constraint: FailedConstraint | undefined;
  readonly sqliteCode: number | undefined;

  constructor(
    readonly code: DatabaseErrorCode,
    what: string,
    details: Details = {},
  ) {
    super(`${what}; ${FIXES[code]}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.fix = FIXES[code];
    this.constraint = details.constraint;
    this.sqliteCode = details.sqliteCode;
  }
}

/**
 * Whether `error` is a failure of this family, and of one of the `codes` if any are given. It goes by the code:
 * out of a Prisma call the same failure comes wrapped in Prisma's class, with our code and message.
 */
export function isDatabaseError(
  error: unknown,
  ...codes: DatabaseErrorCode[]
): error is Error & { readonly code: DatabaseErrorCode } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return codes.length === 0 ? error.code in FIXES : (codes as string[]).includes(error.code);
}
