import { expect } from 'vitest';
import type { ClaimedOutbox, OutboxEnd } from '../../prisma/repositories/outbox.js';
import type { OutboxStore } from '../../prisma/repositories/stores.js';
import type { Backend } from './backend.js';
import { after, claimBy, message, NOW, times } from './rows.js';

/** One promise of the contract; `run` throws when it is broken. The queues are empty before each. */
export interface Case {
  readonly name: string;
  run(backend: Backend): Promise<void>;
}

const sent: OutboxEnd = { state: 'sent', at: NOW, providerRef: 'ref' };
const take = (store: OutboxStore, owner = 'a', now = NOW, bots = ['clients'], limit = 200) =>
  store.claim({ ...claimBy(owner, now, limit), bots });
const keys = (rows: readonly ClaimedOutbox[]) => rows.map(({ key }) => key);

/** Claims and sends until nothing is left; what it took, in order. */
async function drain(store: OutboxStore, owner: string): Promise<ClaimedOutbox[]> {
  const all: ClaimedOutbox[] = [];
  for (let idle = 0; idle < 3;) {
    const rows = await take(store, owner, NOW, ['clients'], 20);
    idle = rows.length === 0 ? idle + 1 : 0;
    all.push(...rows);
    await store.endMany(rows.map((claim) => ({ claim, result: sent })));
  }
  return all;
}

