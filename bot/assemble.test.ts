import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { VirtualClock } from '../scheduler/clock.js';
import { testStation } from '../test/support/context.js';
import { inboundOf } from '../test/support/inbound.js';
import { assemble } from './assemble.js';
import type { Bot } from './bot.js';
import type { Channel, ChannelHost, Inbound, Outbound } from './channels/channel.js';
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
  sent = [];
  clock = new VirtualClock(new Date('2026-12-01T12:00:00Z'));
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await db.transaction((tx) => seedStation(tx, testStation, [], seededRandom(7), clock.now()));
});
afterEach(async () => {
  await bot.stop();
  await db.close();
});

function made(channels: readonly Channel[]): Bot {
  const log = { warn: () => undefined, error: () => undefined };
  const parts = { db, clock, channels, random: seededRandom(7), log, owner: 'a', budget: () => limit };
  bot = assemble(parts).bot;
  return bot;
}

/** A channel whose sends are noted; `begins` stands before its start. */
function watched(
  begins: (host: ChannelHost) => Promise<void> = () => Promise.resolve(),
  name = 'b',
): Channel {
  const memory = createMemoryChannel({ bot: name });
  for (const chat of ['1', '2', '3']) memory.person(chat);
  const send = (message: Outbound) => {
    sent.push(message);
    return memory.send(message);
  };
  const start = (host: ChannelHost) => begins(host).then(() => memory.start(host));
  return Object.assign(Object.create(memory) as Channel, { send, start });
}

const cry = (chat: string): Inbound =>
  inboundOf('我不想活了，今晚就自杀', { address: { bot: 'b', chat }, sender: chat });

const cards = () => sent.filter((message) => message.key.startsWith('card:'));

it('sends a crisis card as urgent, past the outbox', async () => {
  await made([watched()]).start();
  await bot.receive([cry('1')]);
  expect(cards().map(({ address, urgent }) => [address.chat, urgent])).toEqual([['1', true]]);
});

it('counts crisis cards against what the provider allows', async () => {
  await made([watched()]).start();
  await bot.receive([cry('1'), cry('2')]);
  expect(cards()).toHaveLength(2);
  const third = bot.receive([cry('3')]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(cards()).toHaveLength(2);
  clock.advance(1_001);
  await third;
  expect(cards()).toHaveLength(3);
});

it('answers a cry that comes before its channel is known to be up', async () => {
  await made([watched((host) => host.receive([cry('1')]))]).start();
  expect(cards().map(({ address }) => address.chat)).toEqual(['1']);
});

it('starts the other channels while one takes its time', async () => {
  let isSlowUp: () => void = () => undefined;
  const slow = watched(() => new Promise((resolve) => (isSlowUp = resolve)), 'slow');
  const started = new Promise<void>((resolve) => {
    const other = watched(() => Promise.resolve(resolve()));
    void made([slow, other]).start();
  });
  await started;
  isSlowUp();
});
