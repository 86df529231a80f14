import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from '../client.js';
import { migrate } from '../migrate.js';
import { insertInbox, nextInbox } from './inbox.js';
import { insertOutbox, type NewOutbox } from './outbox.js';
import { sweep } from './retention.js';

const now = new Date('2027-06-01T00:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const rules = { answers: 90, messages: 7, alerts: 3 * 365 };
let db: Database;

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
});
afterEach(() => db.close());

const message = (key: string, kind: string, createdAt: Date, state: 'queued' | 'sent'): NewOutbox => ({
  key,
  contactId: 'contact',
  personId: 'person',
  bot: 'memory',
  lane: 'reply',
  kind,
  proactive: false,
  text: 'words',
  buttons: [],
  notBefore: createdAt,
  createdAt,
  expiresAt: null,
  localDay: null,
  about: null,
  state,
});

async function texts(): Promise<Record<string, string>> {
  const rows = await db.prisma.outbox.findMany();
  return Object.fromEntries(rows.map((row) => [row.key, row.text]));
}

test('the words of a message go seven days after sending, a code after one; what waits keeps its words', async () => {
  await db.transaction((tx) =>
    insertOutbox(tx.raw, [
      message('old', 'check-in', ago(8), 'sent'),
      message('young', 'check-in', ago(6), 'sent'),
      message('code', 'invitation-code', ago(2), 'sent'),
      message('waiting', 'check-in', ago(20), 'queued'),
    ]),
  );
  await db.transaction((tx) => sweep(tx, now, rules));
  expect(await texts()).toEqual({ old: '', young: 'words', code: '', waiting: 'words' });
});

test('answers become weekly averages after ninety days, and sweeping again changes nothing', async () => {
  const answer = (id: string, localDay: string, urge: number) => ({
    data: {
      id,
      personId: 'person',
      kind: 'check-in',
      localDay,
      data: { urge, mood: 'hard' },
      at: new Date(`${localDay}T12:00:00Z`),
    },
  });
  // Monday to Sunday of one week, and one answer that is young enough.
  await db.prisma.answer.create(answer('a', '2027-01-04', 2));
  await db.prisma.answer.create(answer('b', '2027-01-10', 6));
  await db.prisma.answer.create(answer('c', '2027-05-20', 9));
  for (let round = 0; round < 2; round += 1) {
    await db.transaction((tx) => sweep(tx, now, rules));
    const rows = await db.prisma.answer.findMany({ orderBy: { at: 'asc' } });
    expect(rows.map((row) => [row.kind, row.localDay, row.data])).toEqual([
      ['week-average', '2027-01-04', { urge: 4, days: 2 }],
      ['check-in', '2027-05-20', { urge: 9, mood: 'hard' }],
    ]);
  }
});

test('a handled update goes after a week; one that waits never does', async () => {
  await insertInbox(db.raw, [{ bot: 'memory', updateId: '1', payload: 'waits' }], ago(30));
  await insertInbox(db.raw, [{ bot: 'memory', updateId: '2', payload: 'done' }], ago(30));
  await db.prisma.inbox.updateMany({
    where: { updateId: '2' },
    data: { state: 'handled', handledAt: ago(30) },
  });
  await db.transaction((tx) => sweep(tx, now, rules));
  expect((await nextInbox(db.raw))?.payload).toBe('waits');
  expect(await db.prisma.inbox.count()).toBe(1);
});

test('used and expired buttons go, with whatever words they carried', async () => {
  const button = { contactId: 'contact', message: 'm', action: { kind: 'open' }, single: true };
  await db.prisma.button.create({ data: { ...button, token: 'used', expiresAt: ago(-5), usedAt: ago(8) } });
  await db.prisma.button.create({ data: { ...button, token: 'expired', expiresAt: ago(1), usedAt: null } });
  await db.prisma.button.create({ data: { ...button, token: 'good', expiresAt: ago(-5), usedAt: null } });
  await db.transaction((tx) => sweep(tx, now, rules));
  expect((await db.prisma.button.findMany()).map((row) => row.token)).toEqual(['good']);
});
