import { describe, expect, it } from 'vitest';
import telegramTestApi from 'telegram-test-api';
import type { Inbound } from '../../bot/channels/channel.js';
import { RecordingHost } from '../../bot/channels/contract.js';
import { freePort } from '../support/free-port.js';
import { startTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';

// Its types say `.default`, the module itself is the class.
const TelegramServer = telegramTestApi as unknown as typeof telegramTestApi.default;

const CHAT = 42;

/** The provider's side of the basic talk, over either server. */
interface Provider {
  readonly apiRoot: string;
  readonly token: string;
  say(text: string): unknown;
  tap(token: string, messageRef: string): unknown;
  /** Texts and labels that the person saw, in order. */
  seen(): Promise<{ text: string; labels: string[] }[]>;
  close(): Promise<unknown>;
}

async function twinProvider(): Promise<Provider> {
  const twin = await startTwin();
  const person = twin.bot.person(CHAT, { name: 'L' });
  return {
    apiRoot: twin.apiRoot,
    token: twin.bot.token,
    say: (text) => person.say(text),
    tap: (token, ref) => person.tapData(token, Number(ref)),
    seen: () =>
      Promise.resolve(person.messages().map(({ text, buttons }) => ({ text, labels: [...buttons.flat()] }))),
    close: () => twin.stop(),
  };
}

/** What telegram-test-api keeps of a bot's message. */
interface Stored {
  readonly message: { text: string; reply_markup?: { inline_keyboard: { text: string }[][] } };
}

async function publicProvider(): Promise<Provider> {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const token = '7000001:public-fake';
  const client = server.getClient(token, { chatId: CHAT, userId: CHAT, firstName: 'L' });
  const labels = ({ message }: Stored): string[] =>
    (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.text);
  return {
    apiRoot: server.config.apiURL,
    token,
    say: (text) => client.sendMessage(client.makeMessage(text)),
    tap: (data, ref) => {
      const message = { message_id: Number(ref), chat: { id: CHAT, type: 'private' } };
      return client.sendCallback(client.makeCallbackQuery(data, { message } as never));
    },
    seen: () =>
      Promise.resolve(
        (server.storage.botMessages as unknown as Stored[]).map((one) => ({
          text: one.message.text,
          labels: labels(one),
        })),
      ),
    close: () => server.stop(),
  };
}

/** One talk: start, answer with buttons, tap, edit, answer. What arrived and what was seen. */
async function talk(provider: Provider, create: (typeof libraries)[number]['create']): Promise<unknown> {
  const channel = create({ bot: 'clients', token: provider.token, apiRoot: provider.apiRoot });
  const host = new RecordingHost();
  const address = { bot: 'clients', chat: String(CHAT) };
  const send = (text: string, rest = {}) => channel.send({ key: text, address, text, buttons: [], ...rest });
  await channel.start(host);
  await provider.say('/start CODE');
  await host.arrived(1);
  const labels = ['好', '还行'];
  const sent = await send('今天怎么样？', {
    buttons: [labels.map((label, at) => ({ label, token: `tok${at}` }))],
  });
  const afterQuestion = await provider.seen();
  await provider.tap('tok1', sent.messageRef ?? '');
  await host.arrived(2);
  await send('谢谢你告诉我', { edit: sent.messageRef });
  await send('晚安 😀');
  await provider.say('晚安');
  const arrived = await host.arrived(3);
  const texts = (await provider.seen()).map((one) => one.text);
  await channel.stop();
  await provider.close();
  const isRef = arrived[1]?.messageRef === sent.messageRef;
  return { arrived: arrived.map(essence), afterQuestion, texts, isRef, events: host.eventTypes };
}

const essence = ({ kind, token, scope, sender, address, edited, text }: Inbound) => {
  // The public fake does not keep the keyboard on a tapped message, so it knows no label.
  return { kind, token, scope, sender, address, edited, text: kind === 'button' ? '' : text };
};

describe('two loopback servers', () => {
  it.each(libraries)('agree on the basic talk over $name', async ({ create }) => {
    const ours = await talk(await twinProvider(), create);
    const theirs = await talk(await publicProvider(), create);
    expect(theirs).toEqual(ours);
    expect(ours).toMatchObject({
      arrived: [{ text: '/start CODE' }, { kind: 'button', token: 'tok1' }, { text: '晚安' }],
      afterQuestion: [{ text: '今天怎么样？', labels: ['好', '还行'] }],
      texts: ['谢谢你告诉我', '晚安 😀'],
      isRef: true,
      events: ['online'],
    });
  });

  it('answer the same calls with the same shapes', async () => {
    const ours = await twinProvider();
    const theirs = await publicProvider();
    const call = async ({ apiRoot, token }: Provider, method: string, params: object): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(params),
      });
      return answer.json();
    };
    for (const one of [ours, theirs]) {
      await one.say('/start');
      const me = await call(one, 'getMe', {});
      expect(me).toMatchObject({
        ok: true,
        result: { id: expect.any(Number), username: expect.any(String) },
      });
      const updates = await call(one, 'getUpdates', { timeout: 0 });
      const message = {
        message_id: expect.any(Number),
        text: '/start',
        chat: { id: CHAT, type: 'private' },
        from: { id: CHAT },
      };
      expect(updates).toMatchObject({ ok: true, result: [{ update_id: expect.any(Number), message }] });
      const sent = await call(one, 'sendMessage', { chat_id: CHAT, text: '你好' });
      expect(sent).toMatchObject({
        ok: true,
        result: { message_id: expect.any(Number), text: '你好', chat: { id: CHAT, type: 'private' } },
      });
      expect(await call(one, 'deleteMessage', { chat_id: CHAT, message_id: 999 })).toMatchObject({
        ok: false,
        error_code: 400,
      });
      await one.close();
    }
  });
});
