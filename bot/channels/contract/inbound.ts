import { expect } from 'vitest';
import { first, type Test } from './rig.js';

/** What a person does arrives as it should. */
export function inboundTests(test: Test): void {
  test('a text arrives whole, from whom it is, and reports itself online', async ({ rig, host }) => {
    await rig.person.say('/start 你好 😀');
    const { chat } = rig.person;
    const address = { bot: rig.channel.bot, chat };
    const expected = {
      kind: 'text',
      text: '/start 你好 😀',
      token: null,
      edited: false,
      scope: 'private',
      sender: chat,
    };
    expect(await first(host)).toMatchObject({ ...expected, address });
    expect((await first(host)).at).toBeInstanceOf(Date);
    expect(host.eventTypes).toEqual(['online']);
  });

  test('texts arrive in order, each with an id of its own', async ({ rig, host }) => {
    for (const text of ['一', '二', '三']) await rig.person.say(text);
    const arrived = await host.arrived(3);
    expect(arrived.map((one) => one.text)).toEqual(['一', '二', '三']);
    expect(new Set(arrived.map((one) => one.updateId)).size).toBe(3);
  });

  test('control characters and reordering marks do not come through', async ({ rig, host }) => {
    await rig.person.say('a\u0007b\u202ec');
    expect((await first(host)).text).toBe('abc');
  });

  test('what cannot be read arrives as its kind, with its caption', async ({ rig, host }) => {
    const { person } = rig;
    const sent = [];
    if (person.sendPhoto) sent.push(['image', '看'], await person.sendPhoto('看'));
    if (person.sendVoice) sent.push(['voice', ''], await person.sendVoice());
    if (person.sendSticker) sent.push(['sticker', ''], await person.sendSticker());
    if (person.sendDocument) sent.push(['unsupported', '文'], await person.sendDocument('文'));
    const expected = sent.filter((one) => Array.isArray(one));
    const arrived = await host.arrived(expected.length);
    expect(arrived.map((one) => [one.kind, one.text])).toEqual(expected);
  });

  test('an edited text arrives as edited, at its old reference', async ({ rig, host, skip }) => {
    if (rig.person.edit === undefined) return skip('people cannot edit here');
    await rig.person.say('七');
    await rig.person.edit('八');
    const [before, after] = await host.arrived(2);
    expect(after).toMatchObject({ kind: 'text', text: '八', edited: true, messageRef: before?.messageRef });
  });
}

/** Repeats, blocking and groups. */
export function chatTests(test: Test): void {
  test('a repeated update carries the same id', async ({ rig, host, skip }) => {
    if (rig.repeatLast === undefined) return skip('nothing is handed over twice here');
    await rig.person.say('一次');
    await host.arrived(1);
    await rig.repeatLast();
    const arrived = await host.arrived(2);
    expect(new Set(arrived.map((one) => one.updateId)).size).toBe(1);
  });

  test('what the host could not store comes again, in order and with the same ids', async ({
    rig,
    host,
    skip,
  }) => {
    if (!rig.redelivers) return skip('nothing is handed over twice here');
    host.refuse(2);
    for (const text of ['一', '二']) await rig.person.say(text);
    const arrived = await host.arrived(2);
    expect(arrived.map((one) => one.text)).toEqual(['一', '二']);
    expect(host.calls).toBeGreaterThan(2);
  });

  test('blocking and unblocking arrive', async ({ rig, host, skip }) => {
    const { person } = rig;
    if (person.block === undefined || person.unblock === undefined)
      return skip('nobody can block the bot here');
    await person.block();
    await person.unblock();
    expect((await host.arrived(2)).map((one) => one.kind)).toEqual(['stopped', 'returned']);
  });

  test('a group keeps chat and writer apart', async ({ rig, host, skip }) => {
    if (rig.inGroup === undefined) return skip('there are no groups here');
    await rig.inGroup.say('大家好');
    const expected = { scope: 'group', sender: rig.person.chat, address: { chat: rig.inGroup.chat } };
    expect(await first(host)).toMatchObject(expected);
  });
}
