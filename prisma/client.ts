import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { prismaAdapter } from './adapter/adapter.js';
import { Connection } from './adapter/connection.js';
import { discreet } from './adapter/discreet.js';
import type { LaterRows } from './adapter/later.js';
import { Driver, type ReadSql, type SqlRow, type SyncSql } from './adapter/driver.js';
import type { OpenTransaction } from './adapter/transaction.js';
import type { SqlParam } from './adapter/values.js';
import { DatabaseError } from './errors.js';
import type { Prisma, PrismaClient } from './generated/sqlite/client.js';
import { createPrivately, ownFile } from './process-lock.js';

export type { ReadSql, SqlRow, SyncSql } from './adapter/driver.js';
export type { KeptKind } from './adapter/kept.js';
export type { LaterRows } from './adapter/later.js';
export type { SqlParam, SqlValue } from './adapter/values.js';

/** SQLite blocks the event loop this long at a time while another program writes. */
const BUSY_SLICE_MS = 10;
const BUSY_TOTAL_MS = 15_000;
const LONG_WAIT_MS = 1_000;
const CACHE_KIB = 16 * 1024;
const WAL_LIMIT_BYTES = 16 * 2 ** 20;
const TRANSACTION_TIMEOUT_MS = 15_000;
const TRANSACTION_MAX_WAIT_MS = 60_000;

/** Where warnings go; pino fits. Never a value that was stored. */
export interface DatabaseLog {
  warn(fields: Readonly<Record<string, number | string>>, message: string): void;
}

/** How to open a database. */
export interface OpenOptions {
  /** Path of the file, or `:memory:` for a database that is gone when closed. */
  readonly file: string;
  /** The key from `loadKey`; of no effect for `:memory:`. */
  readonly key: string;
  readonly log?: DatabaseLog;
  /**
   * Look without owning: beside a running bot, for `doctor` and its like. The file must exist, no lock is taken and
   * every write is refused with `database.read-only`.
   */
  readonly inspect?: boolean;
  /** How long to wait for a program outside that writes to the file; 15 s unless told. */
  readonly busyTotalMs?: number;
}

/** Raw SQL with `?` parameters; `values.ts` says how values are kept. */
export interface RawSql {
  /** All rows. */
  query<T = SqlRow>(sql: string, ...params: SqlParam[]): Promise<T[]>;
  /** Runs a statement; how many rows it changed (with RETURNING: returned). */
  exec(sql: string, ...params: SqlParam[]): Promise<number>;
}

/** What is usable inside an interactive transaction, and only there. */
export interface Tx {
  readonly prisma: Prisma.TransactionClient;
  readonly raw: RawSql;
  /** The same, without awaiting. */
  readonly sql: SyncSql;
  /**
   * Writes a row before the first statement that names its table, at the latest with the commit; whether it was new is
   * not told. What is kept is forgotten by whoever calls.
   */
  later<Row>(kind: LaterRows<Row>, row: Row): void;
}

/**
 * An open database. All its ways in share one connection and one lock: whatever is outside an open transaction
 * waits for its end. Never await `database` itself inside a transaction of it; it would wait for itself.
 */
export interface Database {
  readonly prisma: PrismaClient;
  /** Statements outside of a transaction, each durable when its promise resolves. */
  readonly raw: RawSql;
  /** For migrations and tests. */
  readonly connection: Connection;
  /** An interactive transaction: durable when the promise resolves, undone when `fn` throws or takes over 15 s. */
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A synchronous transaction, for hot paths: durable when the promise resolves, undone when `fn` throws. Writes that
   * are asked for at the same time share one commit.
   */
  write<T>(fn: (sql: SyncSql) => T): Promise<T>;
  /** Several reads with nothing in between. */
  read<T>(fn: (sql: ReadSql) => T): Promise<T>;
  /** Waits for what is running, then closes and gives the file back. */
  close(): Promise<void>;
}

