import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from '../client.js';
import { migrate } from '../migrate.js';
import { insertInbox, nextInbox } from './inbox.js';
import { insertOutbox, type NewOutbox } from './outbox.js';
import { sweep } from './retention.js';

const now = new Date('2027-06-01T00:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const rules = { answers: 90, messages: 7, alerts: 3 * 365, wishes: 30, blocks: 90, ended: 90 };
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

test('expired buttons go, with whatever words they carried', async () => {
  const button = { contactId: 'contact', choices: [{ action: { kind: 'open' }, again: false }] };
  await db.prisma.button.create({ data: { ...button, token: 'expired', expiresAt: ago(1) } });
  await db.prisma.button.create({ data: { ...button, token: 'good', expiresAt: ago(-5) } });
  await db.transaction((tx) => sweep(tx, now, rules));
  expect((await db.prisma.button.findMany()).map((row) => row.token)).toEqual(['good']);
});

async function enrol(personId: string, state: 'active' | 'stopped', stoppedAt: Date | null): Promise<void> {
  const plan = { programme: 'golden-three-months', revision: 1, zone: 'Asia/Shanghai', hour: '20:00' };
  const rest = { deadlineDays: 15, seed: 's', crisisChoice: 'ask', preview: 'normal', enrolledAt: ago(400) };
  const releaseOn = day(ago(400));
  await db.prisma.enrolment.create({
    data: { id: personId, personId, ...plan, ...rest, releaseOn, state, stoppedAt },
  });
}

const day = (at: Date) => at.toISOString().slice(0, 10);

async function left(table: string, column = 'id'): Promise<string[]> {
  const rows = await db.raw.query<{ name: string }>(`SELECT "${column}" AS name FROM "${table}" ORDER BY 1`);
  return rows.map(({ name }) => name);
}

test('a wish for leave that came to nothing goes after a month; granted leave stays while the programme runs', async () => {
  await enrol('here', 'active', null);
  const leave = (id: string, state: string, last: Date, decidedAt: Date | null, returnedAt: Date | null) =>
    db.prisma.leave.create({
      data: {
        id,
        personId: 'here',
        fromDay: day(last),
        toDay: day(last),
        away: true,
        state,
        askedAt: last,
        decidedAt,
        returnedAt,
      },
    });
  await leave('asked-old', 'asked', ago(31), null, null);
  await leave('asked-young', 'asked', ago(29), null, null);
  await leave('declined-old', 'declined', ago(-20), ago(31), null);
  await leave('declined-young', 'declined', ago(40), ago(29), null);
  await leave('dropped-old', 'returned', ago(-20), null, ago(31));
  await leave('granted', 'returned', ago(300), ago(301), ago(299));
  await leave('running', 'approved', ago(-3), ago(5), null);
  await leave('beyond-the-term', 'approved', ago(3 * 365 + 1), ago(3 * 365 + 2), null);
  await db.transaction((tx) => sweep(tx, now, rules));
  expect(await left('Leave')).toEqual(['asked-young', 'declined-young', 'granted', 'running']);
});

test('closer days go ninety days after they began', async () => {
  await enrol('here', 'active', null);
  for (const days of [89, 91])
    await db.prisma.block.create({
      data: { id: `b${days}`, personId: 'here', fromDay: day(ago(days)), openedAt: ago(days) },
    });
  await db.transaction((tx) => sweep(tx, now, rules));
  expect(await left('Block')).toEqual(['b89']);
});

test('what somebody switched off holds as long as they are there, and ninety days beyond', async () => {
  await enrol('here', 'active', null);
  await enrol('just-left', 'stopped', ago(89));
  await enrol('long-gone', 'stopped', ago(91));
  for (const personId of ['here', 'just-left', 'long-gone']) {
    await db.prisma.muted.create({ data: { personId, category: 'group', at: ago(300) } });
    const dates = { fromDay: day(ago(200)), toDay: day(ago(199)), askedAt: ago(201), decidedAt: ago(200) };
    await db.prisma.leave.create({
      data: { id: personId, personId, away: false, state: 'approved', ...dates },
    });
  }
  await db.transaction((tx) => sweep(tx, now, rules));
  expect(await left('Muted', 'personId')).toEqual(['here', 'just-left']);
  expect(await left('Leave')).toEqual(['here', 'just-left']);
});
