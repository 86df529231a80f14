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

const rows = Array.from({ length: 20 }, (_, index) => index);

it('fires all in order', async () => {
  const alone: number[] = [];
  await fireTogether(
    db,
    rows,
    async (tx, row) => void (await write(tx, row)),
    async (row) => void alone.push(row),
  );
  expect([await written(), alone]).toEqual([rows, []]);
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
  await fireTogether(db, rows, one, alone);
  expect([(await written()).sort((a, b) => a - b), failed]).toEqual([rows.filter((row) => row !== 7), [7]]);
});
