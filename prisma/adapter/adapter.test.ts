import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { draftMigration } from '../draft-migration.js';
import { prismaAdapter } from './adapter.js';
import { Connection } from './connection.js';
import { Driver } from './driver.js';

/* Only as much of the generated client's types as is used here: the fixture is generated when the test runs. */
type Args = Record<string, unknown>;
type Row = Record<string, unknown>;
interface Model {
  create(args: Args): Promise<Row>;
  createMany(args: Args): Promise<{ count: number }>;
  findMany(args?: Args): Promise<Row[]>;
  findFirst(args?: Args): Promise<Row | null>;
  count(args?: Args): Promise<number>;
  update(args: Args): Promise<Row>;
  upsert(args: Args): Promise<Row>;
  updateMany(args: Args): Promise<{ count: number }>;
  deleteMany(args?: Args): Promise<{ count: number }>;
}
interface Client {
  everything: Model;
  parent: Model;
  child: Model;
  $queryRaw(sql: TemplateStringsArray, ...params: unknown[]): Promise<Row[]>;
  $executeRaw(sql: TemplateStringsArray, ...params: unknown[]): Promise<number>;
  $transaction<T>(work: ((tx: Client) => Promise<T>) | Promise<unknown>[]): Promise<T>;
}

const schemaFile = path.join(import.meta.dirname, 'fixture.prisma');
const schema = readFileSync(schemaFile, 'utf8');
let sql: string;
let PrismaClient: new (options: Args) => Client;
let prisma: Client;

beforeAll(async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const cli = path.join(root, 'node_modules/prisma/build/index.js');
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const run = spawnSync(process.execPath, [cli, 'generate', '--schema', schemaFile], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  expect(run.status, run.stderr).toBe(0);
  const generated = path.join(root, 'test-output/adapter-fixture/client.ts');
  ({ PrismaClient } = (await import(generated)) as { PrismaClient: typeof PrismaClient });
  sql = (await draftMigration('no migrations yet', schema)) ?? '';
});

beforeEach(() => {
  const driver = new Driver(':memory:', '');
  driver.script(`PRAGMA foreign_keys = ON; ${sql}`);
  prisma = new PrismaClient({ adapter: prismaAdapter(new Connection(driver, { busyTotalMs: 0 })) });
});

const everything = {
  text: '归航 🏠',
  flag: true,
  whole: -2_147_483_648,
  big: 2n ** 63n - 1n,
  real: 0.1,
  decimal: '12.5',
  at: new Date('2026-12-01T00:00:00.123Z'),
  bytes: new Uint8Array([0, 1, 255]),
  json: { a: [1, 'zwei', null, { b: true }] },
};

test('every type comes back as it went in', async () => {
  await prisma.everything.create({ data: everything });
  const row = await prisma.everything.findFirst();
  expect({ ...row, decimal: String(row?.['decimal']) }).toMatchObject(everything);
  expect(row).toMatchObject({ id: 1, maybe: null });
  expect(row?.['madeAt']).toBeInstanceOf(Date);
});

test.each([['null'], ['5'], ['1.5'], ['true'], ['"5"'], ['"text"'], ['[]'], ['{}']])(
  'the JSON value %s comes back',
  async (text) => {
    if (text !== 'null')
      await prisma.everything.create({ data: { ...everything, json: JSON.parse(text) as unknown } });
    else await prisma.everything.create({ data: { ...everything, json: [null] } });
    const row = await prisma.everything.findFirst();
    expect(JSON.stringify(row?.['json'])).toBe(text === 'null' ? '[null]' : text);
  },
);

test('instants, big integers and flags can be searched and sorted by', async () => {
  const at = (ms: number) => new Date(everything.at.getTime() + ms);
  for (const ms of [2, 0, 1])
    await prisma.everything.create({ data: { ...everything, at: at(ms), flag: ms > 0 } });
  const found = await prisma.everything.findMany({
    where: { at: { lte: at(1) }, big: everything.big },
    orderBy: { at: 'asc' },
  });
  expect(found.map((row) => row['at'])).toEqual([at(0), at(1)]);
  expect(await prisma.everything.count({ where: { flag: true } })).toBe(2);
  const page = await prisma.everything.findMany({
    orderBy: { at: 'asc' },
    cursor: { id: 2 },
    skip: 1,
    take: 1,
  });
  expect(page.map((row) => row['at'])).toEqual([at(1)]);
});

