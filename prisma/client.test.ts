import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Driver } from './adapter/driver.js';
import { type Database, openDatabase } from './client.js';
import { isDatabaseError } from './errors.js';
import { migrate } from './migrate.js';

const folder = mkdtempSync(path.join(tmpdir(), 'guihang-client-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = 'a key of the tests, long enough';
const memory = () => openDatabase({ file: ':memory:', key });

async function withNotes(database: Database): Promise<Database> {
  await database.raw.exec('CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  return database;
}

const texts = async (database: Pick<Database, 'raw'>) =>
  (await database.raw.query<{ text: string }>('SELECT text FROM note ORDER BY id')).map(({ text }) => text);

const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

test('an acknowledged write is on the disk: write-ahead log, synchronous, and read back after opening again', async () => {
  const file = path.join(folder, 'new folder', 'durable.db');
  const first = await withNotes(await openDatabase({ file, key }));
  expect(await first.raw.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await first.raw.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await first.raw.query('PRAGMA secure_delete')).toEqual([{ secure_delete: 1 }]);
  expect(await first.raw.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  await first.raw.exec('INSERT INTO note (text) VALUES (?)', 'one');
  await first.transaction((tx) => tx.raw.exec('INSERT INTO note (text) VALUES (?)', 'two'));
  await first.write((sql) => sql.run('INSERT INTO note (text) VALUES (?)', 'three'));
  await first.close();
  const second = await openDatabase({ file, key });
  expect(await texts(second)).toEqual(['one', 'two', 'three']);
  await second.close();
});

test('nothing that was written can be read in any file on the disk, and all of them are private', async () => {
  const file = path.join(folder, 'secret.db');
  const marker = 'a marker that must not be found';
  const database = await withNotes(await openDatabase({ file, key }));
  for (let i = 0; i < 2000; i++)
    await database.raw.exec('INSERT INTO note (text) VALUES (?)', `${marker} ${i}`);
  await database.raw.query('SELECT text FROM note GROUP BY text ORDER BY text DESC');
  const files = ['', '-wal', '-shm', '.lock'].map((suffix) => file + suffix);
  expect(files.filter((name) => !existsSync(name))).toEqual([]);
  for (const name of files) {
    expect(readFileSync(name).includes(marker), name).toBe(false);
    expect(readFileSync(name).includes('CREATE TABLE note'), name).toBe(false);
    expect(statSync(name).mode & 0o077, name).toBe(0);
  }
  expect(readFileSync(`${file}-wal`).length).toBeGreaterThan(100_000);
  await database.close();
});

test('control: without encryption the marker is found; openDatabase refuses to go without', async () => {
  const file = path.join(folder, 'open.db');
  expect(isDatabaseError(await failure(openDatabase({ file, key: '' })), 'database.key-invalid')).toBe(true);
  const driver = new Driver(file, '');
  driver.script(`CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a marker that is found')`);
  expect(readFileSync(file).includes('a marker that is found')).toBe(true);
});

test('a wrong key says so and changes nothing; the right one works afterwards', async () => {
  const file = path.join(folder, 'wrong-key.db');
  const database = await withNotes(await openDatabase({ file, key }));
  await database.raw.exec('INSERT INTO note (text) VALUES (?)', 'safe');
  await database.close();
  const before = readFileSync(file);
  for (const wrong of ['another key, also long enough', 'k']) {
    const error = await failure(openDatabase({ file, key: wrong }));
    expect(isDatabaseError(error, 'database.wrong-key')).toBe(true);
    expect(String(error)).toContain('nothing was changed');
  }
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0).toBe(false);
  const again = await openDatabase({ file, key });
  expect(await texts(again)).toEqual(['safe']);
  await again.close();
});

test('one owner a file; a looker beside it reads and cannot write', async () => {
  const file = path.join(folder, 'owned.db');
  expect(
    isDatabaseError(await failure(openDatabase({ file, key, inspect: true })), 'database.cannot-open'),
  ).toBe(true);
  const owner = await withNotes(await openDatabase({ file, key }));
  const second = await failure(openDatabase({ file, key }));
  expect(isDatabaseError(second, 'database.locked-by-process')).toBe(true);
  expect(String(second)).toContain(`process ${process.pid} `);
  const looker = await openDatabase({ file, key, inspect: true });
  await owner.raw.exec('INSERT INTO note (text) VALUES (?)', 'seen');
  expect(await texts(looker)).toEqual(['seen']);
  const written = await failure(looker.raw.exec('DELETE FROM note'));
  expect(isDatabaseError(written, 'database.read-only')).toBe(true);
  await looker.close();
  await owner.close();
  await (await openDatabase({ file, key })).close();
});

test('a transaction shares one view between Prisma, raw and synchronous statements, and goes as a whole', async () => {
  const database = await withNotes(await memory());
  const broken = database.transaction(async (tx) => {
    await tx.prisma.$executeRaw`INSERT INTO note (text) VALUES ('prisma')`;
    await tx.raw.exec('INSERT INTO note (text) VALUES (?)', 'raw');
    tx.sql.run('INSERT INTO note (text) VALUES (?)', 'sync');
    expect(await texts(tx)).toEqual(['prisma', 'raw', 'sync']);
    expect(tx.sql.get('SELECT count(*) AS n FROM note')).toEqual({ n: 3 });
    throw new Error('on purpose');
  });
  await expect(broken).rejects.toThrow('on purpose');
  expect(await texts(database)).toEqual([]);
  expect(await database.transaction((tx) => tx.raw.exec(`INSERT INTO note (text) VALUES ('kept')`))).toBe(1);
  expect(await texts(database)).toEqual(['kept']);
  await database.close();
});

test('a list of Prisma calls is one transaction as well', async () => {
  const database = await memory();
  await migrate(database);
  const setting = (key: string) =>
    database.prisma.setting.create({ data: { key, value: 1, updatedAt: new Date(0) } });
  await database.prisma.$transaction([setting('a'), setting('b')]);
  await expect(database.prisma.$transaction([setting('c'), setting('a')])).rejects.toMatchObject({
    code: 'P2002',
  });
  expect((await database.prisma.setting.findMany()).map(({ key }) => key)).toEqual(['a', 'b']);
  await database.close();
});

test('what is kept of a transaction after its end is of no use', async () => {
  const database = await withNotes(await memory());
  const tx = await database.transaction((inside) => Promise.resolve(inside));
  for (const late of [tx.raw.exec('DELETE FROM note'), database.read(() => tx.sql.run('DELETE FROM note'))]) {
    expect(isDatabaseError(await failure(late), 'database.transaction-closed')).toBe(true);
  }
  await expect(tx.prisma.$queryRaw`SELECT 1`).rejects.toThrow();
  await database.close();
});

test('errors of our own come through Prisma as they are', async () => {
  const database = await withNotes(await memory());
  await database.raw.query('PRAGMA max_page_count = 10');
  const filling = database.transaction(async (tx) => {
    for (;;) await tx.prisma.$executeRaw`INSERT INTO note (text) VALUES (${'x'.repeat(4000)})`;
  });
  const error = await failure(filling);
  expect(isDatabaseError(error, 'database.full')).toBe(true);
  expect(String(error)).not.toContain('xxx');
  expect(await texts(database)).toEqual([]);
  await database.close();
  expect(isDatabaseError(await failure(database.raw.query('SELECT 1')), 'database.closed')).toBe(true);
});

test('an invalid call and a stored value that does not fit are errors that show no value', async () => {
  const database = await memory();
  await migrate(database);
  const invalid = await failure(database.prisma.setting.create({ data: { key: 'secret words' } as never }));
  expect(isDatabaseError(invalid, 'database.query')).toBe(true);
  expect(String(invalid)).toContain('Setting.create');
  const nested = await failure(
    database.transaction((tx) => tx.prisma.setting.findMany({ where: { key: ['secret words'] as never } })),
  );
  expect(isDatabaseError(nested, 'database.query')).toBe(true);
  await database.raw.exec(
    `INSERT INTO OnCall (stationId, position, personId) VALUES ('s', 'secret words', 'p')`,
  );
  const misfit = await failure(database.prisma.onCall.findMany());
  expect(isDatabaseError(misfit, 'database.query')).toBe(true);
  expect(`${(invalid as Error).stack} ${(nested as Error).stack} ${(misfit as Error).stack}`).not.toMatch(
    /secret|words/,
  );
  await database.close();
});

test('a thousand interactive transactions leave memory where it was', { timeout: 120_000 }, async () => {
  const database = await withNotes(await openDatabase({ file: path.join(folder, 'memory.db'), key }));
  const rssMiBAfter = async (transactions: number) => {
    for (let i = 0; i < transactions; i++) {
      await database.transaction(async (tx) => {
        await tx.prisma.$executeRaw`INSERT INTO note (text) VALUES (${String(i)})`;
        await tx.raw.query('SELECT text FROM note ORDER BY id DESC LIMIT 1');
      });
    }
    return process.memoryUsage().rss / 2 ** 20;
  };
  const warm = await rssMiBAfter(500);
  expect((await rssMiBAfter(1000)) - warm).toBeLessThan(60);
  expect(await database.raw.query('SELECT count(*) AS n FROM note')).toEqual([{ n: 1500 }]);
  await database.close();
});
