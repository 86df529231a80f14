import { type Database, openDatabase, type RawSql } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { openPostgres, type PostgresDatabase } from '../../prisma/postgres/client.js';
import { postgresTarget } from '../../prisma/postgres/migrate.js';
import { type Stores, storesOf } from '../../prisma/repositories/stores.js';

/** A migrated database with two claimers. */
export interface Backend {
  readonly raw: RawSql;
  /** As two processes have them: on PostgreSQL over connections of their own. */
  readonly first: Stores;
  readonly second: Stores;
  /** Empties the three queues. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** SQLite in memory: one file has one process, so both claimers share the connection, interleaved. */
export async function openSqlite(): Promise<Backend> {
  const database: Database = await openDatabase({ file: ':memory:', key: '' });
  await migrate(database);
  return backend(database.raw, database.raw, () => database.close());
}

/** Where PostgreSQL is looked for. */
export const POSTGRES_URL = process.env['GUIHANG_TEST_PG'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Why there is no PostgreSQL, or null when there is. With REQUIRE_PG=1 a missing one fails instead. */
export async function whyNoPostgres(): Promise<string | null> {
  try {
    await (await openPostgres(POSTGRES_URL)).close();
    return null;
  } catch (error) {
    if (process.env['REQUIRE_PG'] === '1') throw error;
    return `PostgreSQL was not tested: none at GUIHANG_TEST_PG or 127.0.0.1 (${(error as Error).message})`;
  }
}

let schemas = 0;

/** An empty schema of its own, dropped by `drop`. */
export async function emptySchema(): Promise<{ open(): Promise<PostgresDatabase>; drop(): Promise<void> }> {
  const admin = await openPostgres(POSTGRES_URL, { connections: 1 });
  const schema = `guihang_test_${process.pid}_${(schemas += 1)}`;
  await admin.raw.exec(`CREATE SCHEMA ${schema}`);
  const opened: PostgresDatabase[] = [];
  return {
    open: async () => {
      const database = await openPostgres(POSTGRES_URL, { schema, connections: 4 });
      opened.push(database);
      return database;
    },
    drop: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await admin.raw.exec(`DROP SCHEMA ${schema} CASCADE`);
      await admin.close();
    },
  };
}

/** PostgreSQL in a schema of its own. */
export async function openPostgresBackend(): Promise<Backend> {
  const { open, drop } = await emptySchema();
  const [first, second] = [await open(), await open()];
  await migrate(postgresTarget(first));
  return backend(first.raw, second.raw, drop);
}

function backend(raw: RawSql, other: RawSql, close: () => Promise<void>): Backend {
  return {
    raw,
    first: storesOf(raw),
    second: storesOf(other),
    clear: async () => {
      for (const table of ['Inbox', 'Due', 'Outbox']) await raw.exec(`DELETE FROM "${table}"`);
    },
    close,
  };
}
