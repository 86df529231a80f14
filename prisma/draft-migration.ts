import { Connection } from './adapter/connection.js';
import { Driver } from './adapter/driver.js';
import { diffFromSchema, migrate } from './migrate.js';

/**
 * The SQL of the next migration: what is missing between the migrations in `folder`, applied to an empty database in
 * memory, and the Prisma schema. Undefined when nothing is. For `scripts/new-migration.mjs` and the drift test.
 */
export async function draftMigration(folder: string, schema: string): Promise<string | undefined> {
  const connection = new Connection(new Driver(':memory:', ''), { busyTotalMs: 0 });
  try {
    await migrate({ connection }, folder);
    return await diffFromSchema({ connection }, schema);
  } finally {
    await connection.close();
  }
}
