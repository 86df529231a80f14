import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationTarget } from '../migrate.js';
import { packageRoot } from '../package-root.js';
import { loadSchemaEngineOver } from '../schema-engine.js';
import type { PostgresDatabase } from './client.js';

const DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n';

/** The migrations for PostgreSQL, made of the same schema. */
export const postgresMigrationsFolder = (): string => path.join(packageRoot(), 'prisma/migrations-postgres');

/**
 * PostgreSQL for `migrate`, `migrationState` and `pendingMigrations` of `migrate.ts`. Several processes may migrate at
 * once: the engine takes an advisory lock.
 *
 * @example
 * const database = await openPostgres(url);
 * await migrate(postgresTarget(database));
 */
export function postgresTarget({ session, raw, schema }: PostgresDatabase): MigrationTarget {
  return {
    folder: postgresMigrationsFolder(),
    applied: async () => {
      const [table] = await raw.query<{ at: string | null }>(
        `SELECT to_regclass(?)::text AS at`,
        `${schema}._prisma_migrations`,
      );
      if (table?.at == null) return new Map();
      const rows = await raw.query<{ name: string; checksum: string }>(
        `SELECT migration_name AS name, checksum FROM _prisma_migrations
         WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
      );
      return new Map(rows.map(({ name, checksum }) => [name, checksum]));
    },
    withEngine: async (work) => {
      // The engine's advisory lock belongs to a session: all its statements must go over one.
      const pool = session();
      try {
        const engine = await loadSchemaEngineOver(new PrismaPg(pool, { schema }), DATASOURCE);
        try {
          return await work(engine);
        } finally {
          engine.free();
        }
      } finally {
        await pool.end();
      }
    },
  };
}

/**
 * The SQL from one Prisma schema for PostgreSQL to another (undefined: from nothing), or undefined when they are equal.
 * It needs no server.
 */
export async function diffPostgresSchemas(from: string | undefined, to: string): Promise<string | undefined> {
  const engine = await loadSchemaEngineOver(noServer, to);
  const files = (content: string) => [{ path: 'schema.prisma', content }];
  try {
    const { exitCode, stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: files(from) },
      to: { tag: 'schemaDatamodel', files: files(to) },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    // Which schema the tables are in is the connection's business.
    return exitCode === 0 ? undefined : (stdout ?? '').replace(/^-- CreateSchema\n.*\n\n/, '');
  } finally {
    engine.free();
  }
}

/** Answers everything with nothing: comparing two schemas asks no database. */
const noServer = ((): SqlMigrationAwareDriverAdapterFactory => {
  const name = { provider: 'postgres', adapterName: 'none' } as const;
  const adapter: SqlDriverAdapter = {
    ...name,
    queryRaw: () => Promise.resolve({ columnNames: [], columnTypes: [], rows: [] }),
    executeRaw: () => Promise.resolve(0),
    executeScript: () => Promise.resolve(),
    startTransaction: () => Promise.reject(new Error('expected no transaction without a server, got one')),
    getConnectionInfo: () => ({ supportsRelationJoins: false }),
    dispose: () => Promise.resolve(),
  };
  const connect = () => Promise.resolve(adapter);
  return { ...name, connect, connectToShadowDb: connect };
})();
