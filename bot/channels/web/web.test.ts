import { describe, expect, it } from 'vitest';
import { channelContract, RecordingHost } from '../contract.js';
import { createMemoryMailbox, type Mailbox } from './mailbox.js';
import { createWebChannel, type WebChannel } from './web.js';

const chat = 'client-1';
const address = { bot: 'web', chat };

/** A mailbox whose next append can be held or refused. */
class Awkward implements Mailbox {
  readonly #inner = createMemoryMailbox();
  readonly list: Mailbox['list'] = (query) => this.#inner.list(query);
  readonly clear = () => this.#inner.clear();
  refuseNext = false;
  hold: Promise<unknown> | null = null;
  held: () => void = () => undefined;

  async append(draft: Parameters<Mailbox['append']>[0]) {
    if (this.refuseNext) {
      this.refuseNext = false;
      throw new Error('full');
    }
    if (this.hold !== null) {
      this.held();
      await this.hold;
    }
    return this.#inner.append(draft);
  }
}

async function seen(channel: WebChannel) {
  const mails = await channel.mailbox.list({ chat });
  return mails.filter((mail) => mail.way === 'out');
}

async function tap(channel: WebChannel, label: string): Promise<void> {
  const mail = (await seen(channel)).findLast(({ buttons }) =>
    buttons.flat().some((one) => one.label === label),
  );
  const button = mail?.buttons.flat().find((one) => one.label === label);
  if (mail === undefined || button === undefined) throw new Error(`expected a button ${label}, got none`);
  await channel.tap(chat, { ...button, mail: mail.id });
}

function holding(mailbox: Awkward) {
  const gate = resolvers();
  const isHeld = new Promise<void>((resolve) => (mailbox.held = resolve));
  mailbox.hold = gate.promise;
  return { isHeld, release: () => gate.resolve() };
}

function resolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe('web channel contract', () => {
  channelContract(async () => {
    const mailbox = new Awkward();
    const channel = createWebChannel({ bot: 'web', mailbox });
    return {
      channel,
      redelivers: false,
      person: {
        chat,
        say: (text) => channel.say(chat, text),
        tap: (label) => tap(channel, label),
        sendPhoto: (caption) => channel.media(chat, 'image', caption),
        sendVoice: () => channel.media(chat, 'voice', ''),
        sendSticker: () => channel.media(chat, 'sticker', ''),
        block: () => channel.block(chat, true),
        unblock: () => channel.block(chat, false),
        messages: async () =>
          (await seen(channel)).map(({ text, buttons, image }) => ({
            text,
            labels: buttons.flat().map((button) => button.label),
            hasImage: image !== null,
          })),
      },
      outcomes: {
        'send.unavailable': () => (mailbox.refuseNext = true),
        'send.contact-stopped': () => channel.block(chat, true),
      },
      holdNext: () => holding(mailbox),
      close: async () => undefined,
    };
  });
});

describe('web channel', () => {
  async function started() {
    const channel = createWebChannel({ bot: 'web', mailbox: createMemoryMailbox() });
    const host = new RecordingHost();
    await channel.start(host);
    return { channel, host };
  }

  it('keeps what was said beside what was answered, in order, with the button that was tapped', async () => {
    const { channel } = await started();
    await channel.say(chat, '在吗');
    await channel.send({ key: 'k1', address, text: '在', buttons: [[{ token: 't1', label: '好' }]] });
    await channel.tap(chat, { token: 't1', label: '好', mail: 2 });
    const mails = await channel.mailbox.list({ chat });
    expect(mails.map(({ id, way, text }) => [id, way, text])).toEqual([
      [1, 'in', '在吗'],
      [2, 'out', '在'],
      [3, 'tap', '好'],
    ]);
    expect(mails[2]?.buttons).toEqual([[{ token: 't1', label: '好' }]]);
  });

  it('shows a message once however often its key is sent', async () => {
    const { channel } = await started();
    const heard: number[] = [];
    channel.onMail((mail) => heard.push(mail.id));
    const send = () => channel.send({ key: 'same', address, text: '一', buttons: [] });
    expect(await send()).toEqual(await send());
    expect(heard).toEqual([1]);
  });

  it('tells a refusal of the host to whoever spoke, and hands over the language of the page', async () => {
    const { channel, host } = await started();
    host.refuse(1);
    await expect(channel.say(chat, '在吗')).rejects.toThrow('store');
    await channel.say(chat, '在吗', { language: 'en' });
    expect(host.received.map((one) => [one.updateId, one.language])).toEqual([['2', 'en']]);
  });

  it('refuses what the port does not allow: an over-long text or token, an empty text', async () => {
    const { channel } = await started();
    const button = { token: 'x'.repeat(33), label: 'x' };
    for (const bad of [
      { text: 'x'.repeat(4001), buttons: [] },
      { text: 'x', buttons: [[button]] },
      { text: ' ', buttons: [] },
    ]) {
      await expect(channel.send({ key: 'k', address, ...bad })).rejects.toMatchObject({
        code: 'send.rejected',
      });
    }
    expect(await channel.mailbox.list()).toEqual([]);
  });

  it('makes links that carry the code safely', () => {
    const channel = createWebChannel({ bot: 'web', mailbox: createMemoryMailbox() });
    expect(channel.inviteLink('A B')).toBe('#invite=A%20B');
  });
});

describe('memory mailbox', () => {
  it('lists by phone, after an id, and the newest', async () => {
    const mailbox = createMemoryMailbox();
    const line = { way: 'in', text: '', buttons: [], image: null, key: null, at: new Date(0) } as const;
    for (const one of ['client-1', 'worker-1', 'client-1']) await mailbox.append({ ...line, chat: one });
    const ids = async (query: Parameters<Mailbox['list']>[0]) =>
      (await mailbox.list(query)).map((mail) => mail.id);
    expect(await ids({ chat: 'client-1' })).toEqual([1, 3]);
    expect(await ids({ afterId: 1 })).toEqual([2, 3]);
    expect(await ids({ limit: 1 })).toEqual([3]);
    expect(await ids({ limit: 0 })).toEqual([]);
    await mailbox.clear();
    expect(await ids({})).toEqual([]);
  });
});