test('raw queries through Prisma are typed by their columns', async () => {
  await prisma.everything.create({ data: everything });
  const [row] =
    await prisma.$queryRaw`SELECT at, big, flag, bytes, json, count(*) AS n, 'x' AS t FROM Everything WHERE at <= ${everything.at}`;
  const { at, big, flag, bytes, json } = everything;
  expect(row).toMatchObject({ at, big, flag, bytes, json, n: 1, t: 'x' });
  expect(await prisma.$executeRaw`UPDATE Everything SET flag = ${false} WHERE flag = ${true}`).toBe(1);
  expect(await prisma.$executeRaw`UPDATE Everything SET flag = ${true} RETURNING id`).toBe(1);
});

test('failed constraints reach the caller with Prisma’s codes and the fields', async () => {
  const parent = await prisma.parent.create({ data: { name: 'a' } });
  const child = { place: 1, at: everything.at, parentId: parent['id'] };
  await prisma.child.create({ data: child });
  await expect(prisma.parent.create({ data: { name: 'a' } })).rejects.toMatchObject({ code: 'P2002' });
  const twice = await prisma.child.create({ data: child }).catch((error: unknown) => error);
  expect(twice).toMatchObject({ code: 'P2002' });
  expect(String(twice)).toMatch(/parentId.*place/);
  await expect(prisma.child.create({ data: { ...child, place: 2, parentId: 'x' } })).rejects.toMatchObject({
    code: 'P2003',
  });
  await expect(prisma.parent.update({ where: { id: 'x' }, data: { name: 'b' } })).rejects.toMatchObject({
    code: 'P2025',
  });
  await expect(prisma.$queryRaw`SELECT * FROM nowhere`).rejects.toMatchObject({ code: 'P2010' });
});

test('nested writes, upserts and includes', async () => {
  const children = { create: [1, 2].map((place) => ({ place, at: everything.at })) };
  await prisma.parent.create({ data: { name: 'a', children } });
  const [parent] = await prisma.parent.findMany({ include: { children: { orderBy: { place: 'desc' } } } });
  expect((parent?.['children'] as Row[]).map((child) => child['place'])).toEqual([2, 1]);
  await prisma.parent.upsert({ where: { name: 'a' }, create: { name: 'a' }, update: { name: 'b' } });
  expect(await prisma.parent.count({ where: { name: 'b', children: { some: { place: 2 } } } })).toBe(1);
  const broken = { create: [3, 3].map((place) => ({ place, at: everything.at })) };
  await expect(prisma.parent.create({ data: { name: 'c', children: broken } })).rejects.toMatchObject({
    code: 'P2002',
  });
  expect(await prisma.parent.count()).toBe(1);
});

test('many rows at once, and long lists', async () => {
  const parent = await prisma.parent.create({ data: { name: 'a' } });
  const data = Array.from({ length: 12_000 }, (_, place) => ({
    place,
    at: everything.at,
    parentId: parent['id'],
  }));
  expect(await prisma.child.createMany({ data })).toEqual({ count: 12_000 });
  const places = data.map(({ place }) => place);
  expect(await prisma.child.findMany({ where: { place: { in: places } } })).toHaveLength(12_000);
  expect(
    await prisma.child.updateMany({ where: { place: { lt: 10 } }, data: { place: { increment: 20_000 } } }),
  ).toEqual({ count: 10 });
  expect(await prisma.child.deleteMany({ where: { place: { gte: 20_000 } } })).toEqual({ count: 10 });
});

test('interactive and batch transactions keep all or nothing', async () => {
  await prisma.$transaction(async (tx) => {
    await tx.parent.create({ data: { name: 'kept' } });
  });
  const broken = prisma.$transaction(async (tx) => {
    await tx.parent.create({ data: { name: 'undone' } });
    await tx.parent.create({ data: { name: 'kept' } });
  });
  await expect(broken).rejects.toMatchObject({ code: 'P2002' });
  const batch = [
    prisma.parent.create({ data: { name: 'also undone' } }),
    prisma.parent.create({ data: { name: 'kept' } }),
  ];
  await expect(prisma.$transaction(batch)).rejects.toMatchObject({ code: 'P2002' });
  expect((await prisma.parent.findMany()).map((row) => row['name'])).toEqual(['kept']);
});

test('many queries at once, inside and outside of transactions', async () => {
  const work = Array.from({ length: 60 }, (_, i) =>
    i % 3 === 0
      ? prisma
          .$transaction(async (tx) => {
            await tx.parent.create({ data: { name: `t${i}` } });
            if (i % 2 === 0) throw new Error('undo');
          })
          .catch((error: Error) => expect(error.message).toBe('undo'))
      : prisma.parent.create({ data: { name: `s${i}` } }),
  );
  await Promise.all(work);
  expect(await prisma.parent.count()).toBe(40 + 10);
});
