import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from './package-root.js';

/** One migration as it lies in the folder. */
export interface Migration {
  /** Name of its folder, which sorts by time: `20261201080000_init`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, as Prisma keeps it in `_prisma_migrations`. */
  readonly checksum: string;
}

/** The migrations of this package. */
export function migrationsFolder(): string {
  return path.join(packageRoot(), 'prisma/migrations');
}

/** The migrations in `folder` (`NAME/migration.sql`), oldest first; none if there is no such folder. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => readMigration(folder, name));
}

function readMigration(folder: string, name: string): Migration {
  const bytes = readFileSync(path.join(folder, name, 'migration.sql'));
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}

/** Content of `migration_lock.toml`, or null. */
export function readMigrationLock(folder: string): string | null {
  const file = path.join(folder, 'migration_lock.toml');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
