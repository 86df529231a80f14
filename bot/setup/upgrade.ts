import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../prisma/client.js';
import { migrate, pendingMigrations } from '../../prisma/migrate.js';

/** What {@link upgrade} did. Names of migrations, oldest first. */
export interface Upgrade {
  readonly applied: readonly string[];
  /** Where the copy from before lies; null where nothing was to be done or nothing was in it. */
  readonly backup: string | null;
}

/**
 * Brings a database that this process owns to this version, with a copy of the file from before. The copy is
 * encrypted with the same key. Errors: as `migrate`; the database is then as it was.
 */
export async function upgrade(db: Database, file: string, now: Date): Promise<Upgrade> {
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return { applied: [], backup: null };
  const backup = (await isEmpty(db)) ? null : await copyBeside(db, file, now);
  return { applied: await migrate(db), backup };
}

async function isEmpty(db: Database): Promise<boolean> {
  const [row] = await db.raw.query<{ tables: number }>('SELECT count(*) AS tables FROM sqlite_master');
  return Number(row?.tables ?? 0) === 0;
}

/** Nobody else writes (we own the file), and nothing of ours is under way inside `alone`: the copy is whole. */
function copyBeside(db: Database, file: string, now: Date): Promise<string> {
  const folder = path.join(path.dirname(file), 'backups');
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/gu, '');
  const copy = path.join(folder, `${path.basename(file, '.db')}-${stamp}.db`);
  return db.connection.alone((driver) => {
    driver.all('PRAGMA wal_checkpoint(TRUNCATE)');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
    return copy;
  });
}
