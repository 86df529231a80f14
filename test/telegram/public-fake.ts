import telegramTestApi from 'telegram-test-api';
import type { Rig } from '../../bot/channels/contract.js';
import { freePort } from '../support/free-port.js';
import type { libraries } from './libraries.js';

// Its types say `.default`, the module itself is the class.
const TelegramServer = telegramTestApi as unknown as typeof telegramTestApi.default;

/** Who talks to the bot on either server. */
export const CHAT = 42;

/** The provider's side of a basic talk, over either server. */
export interface Provider {
  readonly apiRoot: string;
  readonly token: string;
  say(text: string): unknown;
  tap(token: string, messageRef: string): unknown;
  /** Texts and labels that the person saw, in order. */
  seen(): Promise<{ text: string; labels: string[] }[]>;
  close(): Promise<unknown>;
}

/** What telegram-test-api keeps of a bot's message. */
interface Stored {
  readonly messageId: number;
  readonly message: {
    text: string;
    reply_markup?: { inline_keyboard: { text: string; callback_data?: string }[][] };
  };
}

/** telegram-test-api with one person; and how that person taps by label. */
export async function publicProvider(): Promise<Provider & { tapLabel(label: string): unknown }> {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const token = '7000001:public-fake';
  const client = server.getClient(token, { chatId: CHAT, userId: CHAT, firstName: 'L' });
  const stored = () => server.storage.botMessages as unknown as Stored[];
  const buttonsOf = ({ message }: Stored) => (message.reply_markup?.inline_keyboard ?? []).flat();
  const tap = (data: string, ref: string): unknown => {
    const message = { message_id: Number(ref), chat: { id: CHAT, type: 'private' } };
    return client.sendCallback(client.makeCallbackQuery(data, { message } as never));
  };
  return {
    apiRoot: server.config.apiURL,
    token,
    say: (text) => client.sendMessage(client.makeMessage(text)),
    tap,
    tapLabel: (label) => {
      for (const one of stored().toReversed()) {
        const button = buttonsOf(one).find(({ text }) => text === label);
        if (button !== undefined) return tap(button.callback_data ?? '', String(one.messageId));
      }
      throw new Error(`expected a button "${label}", saw none`);
    },
    seen: () =>
      Promise.resolve(
        stored().map((one) => ({ text: one.message.text, labels: buttonsOf(one).map(({ text }) => text) })),
      ),
    close: () => server.stop(),
  };
}

/** A rig of the contract over telegram-test-api: for what that server can do. */
export async function openPublicFake(create: (typeof libraries)[number]['create']): Promise<Rig> {
  const provider = await publicProvider();
  return {
    channel: create({ bot: 'clients', token: provider.token, apiRoot: provider.apiRoot }),
    person: {
      chat: String(CHAT),
      say: (text) => provider.say(text),
      tap: (label) => provider.tapLabel(label),
      messages: async () => (await provider.seen()).map((one) => ({ ...one, hasImage: false })),
    },
    redelivers: false,
    outcomes: {},
    close: () => provider.close(),
  };
}
