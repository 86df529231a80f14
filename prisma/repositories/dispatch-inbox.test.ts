import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../client.js';
import { migrate } from '../migrate.js';
import { storeUpdates } from './dispatch-inbox.js';

let db: Database;
const now = new Date('2026-12-01T02:00:00Z');
const row = (id: number) => ({ bot: 'b', updateId: String(id), payload: `{"id":${id}}`, chat: '42' });

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
});

afterEach(() => db.close());

async function stored(): Promise<string[]> {
  const rows = await db.raw.query<{ updateId: string }>('SELECT "updateId" FROM "Inbox" ORDER BY "id"');
  return rows.map(({ updateId }) => updateId);
}

it('has stored when it resolves, in the order of arrival, repeats folded', async () => {
  await Promise.all([1, 2, 3, 2, 4].map((id) => storeUpdates(db, [row(id)], now)));
  await storeUpdates(db, [row(4), row(5), row(5)], now);
  expect(await stored()).toEqual(['1', '2', '3', '4', '5']);
  const [kept] = await db.raw.query('SELECT * FROM "Inbox" WHERE "updateId" = \'3\'');
  expect(kept).toMatchObject({ payload: '{"id":3}', chat: '42', state: 'new', receivedAt: now.getTime() });
});

it('lets updates that arrive together share commits', async () => {
  let commits = 0;
  const counted = {
    ...db,
    write: <T>(fn: Parameters<typeof db.write<T>>[0]) => ((commits += 1), db.write(fn)),
  };
  await Promise.all(Array.from({ length: 200 }, (_, id) => storeUpdates(counted, [row(id)], now)));
  expect((await stored()).length).toBe(200);
  expect(commits).toBeLessThanOrEqual(2);
});

it('rejects only the batch that cannot be stored', async () => {
  await storeUpdates(db, [row(0)], now);
  const bad = { ...row(7), updateId: null as unknown as string };
  const results = await Promise.allSettled([row(1), bad, row(2)].map((one) => storeUpdates(db, [one], now)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await stored()).toEqual(['0', '1', '2']);
});