export const outboxCases: readonly Case[] = [
  {
    name: 'two claimers at once: each row is taken once, none is lost, and each contact’s rows come in order',
    run: async ({ first, second, raw }) => {
      const rows = times(400, (i) =>
        message(`k${String(i).padStart(3, '0')}`, { contactId: `c${i % 90}`, lane: 'bulk' }),
      );
      expect(await first.outbox.insert(rows)).toBe(400);
      const [a, b] = await Promise.all([drain(first.outbox, 'a'), drain(second.outbox, 'b')]);
      const both = [...a, ...b, ...(await drain(first.outbox, 'a'))];
      expect(keys(both).sort()).toEqual(rows.map(({ key }) => key));
      for (const taken of [a, b]) {
        for (const contact of new Set(taken.map(({ contactId }) => contactId))) {
          const ids = taken.filter(({ contactId }) => contactId === contact).map(({ id }) => id);
          expect(ids).toEqual([...ids].sort((x, y) => x - y));
        }
      }
      const states = await raw.query(`SELECT "state", "attempt", count(*) AS n FROM "Outbox" GROUP BY 1, 2`);
      expect(states).toEqual([{ state: 'sent', attempt: 1, n: 400 }]);
    },
  },
  {
    name: 'the mark that ends a claim names owner and lease: a slow owner cannot overwrite a new one',
    run: async ({ first, second, raw }) => {
      await first.outbox.insert([message('k')]);
      const [slow] = await take(first.outbox, 'a');
      expect(await second.outbox.end({ ...slow!, owner: 'b' }, sent)).toBe(false);
      expect(
        await first.outbox.end(slow!, { state: 'errored', notBefore: NOW, error: 'send.throttled' }),
      ).toBe(true);
      const [again] = await take(second.outbox, 'a');
      expect(again).toMatchObject({ key: 'k', attempt: 2, lease: slow!.lease + 1 });
      expect(await first.outbox.end(slow!, { state: 'failed', error: 'late' })).toBe(false);
      expect(await first.outbox.endMany([{ claim: slow!, result: sent }])).toEqual(new Set());
      expect(await second.outbox.end(again!, sent)).toBe(true);
      expect(await second.outbox.end(again!, { state: 'failed', error: 'twice' })).toBe(false);
      const [row] = await raw.query(
        `SELECT "state", "error", "owner", "sentAt", "providerRef" FROM "Outbox"`,
      );
      expect(row).toEqual({
        state: 'sent',
        error: null,
        owner: null,
        sentAt: NOW.getTime(),
        providerRef: 'ref',
      });
    },
  },
  {
    name: 'a lease that ran out leaves unknown, not a blind repeat',
    run: async ({ first, second, raw }) => {
      await first.outbox.insert([message('k')]);
      const [slow] = await take(first.outbox, 'a');
      expect(await second.outbox.reclaim(after(59))).toEqual([]);
      expect(await second.outbox.reclaim(after(60))).toMatchObject([{ id: slow!.id }]);
      expect(await take(second.outbox, 'b', after(61))).toEqual([]);
      expect(await first.outbox.end(slow!, sent)).toBe(false);
      expect(await raw.query(`SELECT "state" FROM "Outbox"`)).toEqual([{ state: 'unknown' }]);
    },
  },
  {
    name: 'of one contact one row is on its way at a time, and one that will be tried again keeps its place',
    run: async ({ first, second }) => {
      await first.outbox.insert(times(3, (i) => message(`k${i}`)));
      const [row] = await take(first.outbox);
      expect(row?.key).toBe('k0');
      expect(await take(second.outbox, 'b')).toEqual([]);
      await first.outbox.end(row!, { state: 'errored', notBefore: after(5), error: 'send.throttled' });
      expect(await take(second.outbox, 'b', after(4))).toEqual([]);
      expect(keys(await drainAt(second.outbox, after(5)))).toEqual(['k0', 'k1', 'k2']);
    },
  },
  {
    name: 'the crisis lane goes first and waits for nobody',
    run: async ({ first }) => {
      await first.outbox.insert([message('bulk', { lane: 'bulk', contactId: 'd' }), message('reply')]);
      expect(keys(await take(first.outbox))).toEqual(['reply', 'bulk']);
      await first.outbox.insert([message('later'), message('crisis', { lane: 'crisis' })]);
      expect(keys(await take(first.outbox))).toEqual(['crisis']);
    },
  },
  {
    name: 'an answer does not wait behind a broadcast to the same person, and only one of the two is on its way',
    run: async ({ first }) => {
      await first.outbox.insert([
        message('bulk', { lane: 'bulk' }),
        message('reminder', { lane: 'reminder' }),
        message('reply'),
      ]);
      expect(keys(await drainAt(first.outbox, NOW))).toEqual(['reply', 'reminder', 'bulk']);
    },
  },
  {
    name: 'a row waits for its not-before, and nobody waits for it until then',
    run: async ({ first }) => {
      await first.outbox.insert([message('morning', { notBefore: after(3600) }), message('now')]);
      expect(keys(await drainAt(first.outbox, NOW))).toEqual(['now']);
      expect(keys(await drainAt(first.outbox, after(3600)))).toEqual(['morning']);
    },
  },
  {
    name: 'a row past its expiry is handed out with it, so that it ends with a reason',
    run: async ({ first, raw }) => {
      await first.outbox.insert([message('stale', { expiresAt: after(1) })]);
      const [row] = await take(first.outbox, 'a', after(2));
      expect(row?.expiresAt).toEqual(after(1));
      await first.outbox.end(row!, { state: 'expired', error: 'stale' });
      expect(await raw.query(`SELECT "state", "error" FROM "Outbox"`)).toEqual([
        { state: 'expired', error: 'stale' },
      ]);
    },
  },
  {
    name: 'a key is written once; the second writing changes nothing',
    run: async ({ first, second }) => {
      expect(await first.outbox.insert([message('k'), message('k', { text: 'second' })])).toBe(1);
      expect(
        await second.outbox.insert([message('k', { text: 'third' }), message('other', { contactId: 'd' })]),
      ).toBe(1);
      expect((await take(first.outbox)).map(({ text }) => text)).toEqual(['text of k', 'text of other']);
    },
  },
  {
    name: 'only the bots asked for, and the broadcast of one does not fill the batch of both',
    run: async ({ first }) => {
      const bulk = (bot: string, count: number) =>
        times(count, (i) => message(`${bot}${i}`, { bot, contactId: `${bot}${i}`, lane: 'bulk' }));
      await first.outbox.insert([...bulk('clients', 50), ...bulk('staff', 3), ...bulk('down', 5)]);
      const bots = (await take(first.outbox, 'a', NOW, ['clients', 'staff'], 20)).map(({ bot }) => bot);
      expect(bots.filter((bot) => bot === 'clients')).toHaveLength(17);
      expect(bots.filter((bot) => bot === 'staff')).toHaveLength(3);
    },
  },
  {
    name: 'a contact with thousands of rows hides nobody behind it',
    run: async ({ first }) => {
      const flood = times(1_500, (i) => message(`f${i}`, { lane: 'bulk' }));
      await first.outbox.insert([
        ...flood,
        ...times(30, (i) => message(`k${i}`, { lane: 'bulk', contactId: `d${i}` })),
      ]);
      expect(keys(await take(first.outbox)).sort()).toEqual(['f0', ...times(30, (i) => `k${i}`)].sort());
    },
  },
  {
    name: 'many ends in one statement: each as it ended, and the ids that counted',
    run: async ({ first, raw }) => {
      await first.outbox.insert(times(4, (i) => message(`k${i}`, { contactId: `c${i}` })));
      const [a, b, c, d] = await take(first.outbox);
      const ended = await first.outbox.endMany([
        { claim: a!, result: sent },
        { claim: b!, result: { state: 'errored', notBefore: after(9), error: 'send.throttled' } },
        { claim: c!, result: { state: 'failed', error: 'send.rejected' } },
        { claim: { ...d!, lease: 99 }, result: sent },
      ]);
      expect([...ended].sort((x, y) => x - y)).toEqual([a!.id, b!.id, c!.id]);
      expect(await raw.query(`SELECT "state", "error", "notBefore" FROM "Outbox" ORDER BY "id"`)).toEqual([
        { state: 'sent', error: null, notBefore: NOW.getTime() },
        { state: 'errored', error: 'send.throttled', notBefore: after(9).getTime() },
        { state: 'failed', error: 'send.rejected', notBefore: NOW.getTime() },
        { state: 'sending', error: null, notBefore: NOW.getTime() },
      ]);
    },
  },
  {
    name: 'what is written is what is claimed, to the millisecond; a text that no database takes does not hurt its neighbours',
    run: async ({ first, raw }) => {
      await raw.exec(`DELETE FROM "Contact"`);
      await raw.exec(
        `INSERT INTO "Contact" ("id","bot","chat","locale","state","preferred","firstAt") VALUES (?,?,?,?,?,?,?)`,
        ...['c', 'clients', 'chat-7', 'zh-CN', 'active', true, NOW],
      );
      const buttons = [[{ token: 't', label: '好' }]];
      const full = message('k', {
        buttons,
        proactive: true,
        expiresAt: after(60),
        about: 'due:1',
        image: 'card',
        personId: 'p',
      });
      await first.outbox.insert([full, message('odd', { contactId: 'd', text: 'a\0b\ud800c 🙂' })]);
      const [row, odd] = await take(first.outbox);
      const { createdAt: _createdAt, notBefore: _notBefore, ...kept } = full;
      expect(row).toMatchObject({ ...kept, chat: 'chat-7', owner: 'a', attempt: 1 });
      expect(odd?.text).toBe('a\uFFFDb\uFFFDc 🙂');
      const [times] = await raw.query(`SELECT "createdAt", "proactive" FROM "Outbox" WHERE "key" = 'k'`);
      expect(times).toEqual({ createdAt: NOW.getTime(), proactive: 1 });
    },
  },
  {
    name: 'what is cancelled is not claimed; the crisis lane and what is on its way are not cancelled',
    run: async ({ first }) => {
      await first.outbox.insert([message('going')]);
      await take(first.outbox);
      await first.outbox.insert([message('waiting'), message('crisis', { lane: 'crisis' })]);
      expect(await first.outbox.cancel({ contactId: 'c' }, 'contact-stopped')).toBe(1);
      expect(keys(await take(first.outbox))).toEqual(['crisis']);
    },
  },
];

/** Claims and sends one after the other at one moment. */
async function drainAt(store: OutboxStore, now: Date): Promise<ClaimedOutbox[]> {
  const all: ClaimedOutbox[] = [];
  for (;;) {
    const rows = await take(store, 'a', now);
    if (rows.length === 0) return all;
    all.push(...rows);
    await store.endMany(rows.map((claim) => ({ claim, result: sent })));
  }
}
