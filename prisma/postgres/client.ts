import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { discreet } from '../adapter/discreet.js';
import type { DatabaseLog, RawSql, SqlParam, SqlRow, Tx } from '../client.js';
import type * as Generated from '../generated/postgres/client.js';
import type { PrismaClient } from '../generated/sqlite/client.js';
import { DatabaseError } from '../errors.js';
import { postgres, type DialectSql } from '../repositories/dialect.js';
import { toDatabaseError } from './postgres-errors.js';
import { numbered, postgresRaw, toPostgres } from './raw.js';

const TRANSACTION_TIMEOUT_MS = 15_000;
const TRANSACTION_MAX_WAIT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A statement that waits longer for a lock fails as `database.busy`. */
const LOCK_TIMEOUT_MS = 15_000;
/** A process that hangs inside a transaction must not hold its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** How to open it. */
export interface PostgresOptions {
  /** Where the tables are; `public` unless told. */
  readonly schema?: string;
  /** How many connections at most; 10 unless told. */
  readonly connections?: number;
  readonly log?: DatabaseLog;
}

/** As `Tx` of SQLite, without the synchronous `sql`. */
export interface PostgresTx extends Pick<Tx, 'prisma'> {
  readonly raw: DialectSql;
}

/**
 * An open PostgreSQL, in the shape of `Database` as far as it goes: `prisma` has the same models, `raw` the same `?`
 * and the same values. What it lacks is synchronous (`write`, `read` and `tx.sql` of SQLite): `write` and `read` hand
 * out a `raw` to await instead.
 */
export interface PostgresDatabase {
  readonly prisma: PrismaClient;
  /** Statements outside of a transaction, each its own. */
  readonly raw: DialectSql;
  readonly schema: string;
  /** A connection of its own that keeps its session, for migrations; `end()` it. */
  session(): pg.Pool;
  /** An interactive transaction (READ COMMITTED): undone when `fn` throws or takes over 15 s. */
  transaction<T>(fn: (tx: PostgresTx) => Promise<T>): Promise<T>;
  /** A transaction of raw statements only, without Prisma: for hot paths. */
  write<T>(fn: (raw: DialectSql) => Promise<T>): Promise<T>;
  /** Several reads of one moment (REPEATABLE READ). */
  read<T>(fn: (raw: Pick<RawSql, 'query'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL (12 or newer) at a URL such as `postgres://user@host/database`. It is not encrypted by us: that is
 * the server's disk. Load this module only when PostgreSQL is configured.
 *
 * Errors: `database.cannot-open`.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresDatabase> {
  const schema = options.schema ?? 'public';
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) {
    throw new DatabaseError('database.value', 'expected the name of a schema in snake_case, got another');
  }
  const pool = openPool(url, schema, options);
  try {
    await pool.query('SELECT 1');
    const session = () => openPool(url, schema, { ...options, connections: 1 });
    return { ...assemble(pool, schema, await import('../generated/postgres/client.js')), schema, session };
  } catch (error) {
    await pool.end();
    throw toDatabaseError(error);
  }
}

function openPool(url: string, schema: string, { connections = 10, log }: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'guihang',
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    options: `-c TimeZone=UTC -c DateStyle=ISO -c search_path=${schema}`,
  });
  // Without a listener the loss of an idle connection ends the process.
  pool.on('error', (error) =>
    log?.warn({ code: toDatabaseError(error).code }, 'lost a connection to PostgreSQL'),
  );
  return pool;
}

function assemble(
  pool: pg.Pool,
  schema: string,
  client: typeof Generated,
): Omit<PostgresDatabase, 'schema' | 'session'> {
  const bare = new client.PrismaClient({
    adapter: new PrismaPg(pool, { schema }),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  // Both clients come from the same models; their types differ in name only.
  const prisma = discreet(bare as unknown as PrismaClient);
  return {
    prisma,
    raw: postgresRaw(pool, { alone: true }),
    transaction: (fn) =>
      prisma.$transaction(async (tx) => {
        const result = await fn({ prisma: tx, raw: rawInside(tx) });
        // Fails where a statement had failed and its error was caught: Prisma's commit would be a rollback unnoticed.
        await discreetly(tx.$executeRawUnsafe('SELECT 1'));
        return result;
      }),
    write: (fn) => inTransaction(pool, 'BEGIN', fn),
    read: (fn) => inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', fn),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  fn: (raw: DialectSql) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect().catch((error: unknown) => Promise.reject(toDatabaseError(error)));
  let broken: Error | undefined;
  try {
    await connection.query(begin);
    const result = await fn(postgresRaw(connection, { alone: false }));
    await commit(connection);
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((cause: unknown) => (broken = toDatabaseError(cause)));
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** After a statement that failed, even if `fn` caught its error, PostgreSQL answers COMMIT by rolling back. */
async function commit(connection: pg.PoolClient): Promise<void> {
  const { command } = await connection.query('COMMIT');
  if (command !== 'COMMIT') throw undone();
}

const undone = () =>
  new DatabaseError(
    'database.transaction-closed',
    'expected a transaction without a failed statement, got one',
  );

/** Raw SQL on the connection of Prisma's transaction, with the values as everywhere in raw SQL. */
function rawInside(tx: Tx['prisma']): DialectSql {
  const values = (params: readonly SqlParam[]) => params.map(toPostgres);
  return {
    dialect: postgres,
    query: async <T = SqlRow>(sql: string, ...params: SqlParam[]) => {
      const rows = await discreetly(
        tx.$queryRawUnsafe<Record<string, unknown>[]>(numbered(sql), ...values(params)),
      );
      return rows.map(
        (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toRaw(value)])) as T,
      );
    },
    exec: (sql, ...params) => discreetly(tx.$executeRawUnsafe(numbered(sql), ...values(params))),
  };
}

/** Prisma's error of a raw statement carries the server's message, which may quote a value. */
async function discreetly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
    const code = meta?.driverAdapterError?.cause?.originalCode;
    throw code === undefined ? error : toDatabaseError({ code });
  }
}

/** A value of Prisma's as raw SQL has it. */
function toRaw(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'object':
      if (value instanceof Date) return value.getTime();
      return value === null || value instanceof Uint8Array ? value : JSON.stringify(value);
    default:
      return value;
  }
}