/**
 * Opens the database, and creates it if there is none. It is encrypted, an acknowledged write survives a power cut
 * (WAL, synchronous = FULL), and deleted rows are overwritten.
 *
 * Errors: `database.wrong-key`, `.locked-by-process`, `.cannot-open`, `.corrupt`, `.busy`, `.full`, `.read-only`.
 *
 * @example
 * const database = await openDatabase({ file: ':memory:', key: '' });
 * const [row] = await database.raw.query<{ two: number }>('SELECT 1 + ? AS two', 1);
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const release = options.file === ':memory:' || options.inspect ? () => {} : prepareFile(options.file);
  let driver: Driver | undefined;
  try {
    driver = openDriver(options);
    const connection = connect(driver, options);
    await connection.alone((opened) => configure(opened, options.inspect ?? false));
    return await assemble(connection, release);
  } catch (error) {
    driver?.close();
    release();
    throw error;
  }
}

function connect(driver: Driver, { busyTotalMs = BUSY_TOTAL_MS, log }: OpenOptions): Connection {
  return new Connection(driver, { busyTotalMs, onBusy: (waitedMs) => warnOfWait(log, waitedMs) });
}

function prepareFile(file: string): () => void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const release = ownFile(file);
  createPrivately(file);
  return release;
}

function openDriver({ file, key, inspect }: OpenOptions): Driver {
  if (file !== ':memory:') {
    // The driver takes an empty key for no encryption.
    if (key === '')
      throw new DatabaseError('database.key-invalid', 'expected a key for the database file, got none');
    if (inspect && !existsSync(file)) {
      throw new DatabaseError('database.cannot-open', 'expected a database file to look into, got none');
    }
  }
  return new Driver(file, key);
}

function warnOfWait(log: DatabaseLog | undefined, waitedMs: number): void {
  if (waitedMs < LONG_WAIT_MS) return;
  log?.warn(
    { waitedMs: Math.round(waitedMs) },
    'waited for another program that writes to the database file',
  );
}

function configure(driver: Driver, inspect: boolean): void {
  driver.all(`PRAGMA busy_timeout = ${BUSY_SLICE_MS}`);
  // The first read decides whether the key fits; nothing may be written before.
  driver.get('SELECT count(*) FROM sqlite_master');
  if (inspect) {
    driver.all('PRAGMA query_only = ON');
    return;
  }
  driver.all('PRAGMA journal_mode = WAL');
  driver.all('PRAGMA synchronous = FULL');
  driver.all('PRAGMA foreign_keys = ON');
  driver.all('PRAGMA secure_delete = ON');
  // SQLite does not encrypt temporary files.
  driver.all('PRAGMA temp_store = MEMORY');
  driver.all(`PRAGMA cache_size = -${CACHE_KIB}`);
  driver.all(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
}

async function assemble(connection: Connection, release: () => void): Promise<Database> {
  const client = await import('./generated/sqlite/client.js');
  const bare = new client.PrismaClient({
    adapter: prismaAdapter(connection),
    // Other formats print the arguments of the failed call.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
  const prisma = discreet(bare);
  return {
    prisma,
    connection,
    raw: rawSql((work) => connection.alone(work)),
    transaction: (fn) =>
      prisma.$transaction(async (tx) => {
        const result = await fn(openTx(tx, connection.current));
        // Here, not at the commit: an error is told in our own words.
        connection.current?.driver.writeWaiting();
        return result;
      }),
    write: (fn) => connection.write(fn),
    read: (fn) => connection.read(fn),
    close: async () => {
      await prisma.$disconnect();
      await connection.close();
      release();
    },
  };
}

/** `current` is the transaction that Prisma has just opened for this callback: there is never a second one. */
function openTx(prisma: Prisma.TransactionClient, current: OpenTransaction | undefined): Tx {
  if (current === undefined) {
    throw new DatabaseError('database.transaction-closed', 'expected an open transaction, got none');
  }
  return {
    prisma,
    raw: rawSql((work) => current.run(work)),
    sql: {
      all: (sql, ...params) => current.driver.all(sql, ...params),
      get: (sql, ...params) => current.driver.get(sql, ...params),
      run: (sql, ...params) => current.driver.run(sql, ...params),
      kept: (kind, key, read) => current.driver.kept(kind, key, read),
      keep: (kind, key, value) => current.driver.keep(kind, key, value),
      forget: (keys) => current.driver.forget(keys),
    },
    later: (kind, row) => current.driver.later(kind, row),
  };
}

function rawSql(through: <T>(work: (driver: Driver) => T) => Promise<T>): RawSql {
  return {
    query: (sql, ...params) => through((driver) => driver.all(sql, ...params)),
    exec: (sql, ...params) => through((driver) => driver.run(sql, ...params).changes),
  };
}
