import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isDatabaseError } from '../errors.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { Driver } from './driver.js';
import { nextTurn } from './turn.js';

const folder = mkdtempSync(path.join(tmpdir(), 'guihang-connection-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(file = ':memory:', options: Partial<ConnectionOptions> = {}): Connection {
  const driver = new Driver(file, 'a key of the tests');
  driver.script('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10');
  driver.script('CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT)');
  return new Connection(driver, { busyTotalMs: 15_000, ...options });
}

const insert = (text: string) => (driver: Driver) => driver.run('INSERT INTO note (text) VALUES (?)', text);
const texts = (driver: Pick<Driver, 'all'>) =>
  driver.all<{ text: string }>('SELECT text FROM note ORDER BY id').map(({ text }) => text);

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await nextTurn();
}

/** A write and a read from outside while a transaction is open that is then rolled back. */
async function intrude(connection: Connection) {
  const transaction = await connection.begin();
  await transaction.run(insert('inside'));
  const order: string[] = [];
  const write = connection.alone(insert('outside')).then(() => order.push('outside acknowledged'));
  const read = connection.read(texts);
  await turns(5);
  order.push('transaction ends');
  await transaction.rollback();
  await write;
  return { order, seen: await read, kept: await connection.read(texts) };
}

test('a statement outside an open transaction waits: it sees none of its rows and is not lost with its rollback', async () => {
  expect(await intrude(open())).toEqual({
    order: ['transaction ends', 'outside acknowledged'],
    seen: ['outside'],
    kept: ['outside'],
  });
});

test('control: without the lock the outside statement is acknowledged, sees the rows inside, and is lost', async () => {
  const noLock = { acquire: () => Promise.resolve(), release: () => {} };
  expect(await intrude(open(':memory:', { lock: noLock }))).toEqual({
    order: ['outside acknowledged', 'transaction ends'],
    seen: ['inside', 'outside'],
    kept: [],
  });
});

test('transactions that are begun at once run one after the other', async () => {
  const connection = open();
  await connection.alone(insert('0'));
  const increment = async () => {
    const transaction = await connection.begin();
    const [before] = await transaction.run(texts);
    await nextTurn();
    await transaction.run((driver) => driver.run('UPDATE note SET text = ?', String(Number(before) + 1)));
    await transaction.commit();
  };
  await Promise.all(Array.from({ length: 50 }, increment));
  expect(await connection.read(texts)).toEqual(['50']);
});

test('waiters are served in the order in which they came', async () => {
  const connection = open();
  const transaction = await connection.begin();
  const waiting = ['a', 'b', 'c', 'd'].map((text) => connection.alone(insert(text)));
  await transaction.commit();
  await Promise.all(waiting);
  expect(await connection.read(texts)).toEqual(['a', 'b', 'c', 'd']);
});

test('a transaction that has ended refuses statements, and ending it twice is harmless', async () => {
  const connection = open();
  const transaction = await connection.begin();
  await transaction.commit();
  await transaction.rollback();
  const late = await transaction.run(insert('late')).catch((error: unknown) => error);
  expect(isDatabaseError(late, 'database.transaction-closed')).toBe(true);
  expect(await connection.read(texts)).toEqual([]);
});

test('write keeps all or nothing, and refuses an async function', async () => {
  const connection = open();
  expect(await connection.write((sql) => sql.run('INSERT INTO note (text) VALUES (?)', 'kept').changes)).toBe(
    1,
  );
  const broken = connection.write((sql) => {
    sql.run('INSERT INTO note (text) VALUES (?)', 'undone');
    throw new Error('on purpose');
  });
  await expect(broken).rejects.toThrow('on purpose');
  const awaiting = connection.write(async (sql) =>
    Promise.resolve(sql.run(`INSERT INTO note (text) VALUES ('x')`)),
  );
  await expect(awaiting).rejects.toThrow('async');
  expect(await connection.read(texts)).toEqual(['kept']);
});

class CountingDriver extends Driver {
  commits = 0;

  override commit(): void {
    super.commit();
    this.commits++;
  }
}

test('writes that wait together share commits; each is kept or undone alone', async () => {
  const driver = new CountingDriver(path.join(folder, 'group.db'), 'a key of the tests');
  driver.script('PRAGMA journal_mode = WAL; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)');
  const connection = new Connection(driver, { busyTotalMs: 0 });
  driver.commits = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 500 }, (_, i) =>
      connection.write((sql) => {
        sql.run('INSERT INTO note (text) VALUES (?)', `first of ${i}`);
        return sql.run('INSERT INTO note (text) VALUES (?)', String(i % 250)).changes;
      }),
    ),
  );
  expect(results.slice(0, 250).every((result) => result.status === 'fulfilled' && result.value === 1)).toBe(
    true,
  );
  expect(results.slice(250).every((result) => result.status === 'rejected')).toBe(true);
  expect(await connection.read((sql) => sql.get('SELECT count(*) AS n FROM note'))).toEqual({ n: 500 });
  expect(driver.commits).toBeLessThan(50);
});

