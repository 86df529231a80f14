import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { VirtualClock } from '../scheduler/clock.js';
import { testStation } from '../test/support/context.js';
import { assemble } from './assemble.js';
import type { Bot } from './bot.js';
import type { Channel, Inbound, Outbound } from './channels/channel.js';
import { createMemoryChannel } from './channels/memory/index.js';
import { seededRandom } from './random.js';
import { seedStation } from './seed/station.js';

/** Two slots a second: one for each of two cries, none for a third. */
const limit = { perBot: { sends: 2, ms: 1_000 } };

let db: Database;
let clock: VirtualClock;
let bot: Bot;
let sent: Outbound[];

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  clock = new VirtualClock(new Date('2026-12-01T12:00:00Z'));
  sent = [];
  const log = { warn: () => undefined, error: () => undefined };
  const random = seededRandom(7);
  await db.transaction((tx) => seedStation(tx, testStation, [], random, clock.now()));
  const channels = [watched()];
  ({ bot } = assemble({ db, clock, channels, random, log, owner: 'a', budget: () => limit }));
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  await db.close();
});

function watched(): Channel {
  const memory = createMemoryChannel({ bot: 'b' });
  for (const chat of ['1', '2', '3']) memory.person(chat);
  const send = (message: Outbound) => {
    sent.push(message);
    return memory.send(message);
  };
  return Object.assign(Object.create(memory) as Channel, { send });
}

const cry = (chat: string): Inbound => ({
  address: { bot: 'b', chat },
  updateId: `u${chat}`,
  scope: 'private',
  sender: chat,
  kind: 'text',
  text: '我不想活了，今晚就自杀',
  token: null,
  messageRef: '1',
  edited: false,
  language: 'zh-hans',
  at: clock.now(),
});

const cards = () => sent.filter((message) => message.key.startsWith('card:'));

it('sends a crisis card as urgent, past the outbox', async () => {
  await bot.receive([cry('1')]);
  expect(cards().map(({ address, urgent }) => [address.chat, urgent])).toEqual([['1', true]]);
});

it('counts crisis cards against what the provider allows', async () => {
  await bot.receive([cry('1'), cry('2')]);
  expect(cards()).toHaveLength(2);
  const third = bot.receive([cry('3')]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(cards()).toHaveLength(2);
  clock.advance(1_001);
  await third;
  expect(cards()).toHaveLength(3);
});
