import path from 'node:path';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import type { Connection } from './adapter/connection.js';
import type { Driver } from './adapter/driver.js';
import { DatabaseError } from './errors.js';
import { type Migration, migrationsFolder, readMigrationLock, readMigrations } from './migrations-folder.js';
import { loadSchemaEngine } from './schema-engine.js';

/** What has the connection to migrate: a `Database` of `client.ts`. */
export interface Migratable {
  readonly connection: Connection;
}

/** Another database to migrate: PostgreSQL (`postgres/migrate.ts`). */
export interface MigrationTarget {
  /** Where its migrations lie. */
  readonly folder: string;
  /** Checksum by name of what has been applied. */
  applied(): Promise<ReadonlyMap<string, string>>;
  /** Runs `work` with Prisma's engine; all of it is kept, or it throws. */
  withEngine<T>(work: (engine: SchemaEngine) => Promise<T>): Promise<T>;
}

/** How the database and the migrations folder stand to each other; names of migrations, oldest first. */
export interface MigrationState {
  /** In the folder, not yet applied. */
  readonly pending: readonly string[];
  /** Applied, but the file in the folder is another one now. */
  readonly edited: readonly string[];
  /** Applied, but not in the folder: a newer version wrote this database. */
  readonly unknown: readonly string[];
}

const NO_FILTER = { externalTables: [], externalEnums: [] };
const DATASOURCE = 'datasource db {\n  provider = "sqlite"\n}\n';

/**
 * Brings the database up to the migrations in `folder` (this package's unless told), with Prisma's own engine and
 * its usual table `_prisma_migrations`. All that is pending is applied in one transaction (PostgreSQL: one each): after
 * a failure or a power cut the database is as it was. When nothing is pending the engine is not even loaded.
 *
 * Returns the names applied. Errors: `database.migration-failed`, `.migration-edited`, `.newer-schema`.
 */
export async function migrate(
  database: Migratable | MigrationTarget,
  folder = folderOf(database),
): Promise<readonly string[]> {
  const { pending, edited, unknown } = await migrationState(database, folder);
  if (edited.length > 0) {
    const what = `expected applied migrations to stay as they were, got another ${edited.join(', ')}`;
    throw new DatabaseError('database.migration-edited', what);
  }
  if (unknown.length > 0) {
    const what = `expected to know every applied migration, got ${unknown.join(', ')}`;
    throw new DatabaseError('database.newer-schema', what);
  }
  if (pending.length === 0) return [];
  return targetOf(database).withEngine((engine) => apply(engine, folder));
}

function targetOf(database: Migratable | MigrationTarget): MigrationTarget {
  if (!('connection' in database)) return database;
  const { connection } = database;
  return {
    folder: migrationsFolder(),
    applied: () => connection.read(appliedMigrations),
    withEngine: (work) =>
      connection.restructure(async (driver) => {
        const engine = await loadSchemaEngine(driver, DATASOURCE);
        try {
          return await work(engine);
        } finally {
          engine.free();
        }
      }),
  };
}

const folderOf = (database: Migratable | MigrationTarget) =>
  'connection' in database ? migrationsFolder() : database.folder;

/** Names of the migrations that `migrate` would apply; writes nothing. */
export async function pendingMigrations(
  database: Migratable | MigrationTarget,
  folder = folderOf(database),
): Promise<readonly string[]> {
  return (await migrationState(database, folder)).pending;
}

/** Compares the database with `folder` by name and checksum, without the engine; writes nothing. */
export async function migrationState(
  database: Migratable | MigrationTarget,
  folder = folderOf(database),
): Promise<MigrationState> {
  const applied = await targetOf(database).applied();
  const migrations = readMigrations(folder);
  const names = new Set(migrations.map(({ name }) => name));
  const isApplied = ({ name }: Migration) => applied.has(name);
  return {
    pending: migrations.filter((migration) => !isApplied(migration)).map(({ name }) => name),
    edited: migrations
      .filter((m) => isApplied(m) && applied.get(m.name) !== m.checksum)
      .map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !names.has(name)),
  };
}

/** Checksum by name. */
function appliedMigrations(sql: Pick<Driver, 'all' | 'get'>): Map<string, string> {
  const table = sql.get(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'`);
  if (table === undefined) return new Map();
  const rows = sql.all<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

async function apply(engine: SchemaEngine, folder: string): Promise<readonly string[]> {
  try {
    const migrationsList = toMigrationList(folder);
    return (await engine.applyMigrations({ migrationsList, filters: NO_FILTER })).appliedMigrationNames;
  } catch (cause) {
    throw migrationFailed(cause);
  }
}

function toMigrationList(folder: string): MigrationList {
  return {
    baseDir: path.resolve(folder),
    lockfile: { path: 'migration_lock.toml', content: readMigrationLock(folder) },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

function migrationFailed(cause: unknown): DatabaseError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1] ?? 'every migration';
  const reason = text.split('\n')[0] ?? '';
  return new DatabaseError('database.migration-failed', `expected ${name} to apply, got: ${reason}`, {
    cause,
  });
}

/**
 * The SQL that would bring the database from what it is to what the Prisma schema says, or undefined when they are
 * equal. `schema` is the schema's text. Writes nothing.
 */
export async function diffFromSchema(database: Migratable, schema: string): Promise<string | undefined> {
  return database.connection.restructure(async (driver) => {
    const engine = await loadSchemaEngine(driver, schema);
    try {
      const files = [{ path: 'schema.prisma', content: schema }];
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: '.' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: true,
        filters: NO_FILTER,
      });
      return exitCode === 0 ? undefined : (stdout ?? '');
    } finally {
      engine.free();
    }
  });
}