test('a write is acknowledged only after the commit, and all that shared a failed one are told', async () => {
  const connection = open(path.join(folder, 'group-full.db'));
  await connection.alone((driver) => driver.all('PRAGMA max_page_count = 20'));
  const small = () => connection.write((sql) => sql.run(`INSERT INTO note (text) VALUES ('small')`));
  const large = connection.write((sql) => {
    for (;;) sql.run('INSERT INTO note (text) VALUES (?)', 'x'.repeat(4000));
  });
  const before = [large, small(), small()];
  const results = await Promise.allSettled([small(), ...before]);
  const kept = results.filter((result) => result.status === 'fulfilled').length;
  expect(results[1]).toMatchObject({ status: 'rejected', reason: { code: 'database.full' } });
  expect((await connection.read(texts)).filter((text) => text === 'small')).toHaveLength(kept);
});

test('a full disk ends the transaction with a clear error; what was there stays readable and later writes work', async () => {
  const connection = open(path.join(folder, 'full.db'));
  await connection.alone(insert('before'));
  await connection.alone((driver) => driver.all('PRAGMA max_page_count = 20'));
  const transaction = await connection.begin();
  const filling = transaction.run((driver) => {
    for (;;) driver.run('INSERT INTO note (text) VALUES (?)', 'x'.repeat(4000));
  });
  expect(isDatabaseError(await filling.catch((error: unknown) => error), 'database.full')).toBe(true);
  // SQLite has ended the transaction by itself: a statement now would be kept outside of it.
  const next = await transaction.run(insert('after full')).catch((error: unknown) => error);
  expect(isDatabaseError(next, 'database.transaction-closed')).toBe(true);
  await transaction.rollback();
  expect(await connection.read(texts)).toEqual(['before']);
  const stubborn = connection.write((sql) => {
    try {
      for (;;) sql.run('INSERT INTO note (text) VALUES (?)', 'x'.repeat(4000));
    } catch {
      return sql.run('INSERT INTO note (text) VALUES (?)', 'after full');
    }
  });
  const refused = await stubborn.catch((error: unknown) => error);
  expect(isDatabaseError(refused, 'database.transaction-closed')).toBe(true);
  await connection.alone((driver) => driver.all('PRAGMA max_page_count = 10000'));
  await connection.alone(insert('space again'));
  expect(await connection.read(texts)).toEqual(['before', 'space again']);
});

test('another writer is waited out while the event loop keeps turning', async () => {
  const file = path.join(folder, 'busy.db');
  const waits: number[] = [];
  const connection = open(file, { onBusy: (waitedMs) => waits.push(waitedMs) });
  const other = new Driver(file, 'a key of the tests');
  other.begin();
  insert('theirs')(other);
  const ours = [connection.alone(insert('ours 1')), connection.write((sql) => texts(sql))];
  let longestTurnMs = 0;
  for (let turn = 0; turn < 30; turn++) {
    const startedAt = performance.now();
    await nextTurn();
    longestTurnMs = Math.max(longestTurnMs, performance.now() - startedAt);
  }
  other.commit();
  await Promise.all(ours);
  expect(await connection.read(texts)).toEqual(['theirs', 'ours 1']);
  expect(waits).toHaveLength(1);
  expect(longestTurnMs).toBeLessThan(500);
});

test('a writer that never ends is given up on with database.busy, and the lock is free again', async () => {
  const file = path.join(folder, 'stuck.db');
  const connection = open(file, { busyTotalMs: 50 });
  const other = new Driver(file, 'a key of the tests');
  other.begin();
  for (const attempt of [connection.alone(insert('x')), connection.begin(), connection.write(() => 1)]) {
    expect(isDatabaseError(await attempt.catch((error: unknown) => error), 'database.busy')).toBe(true);
  }
  other.rollback();
  await connection.alone(insert('at last'));
  expect(await connection.read(texts)).toEqual(['at last']);
});

test('a statement that was given up on holds nothing open: later reads see what others wrote since', async () => {
  const file = path.join(folder, 'given-up.db');
  const connection = open(file, { busyTotalMs: 0 });
  const other = new Driver(file, 'a key of the tests');
  other.begin();
  const returning = (driver: Driver) => driver.all(`INSERT INTO note (text) VALUES ('x') RETURNING id`);
  for (const attempt of [connection.alone(insert('x')), connection.alone(returning)]) {
    expect(isDatabaseError(await attempt.catch((error: unknown) => error), 'database.busy')).toBe(true);
  }
  other.commit();
  expect(await connection.read(texts)).toEqual([]);
  insert('theirs')(other);
  expect(await connection.read(texts)).toEqual(['theirs']);
  expect(other.get('PRAGMA wal_checkpoint(TRUNCATE)')).toMatchObject({ busy: 0 });
});

test('a long chain of awaited statements lets timers run', async () => {
  const connection = open();
  let fired = 0;
  const timer = setInterval(() => fired++, 1);
  for (let i = 0; i < 20_000; i++) await connection.alone((driver) => driver.get('SELECT 1'));
  const firedInChain = fired;
  const driver = connection.driver;
  for (let i = 0; i < 20_000; i++) await Promise.resolve(driver.get('SELECT 1'));
  clearInterval(timer);
  expect(firedInChain).toBeGreaterThan(2);
  expect(fired, 'control: without pauses no timer runs').toBe(firedInChain);
});

test('closing waits for what is open', async () => {
  const connection = open();
  const transaction = await connection.begin();
  const closing = connection.close();
  await transaction.run(insert('still works'));
  await transaction.commit();
  await closing;
  await expect(connection.read(texts)).rejects.toThrow('closed');
});
