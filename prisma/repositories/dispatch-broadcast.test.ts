import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../client.js';
import { migrate } from '../migrate.js';
import { enqueueBroadcast } from './dispatch-broadcast.js';

/** More than share a commit, twice over. */
const count = 900;

let db: Database;
beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const ids = Array.from({ length: count }, (_, index) => `p${index}`);
  const at = new Date(0);
  await db.prisma.person.createMany({
    data: ids.map((id, index) => {
      const own = { id, alias: id, locale: index % 3 === 0 ? 'en' : 'zh-CN' };
      return { ...own, stationId: 's', role: 'client', createdAt: at, endedAt: index === 1 ? at : null };
    }),
  });
  // The third has no address.
  await db.prisma.contact.createMany({
    data: ids
      .filter((_, index) => index !== 2)
      .map((id) => {
        const place = { id: `c-${id}`, bot: 'b', chat: id, personId: id, locale: 'zh-CN' };
        return { ...place, state: 'active', preferred: true, firstAt: at };
      }),
  });
  await db.prisma.noticeRecipient.createMany({
    data: ids.map((personId, index) => ({
      noticeId: 'n',
      personId,
      state: index === 3 ? 'excluded' : 'included',
    })),
  });
});
afterEach(() => db.close());

const send = () =>
  enqueueBroadcast(db, {
    noticeId: 'n',
    kind: 'notice-message',
    texts: { 'zh-CN': '今天有茶。' },
    fallback: 'Tea today.',
    notBefore: new Date(1),
    expiresAt: null,
    localDay: '2026-12-01',
    now: new Date(1),
  });

it('writes to everyone in the ledger once, in their language, however often it is run', async () => {
  // The ended one, the one without an address and the excluded one get nothing.
  expect(await send()).toBe(count - 3);
  expect(await send()).toBe(0);
  const rows = await db.raw.query<{ text: string; n: number; people: number }>(
    `SELECT "text", count(*) AS "n", count(DISTINCT "personId") AS "people" FROM "Outbox" GROUP BY "text" ORDER BY "text"`,
  );
  expect(rows).toEqual([
    { text: 'Tea today.', n: count / 3 - 1, people: count / 3 - 1 },
    { text: '今天有茶。', n: (count * 2) / 3 - 2, people: (count * 2) / 3 - 2 },
  ]);
});
