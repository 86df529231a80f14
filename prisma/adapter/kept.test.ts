import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../migrate.js';
import { openDatabase, type Database } from '../client.js';
import { personById } from '../records/index.js';

let db: Database;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await db.prisma.person.create({
    data: { id: 'p', stationId: 's', role: 'client', alias: '阿明', locale: 'zh-CN', createdAt: new Date(0) },
  });
  expect(await alias()).toBe('阿明');
});
afterEach(() => db.close());

const alias = () => db.read((sql) => personById(sql, 'p')?.alias);
const rename = `UPDATE "Person" SET "alias" = ? WHERE "id" = 'p'`;

it('reads a kept record once', async () => {
  const reads: number[] = [];
  const read = () => db.read((sql) => sql.kept('person', 'a test', () => reads.push(1)));
  await read();
  await read();
  await db.raw.exec(`INSERT INTO "Setting" ("key","value","updatedAt") VALUES ('k','1',0)`);
  await read();
  expect(reads).toEqual([1]);
});

it('reads it again after a write through Prisma', async () => {
  await db.prisma.person.update({ where: { id: 'p' }, data: { alias: '小海' } });
  expect(await alias()).toBe('小海');
});

it('reads it again after a write through raw SQL, inside and outside of a transaction', async () => {
  await db.raw.exec(rename, '小河');
  expect(await alias()).toBe('小河');
  await db.transaction(async (tx) => {
    await tx.raw.exec(rename, '小江');
    expect(personById(tx.sql, 'p')?.alias).toBe('小江');
    tx.sql.run(rename, '小湖');
    expect(personById(tx.sql, 'p')?.alias).toBe('小湖');
  });
  await db.write((sql) => sql.run(rename, '小溪'));
  expect(await alias()).toBe('小溪');
});

it('forgets what was read inside a transaction that is undone', async () => {
  const undone = db.transaction(async (tx) => {
    await tx.raw.exec(rename, '小江');
    expect(personById(tx.sql, 'p')?.alias).toBe('小江');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await alias()).toBe('阿明');
});

it('forgets what was read inside a write that is undone alone, among others of its commit', async () => {
  const failed = db.write((sql) => {
    sql.run(rename, '小江');
    expect(personById(sql, 'p')?.alias).toBe('小江');
    throw new Error('undone');
  });
  const other = db.write((sql) => personById(sql, 'p')?.alias);
  await expect(failed).rejects.toThrow('undone');
  expect(await other).toBe('阿明');
});

it('keeps what was read last when there is too much', async () => {
  const missed = await db.read((sql) => {
    for (let i = 0; i < 1_700; i += 1) sql.keep('contact', `c${i}`, i);
    const missed: number[] = [];
    for (let i = 1_300; i < 1_700; i += 1) sql.kept('contact', `c${i}`, () => missed.push(i));
    return missed;
  });
  expect(missed).toEqual([]);
});
