import { expect } from 'vitest';
import type { ClaimedInbox } from '../../prisma/repositories/inbox.js';
import type { InboxStore } from '../../prisma/repositories/stores.js';
import type { Case } from './outbox-cases.js';
import { after, claimBy, NOW, times, update } from './rows.js';

const ids = (rows: readonly ClaimedInbox[]) => rows.map(({ updateId }) => updateId);

async function drain(store: InboxStore, owner: string): Promise<ClaimedInbox[]> {
  const all: ClaimedInbox[] = [];
  for (let idle = 0; idle < 3;) {
    const rows = await store.claim(claimBy(owner, NOW, 20));
    idle = rows.length === 0 ? idle + 1 : 0;
    for (const row of rows) if (await store.end(row, NOW)) all.push(row);
  }
  return all;
}

export const inboxCases: readonly Case[] = [
  {
    name: 'an update is stored once by bot and update id, however often it comes',
    run: async ({ first, second }) => {
      expect(await first.inbox.insert([update('1', 'x'), update('1', 'x'), update('2', 'x')], NOW)).toBe(2);
      expect(await second.inbox.insert([update('2', 'x'), { ...update('2', 'x'), bot: 'staff' }], NOW)).toBe(
        1,
      );
    },
  },
  {
    name: 'two receivers of the same updates at once store each once',
    run: async ({ first, second, raw }) => {
      const some = times(200, (i) => update(`${i}`, 'x'));
      const counts = await Promise.all([
        first.inbox.insert(some, NOW),
        second.inbox.insert([...some].reverse(), NOW),
      ]);
      expect(counts[0] + counts[1]).toBe(200);
      expect(await raw.query(`SELECT count(*) AS n FROM "Inbox"`)).toEqual([{ n: 200 }]);
    },
  },
  {
    name: 'updates of one chat are handled one after the other, in order; another chat does not wait',
    run: async ({ first, second }) => {
      await first.inbox.insert([update('1', 'x'), update('2', 'x'), update('3', 'y')], NOW);
      const [one, three] = await first.inbox.claim(claimBy('a'));
      expect([one?.updateId, three?.updateId]).toEqual(['1', '3']);
      expect(await second.inbox.claim(claimBy('b'))).toEqual([]);
      expect(await first.inbox.fail(one!, 3)).toBe('new');
      expect(ids(await second.inbox.claim(claimBy('b')))).toEqual(['1']);
    },
  },
  {
    name: 'two workers at once: each update is handled once, none is lost, each chat in order',
    run: async ({ first, second }) => {
      await first.inbox.insert(
        times(300, (i) => update(`${i}`, `x${i % 40}`)),
        NOW,
      );
      const [a, b] = await Promise.all([drain(first.inbox, 'a'), drain(second.inbox, 'b')]);
      const both = [...a, ...b, ...(await drain(first.inbox, 'a'))];
      expect(
        ids(both)
          .map(Number)
          .sort((x, y) => x - y),
      ).toEqual(times(300, (i) => i));
    },
  },
  {
    name: 'a chat that floods hides nobody behind it',
    run: async ({ first }) => {
      await first.inbox.insert(
        [...times(1_500, (i) => update(`f${i}`, 'flood')), update('1', 'x'), update('2', 'y')],
        NOW,
      );
      expect(ids(await first.inbox.claim(claimBy('a'))).sort()).toEqual(['1', '2', 'f0']);
    },
  },
  {
    name: 'its content and its chat are gone once it is handled',
    run: async ({ first, raw }) => {
      await first.inbox.insert([update('1', 'x')], NOW);
      const [row] = await first.inbox.claim(claimBy('a'));
      expect(JSON.parse(row!.payload)).toEqual({ updateId: '1' });
      expect(row!.receivedAt).toEqual(NOW);
      expect(await first.inbox.end(row!, after(1))).toBe(true);
      const [kept] = await raw.query(`SELECT "payload", "chat", "state", "handledAt" FROM "Inbox"`);
      expect(kept).toEqual({ payload: null, chat: '', state: 'handled', handledAt: after(1).getTime() });
    },
  },
  {
    name: 'a holder that dies loses its claim, which counts as an attempt, and can end it no more',
    run: async ({ first, second }) => {
      await first.inbox.insert([update('1', 'x')], NOW);
      const [slow] = await first.inbox.claim(claimBy('a'));
      expect(await second.inbox.reclaim(after(59), 3)).toEqual([]);
      expect(await second.inbox.reclaim(after(60), 3)).toEqual([{ id: slow!.id, state: 'new' }]);
      const [row] = await second.inbox.claim(claimBy('a', after(60)));
      expect(row).toMatchObject({ attempt: 1, lease: slow!.lease + 1 });
      expect(await first.inbox.end(slow!, after(61))).toBe(false);
      expect(await first.inbox.fail(slow!, 3)).toBeNull();
      expect(await second.inbox.end(row!, after(61))).toBe(true);
    },
  },
  {
    name: 'after so many attempts it is set aside with its content, and the chat goes on',
    run: async ({ first, raw }) => {
      await first.inbox.insert([update('1', 'x'), update('2', 'x')], NOW);
      const results: unknown[] = [];
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const [row] = await first.inbox.claim(claimBy('a'));
        results.push(row?.updateId, await first.inbox.fail(row!, 2));
      }
      expect(results).toEqual(['1', 'new', '1', 'failed']);
      expect(ids(await first.inbox.claim(claimBy('a')))).toEqual(['2']);
      const [aside] = await raw.query<{ payload: string }>(
        `SELECT "payload" FROM "Inbox" WHERE "state" = 'failed'`,
      );
      expect(JSON.parse(aside!.payload)).toEqual({ updateId: '1' });
    },
  },
  {
    name: 'an update with characters that no database takes is stored like any other',
    run: async ({ first }) => {
      const payload = JSON.stringify({ text: 'a\0b\ud800c \\u0000 🙂' });
      await first.inbox.insert([{ ...update('1', 'x'), payload }, update('2', 'y')], NOW);
      const rows = await first.inbox.claim(claimBy('a'));
      expect(rows.map((row) => JSON.parse(row.payload) as unknown)).toEqual([
        { text: 'a\uFFFDb\uFFFDc \\u0000 🙂' },
        { updateId: '2' },
      ]);
    },
  },
];
