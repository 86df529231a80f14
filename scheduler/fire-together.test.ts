import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database, type Tx } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { fireTogether } from './fire-together.js';

let db: Database;

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
});

afterEach(() => db.close());

const write = (tx: Tx, name: number) =>
  tx.raw.exec(`INSERT INTO "Setting" ("key","value","updatedAt") VALUES (?,'1',0)`, String(name));

async function written(): Promise<number[]> {
  const rows = await db.raw.query<{ key: string }>('SELECT "key" FROM "Setting" ORDER BY rowid');
  return rows.map(({ key }) => Number(key));
}

const nothing = () => Promise.resolve();
const rows = Array.from({ length: 20 }, (_, index) => index);

it('fires all in order', async () => {
  const alone: number[] = [];
  const between: number[] = [];
  await fireTogether(db, rows, {
    open: (tx) => ({ one: async (row) => void (await write(tx, row)), close: nothing }),
    alone: async (row) => void alone.push(row),
    between: async () => void between.push((await written()).length),
    shareMs: 0,
  });
  expect([await written(), alone]).toEqual([rows, []]);
  // After each commit whoever waits may come between.
  expect(between).toEqual(rows.map((row) => row + 1));
});

it('undoes nothing but the bad row when one throws', async () => {
  const failed: number[] = [];
  const one = async (tx: Tx, row: number) => {
    await write(tx, row);
    if (row === 7) throw new Error('bad');
  };
  const alone = async (row: number) => {
    await db.transaction((tx) => one(tx, row)).catch(() => failed.push(row));
  };
  const open = (tx: Tx) => ({ one: (row: number) => one(tx, row), close: nothing });
  await fireTogether(db, rows, { open, alone, between: nothing });
  expect([(await written()).sort((a, b) => a - b), failed]).toEqual([rows.filter((row) => row !== 7), [7]]);
});

it('undoes all of a transaction whose end fails, and fires each row alone', async () => {
  const alone: number[] = [];
  const open = (tx: Tx) => ({
    one: async (row: number) => void (await write(tx, row)),
    close: () => Promise.reject(new Error('a lease was lost')),
  });
  await fireTogether(db, rows, { open, alone: async (row) => void alone.push(row), between: nothing });
  expect([await written(), alone]).toEqual([[], rows]);
});
