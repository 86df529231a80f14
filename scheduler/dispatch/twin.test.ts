import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGrammyChannel, type GrammyChannel } from '../../bot/channels/grammy/index.js';
import { DEFAULT_TOKEN, startTwin, type TelegramTwin } from '../../test/twins/telegram/twin.js';
import { OutboxRig } from '../../test/support/outbox.js';
import { systemClock } from '../clock.js';

/** The provider's second in ms: its windows pass fast. */
const secondMs = 100;
const budget = { perBot: { sends: 30, ms: secondMs }, perChat: { sends: 1, ms: secondMs } };
const limits = { perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 };

let rig: OutboxRig;
let twin: TelegramTwin;
let channel: GrammyChannel;

beforeEach(async () => {
  rig = await OutboxRig.open();
  twin = await startTwin({ secondMs });
  channel = createGrammyChannel({ bot: 'telegram', token: DEFAULT_TOKEN, apiRoot: twin.apiRoot });
  rig.channels.set('telegram', channel);
});

afterEach(async () => {
  await channel.stop();
  await twin.stop();
  await rig.db.close();
});

/** Two messages each to sixty people, over real connections and in real time: how many calls until all are sent, or one too many. */
async function sendAll(change: object): Promise<number> {
  const people = Array.from({ length: 60 }, (_, index) => 1_000 + index);
  twin.bot.open(...people);
  twin.limits.set(limits);
  const messages = people.flatMap((chat) =>
    [1, 2].map((part) => ({ key: `${chat}/${part}`, contactId: String(chat), notBefore: new Date(0) })),
  );
  await rig.write(messages, 'telegram');
  const dispatcher = rig.dispatcher({ clock: systemClock, ...change });
  dispatcher.kick();
  const calls = () => twin.calls.get('sendmessage') ?? 0;
  while (((await rig.counts())['sent'] ?? 0) < messages.length && calls() <= messages.length)
    await new Promise((go) => setImmediate(go));
  await dispatcher.stop();
  return calls();
}

it('is never refused by a strict provider', async () => {
  expect(await sendAll({ budget: () => budget })).toBe(120);
});

it('would be, without its budget', async () => {
  expect(await sendAll({})).toBeGreaterThan(120);
});
