import { describe, expect, it } from 'vitest';
import { SendError, type SendErrorCode } from '../channel.js';
import { channelContract, RecordingHost, type ContractPerson, type Rig } from '../contract.js';
import { createMemoryChannel, type MemoryChannel, type MemoryOptions, type MemoryPerson } from './index.js';

const CODES: readonly (readonly [SendErrorCode, SendError['options']])[] = [
  ['send.throttled', { retryAfterMs: 3_000 }],
  ['send.unavailable', {}],
  ['send.unknown', {}],
  ['send.contact-stopped', {}],
  ['send.moved', { movedTo: '77' }],
  ['send.rejected', {}],
  ['send.unauthorized', {}],
];

function outcomesOf(channel: MemoryChannel): Rig['outcomes'] {
  const arrange = ([code, options]: (typeof CODES)[number]): [SendErrorCode, () => void] => [
    code,
    () => channel.script({ do: 'fail', error: new SendError(code, 'scripted', options) }),
  ];
  return Object.fromEntries(CODES.map(arrange));
}

function driver(person: MemoryPerson): ContractPerson {
  return {
    chat: person.chat,
    say: (text) => person.say(text),
    tap: (label) => person.tap(label),
    edit: (text) => person.edit(text),
    sendPhoto: (caption) => person.sendPhoto(caption),
    sendVoice: () => person.sendVoice(),
    sendSticker: () => person.sendSticker(),
    sendDocument: (caption) => person.sendDocument(caption),
    block: () => person.block(),
    unblock: () => person.unblock(),
    messages: () =>
      person.messages().map(({ text, buttons, hasImage }) => ({
        text,
        labels: buttons.flat().map((button) => button.label),
        hasImage,
      })),
  };
}

function holdNext(channel: MemoryChannel): { isHeld: Promise<unknown>; release: () => unknown } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => (release = resolve));
  channel.script({ do: 'delay', until });
  return { isHeld: Promise.resolve(), release: () => release() };
}

const open = (options: Omit<MemoryOptions, 'bot'> = {}) => {
  const channel = createMemoryChannel({ bot: 'clients', ...options });
  const person = channel.person('42', { language: 'zh-hans' });
  const rig: Rig = {
    channel,
    person: driver(person),
    inGroup: driver(person.in('-7')),
    deletedChat: '43',
    repeatLast: () => channel.repeatLast(),
    redelivers: true,
    outcomes: outcomesOf(channel),
    outage: { begin: () => Promise.resolve(channel.die()), end: () => channel.revive() },
    holdNext: () => holdNext(channel),
    close: () => Promise.resolve(),
  };
  return Promise.resolve(rig);
};

describe('memory channel', () => channelContract(open));

describe('memory channel that can do little', () => {
  const capabilities = { buttons: false, edit: false, images: false, inviteLink: false, maxText: 500 };
  channelContract(() => open({ capabilities }));
});

describe('scripted faults of the memory channel', () => {
  const message = { key: 'k', address: { bot: 'clients', chat: '42' }, text: '嗨', buttons: [] };
  const started = async (): Promise<{ channel: MemoryChannel; person: MemoryPerson }> => {
    const channel = createMemoryChannel({ bot: 'clients' });
    const person = channel.person('42');
    await channel.start(new RecordingHost());
    return { channel, person };
  };

  it('loses, doubts and doubles', async () => {
    const { channel, person } = await started();
    channel.script({ do: 'lose' });
    await expect(channel.send(message)).rejects.toMatchObject({ code: 'send.unknown' });
    expect(person.messages()).toHaveLength(0);
    channel.script({ do: 'doubt' });
    await expect(channel.send(message)).rejects.toMatchObject({ code: 'send.unknown' });
    expect(person.messages()).toHaveLength(1);
    channel.script({ do: 'double' });
    await channel.send(message);
    expect(person.messages()).toHaveLength(3);
    expect(channel.transcript.map((line) => line.text)).toEqual(['嗨', '嗨', '嗨']);
  });

  it('hits only the chat and the number of sends that were asked for', async () => {
    const { channel, person } = await started();
    const other = channel.person('43');
    channel.script({ do: 'lose', chat: '42', times: 2 });
    await channel.send({ ...message, address: { bot: 'clients', chat: '43' } });
    await expect(channel.send(message)).rejects.toThrow(SendError);
    await expect(channel.send(message)).rejects.toThrow(SendError);
    await channel.send(message);
    expect([person.messages().length, other.messages().length]).toEqual([1, 1]);
  });

  it('says which buttons there are when somebody taps another', async () => {
    const { channel, person } = await started();
    await channel.send({ ...message, buttons: [[{ token: 't', label: '好' }]] });
    expect(() => person.tap('不好')).toThrow(/"好"/);
  });
});
