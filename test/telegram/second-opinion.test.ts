import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../bot/channels/channel.js';
import { channelContract, RecordingHost } from '../../bot/channels/contract.js';
import { startTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';
import { CHAT, openPublicFake, publicProvider, type Provider } from './public-fake.js';

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

const noFiles = 'telegram-test-api answers 500 to sendPhoto';
/** What that server cannot play. */
const lacks = {
  'an image goes out with its text': noFiles,
  'a text that is too long for its image follows it': noFiles,
  'every send error comes as its code, without text or address': 'telegram-test-api refuses nothing',
  'a chat that is gone, and an address of another bot, are refused': 'telegram-test-api knows every chat',
  'an edited text arrives as edited, at its old reference': 'its people cannot edit what they wrote',
  'what cannot be read arrives as its kind, with its caption': 'its people send nothing but text',
};

for (const { name, create } of libraries)
  describe(`${name} over telegram-test-api`, () => channelContract(() => openPublicFake(create), lacks));
