import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { VirtualClock } from '../../scheduler/clock.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { testLocales } from '../../test/support/context.js';
import type { Outbound } from '../channels/channel.js';
import { createAlarm, type Alarm } from './alarm.js';

let db: Database;
let clock: VirtualClock;
let alarm: Alarm;
let told: string[];

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await seed();
  clock = new VirtualClock(new Date('2026-12-01T02:00:00Z'));
  told = [];
  alarm = createAlarm(deps());
});
afterEach(() => db.close());

const deps = () => ({ db, clock, locales: testLocales(), tell: (line: string) => void told.push(line) });

/** An operator with an address on each of two bots, one who has left, and a worker. */
async function seed(): Promise<void> {
  const at = new Date('2026-12-01T00:00:00Z');
  const person = { stationId: 's', locale: 'en', workerId: null, createdAt: at, endedAt: null };
  await db.prisma.person.createMany({
    data: [
      { ...person, id: 'operator', role: 'operator', alias: 'Op' },
      { ...person, id: 'gone', role: 'operator', alias: 'Gone', endedAt: at },
      { ...person, id: 'worker', role: 'worker', alias: 'Lin' },
    ],
  });
  const contact = { locale: 'en', state: 'active', preferred: false, firstAt: at, lastInAt: at };
  await db.prisma.contact.createMany({
    data: [
      { ...contact, id: 'operator-main', bot: 'telegram', chat: '1', personId: 'operator', preferred: true },
      { ...contact, id: 'operator-staff', bot: 'telegram-staff', chat: '1', personId: 'operator' },
      { ...contact, id: 'gone-staff', bot: 'telegram-staff', chat: '2', personId: 'gone' },
      { ...contact, id: 'worker-staff', bot: 'telegram-staff', chat: '3', personId: 'worker' },
    ],
  });
}

const down: Trouble = { code: 'channel.down', bot: 'telegram', detail: {} };

async function written() {
  await alarm.settled();
  return db.prisma.outbox.findMany({
    select: { bot: true, contactId: true, text: true, proactive: true },
    orderBy: { id: 'asc' },
  });
}

it('tells the terminal, and the operator over another bot than the one in trouble', async () => {
  alarm.trouble(down);
  const rows = await written();
  expect(rows).toMatchObject([{ bot: 'telegram-staff', contactId: 'operator-staff', proactive: false }]);
  expect(rows[0]!.text).toContain('telegram');
  expect(told).toEqual([expect.stringMatching(/^ALARM channel\.down \(telegram\)/u)]);
});

it('uses the preferred address where no bot is in trouble, and writes to nobody else', async () => {
  alarm.trouble({ code: 'outbox.late', bot: null, detail: { lane: 'crisis', seconds: 150 } });
  const rows = await written();
  expect(rows.map(({ contactId }) => contactId)).toEqual(['operator-main']);
  expect(rows[0]!.text).toContain('3');
  expect(told[0]).toContain('lane crisis, seconds 150');
});

it('tells the same again only after an hour, and another trouble at once', async () => {
  alarm.trouble(down);
  alarm.trouble(down);
  clock.advance(59 * 60_000);
  alarm.trouble(down);
  alarm.trouble({ ...down, code: 'channel.throttled' });
  expect(await written()).toHaveLength(2);
  clock.advance(2 * 60_000);
  alarm.trouble(down);
  expect(await written()).toHaveLength(3);
});

it('takes a refused token as an alarm, a lost connection not yet', async () => {
  alarm.event({ bot: 'telegram', type: 'offline', detail: 'no connection' });
  expect(await written()).toEqual([]);
  alarm.event({ bot: 'telegram', type: 'unauthorized', detail: 'x' });
  expect(await written()).toHaveLength(1);
});

it('has a sentence for every trouble in every language', () => {
  const codes: Trouble['code'][] = [
    'channel.down',
    'channel.unauthorized',
    'channel.throttled',
    'outbox.loop',
    'due.late',
    'outbox.late',
    'inbox.late',
    'due.failed',
    'inbox.failed',
    'heartbeat.late',
    'clock.back',
  ];
  for (const code of codes) {
    for (const locale of ['zh-CN', 'en'])
      expect(
        testLocales().render({ key: `alarm:${code}`, params: { bot: 'b', minutes: 3 } }, locale, 'UTC'),
      ).not.toBe('');
  }
});

it('wakes whoever sends once the alarm is written', async () => {
  let woken = 0;
  alarm = createAlarm({ ...deps(), written: () => (woken += 1) });
  alarm.trouble(down);
  await alarm.settled();
  expect(woken).toBe(1);
});

it('uses the bot in trouble where there is no other, unless it is the bot that is down', async () => {
  await db.prisma.contact.deleteMany({ where: { id: 'operator-staff' } });
  alarm.trouble({ code: 'outbox.late', bot: 'telegram', detail: { lane: 'reply', seconds: 150 } });
  alarm.trouble(down);
  expect((await written()).map(({ contactId }) => contactId)).toEqual(['operator-main']);
});

it('is sent past the outbox when nothing can be written', async () => {
  const sent: Outbound[] = [];
  alarm = createAlarm({ ...deps(), straight: (message) => Promise.resolve(sent.push(message)) });
  await alarm.settled();
  await db.close();
  alarm.trouble({ code: 'heartbeat.late', bot: null, detail: { seconds: 61 } });
  await alarm.settled();
  expect(sent.map(({ address }) => address)).toEqual([{ bot: 'telegram', chat: '1' }]);
  expect(told).toHaveLength(1);
});

it('is sent past the outbox when the database hangs', async () => {
  const sent: Outbound[] = [];
  const straight = (message: Outbound) => Promise.resolve(sent.push(message));
  const hanging = { ...db, transaction: db.transaction };
  alarm = createAlarm({ ...deps(), db: hanging, straight });
  await alarm.settled();
  hanging.transaction = () => new Promise(() => undefined);
  alarm.trouble({ code: 'heartbeat.late', bot: null, detail: { seconds: 61 } });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(15_000);
  await alarm.settled();
  expect(sent).toHaveLength(1);
});

it('a database in trouble does not silence the terminal', async () => {
  await db.close();
  alarm.trouble(down);
  await alarm.settled();
  expect(told).toHaveLength(2);
  expect(told[1]).toContain('could not be told');
});
