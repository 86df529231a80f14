import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './client.js';
import { draftMigration } from './draft-migration.js';
import type { DatabaseError } from './errors.js';
import { diffFromSchema, migrate, migrationState, pendingMigrations } from './migrate.js';
import { migrationsFolder } from './migrations-folder.js';
import { packageRoot } from './package-root.js';

let folder: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'guihang-migrate-'));
  database = await openDatabase({ file: ':memory:', key: '' });
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const tables = async () =>
  (
    await database.raw.query<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
    )
  ).map(({ name }) => name);

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as DatabaseError,
  );

/** In a process of its own: in this one another test may have loaded the engine. Returns what each step has loaded. */
const loadedBy = (steps: string): unknown => {
  const built = (name: string) => `await import('./dist/prisma/${name}.js')`;
  const code = `
    const [{ openDatabase }, { migrate }, { schemaEngineLoaded }] =
      [${built('client')}, ${built('migrate')}, ${built('schema-engine')}];
    const database = await openDatabase({ file: ${JSON.stringify(path.join(folder, 'a.db'))}, key: '${'0'.repeat(64)}' });
    const folder = ${JSON.stringify(folder)};
    ${steps}
    await database.close();`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: packageRoot() });
  expect(String(run.stderr)).toBe('');
  return JSON.parse(String(run.stdout));
};

test('a database that is up to date starts without loading the engine', () => {
  write('1_init', 'CREATE TABLE a (id TEXT);');
  const steps = `console.log(JSON.stringify([await migrate(database, folder), schemaEngineLoaded()]));`;
  expect(loadedBy(steps)).toEqual([['1_init'], true]);
  expect(loadedBy(steps)).toEqual([[], false]);
});

test('pending migrations are named, applied in order, kept in Prisma’s table with its checksum, and applied once', async () => {
  write('2_more', 'ALTER TABLE a ADD COLUMN more TEXT;');
  write('1_init', 'CREATE TABLE a (id TEXT PRIMARY KEY);');
  expect(await pendingMigrations(database, folder)).toEqual(['1_init', '2_more']);
  expect(await tables()).toEqual([]);
  expect(await migrate(database, folder)).toEqual(['1_init', '2_more']);
  expect(await tables()).toEqual(['_prisma_migrations', 'a']);
  expect(await migrationState(database, folder)).toEqual({ pending: [], edited: [], unknown: [] });
  expect(await migrate(database, folder)).toEqual([]);
  write('3_later', 'CREATE TABLE b (id TEXT);');
  expect(await migrate(database, folder)).toEqual(['3_later']);
  await database.raw.exec('INSERT INTO a (id, more) VALUES (?, ?)', 'x', 'y');
});

test('when one fails, none is kept: the database is as it was', async () => {
  write('1_init', 'CREATE TABLE a (id TEXT);');
  write('2_broken', 'CREATE TABLE b (id TEXT); CREATE TABLE c (');
  const error = await failure(migrate(database, folder));
  expect(error).toMatchObject({ code: 'database.migration-failed' });
  expect(String(error)).toContain('2_broken');
  expect(String(error)).toContain('incomplete input');
  expect(await tables()).toEqual([]);
  write('2_broken', 'CREATE TABLE b (id TEXT);');
  expect(await migrate(database, folder)).toEqual(['1_init', '2_broken']);
});

test('an applied migration that was edited, or that only a newer version knows, stops the start', async () => {
  write('1_init', 'CREATE TABLE a (id TEXT);');
  write('2_more', 'CREATE TABLE b (id TEXT);');
  await migrate(database, folder);
  write('1_init', 'CREATE TABLE a (id TEXT, edited TEXT);');
  expect(await failure(migrate(database, folder))).toMatchObject({ code: 'database.migration-edited' });
  write('1_init', 'CREATE TABLE a (id TEXT);');
  rmSync(path.join(folder, '2_more'), { recursive: true });
  expect(await failure(migrate(database, folder))).toMatchObject({ code: 'database.newer-schema' });
  expect((await migrationState(database, folder)).unknown).toEqual(['2_more']);
});

const parentAndChild = `
  CREATE TABLE parent (id TEXT PRIMARY KEY);
  CREATE TABLE child (id TEXT PRIMARY KEY, parentId TEXT REFERENCES parent (id) ON DELETE CASCADE);`;

test('a table that is made anew keeps what points to it', async () => {
  write('1_init', parentAndChild);
  await migrate(database, folder);
  await database.raw.exec(`INSERT INTO parent VALUES ('p')`);
  await database.raw.exec(`INSERT INTO child VALUES ('c', 'p')`);
  write(
    '2_redefine',
    `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
     CREATE TABLE new_parent (id TEXT PRIMARY KEY, name TEXT);
     INSERT INTO new_parent (id) SELECT id FROM parent;
     DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;
     PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`,
  );
  await migrate(database, folder);
  expect(await database.raw.query('SELECT * FROM child')).toEqual([{ id: 'c', parentId: 'p' }]);
  expect(await database.raw.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
});

test('a migration that leaves a reference to nothing is not kept', async () => {
  write('1_init', parentAndChild);
  write('2_wrong', `INSERT INTO child VALUES ('c', 'nobody');`);
  expect(await failure(migrate(database, folder))).toMatchObject({ code: 'database.foreign-key' });
  expect(await tables()).toEqual([]);
});

test('the database can be looked at for pending migrations beside the running bot', async () => {
  const file = path.join(folder, 'running.db');
  const running = await openDatabase({ file, key: 'k' });
  write('1_init', 'CREATE TABLE a (id TEXT);');
  await migrate(running, folder);
  write('2_more', 'CREATE TABLE b (id TEXT);');
  const looker = await openDatabase({ file, key: 'k', inspect: true });
  expect(await pendingMigrations(looker, folder)).toEqual(['2_more']);
  await looker.close();
  await running.close();
});

const schema = () => readFileSync(path.join(packageRoot(), 'prisma/schema.prisma'), 'utf8');

test('drift: the migrations of this package make exactly what prisma/schema.prisma says', async () => {
  expect(
    await draftMigration(migrationsFolder(), schema()),
    'run node scripts/new-migration.mjs NAME',
  ).toBeUndefined();
  await migrate(database);
  expect(await diffFromSchema(database, schema())).toBeUndefined();
});

test('control: a model more in the schema is drift', async () => {
  const more = `${schema()}\nmodel OneMore {\n  id String @id\n}\n`;
  expect(await draftMigration(migrationsFolder(), more)).toContain('CREATE TABLE "OneMore"');
});
