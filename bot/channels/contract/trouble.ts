import { expect } from 'vitest';
import { SendError } from '../channel.js';
import { first, type Test } from './rig.js';

const failure = async (sending: Promise<unknown>): Promise<SendError> => {
  const error: unknown = await sending.then(
    () => 'expected the send to fail, it went well',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
};

/** What goes wrong ends in the closed set of errors and loses nothing. */
export function troubleTests(test: Test): void {
  test('every send error comes as its code, without text or address', async ({ rig, say }) => {
    const codes = Object.entries(rig.outcomes);
    for (const [code, arrange] of codes) {
      await arrange();
      const error = await failure(say('秘密的话'));
      expect(error.code).toBe(code);
      expect(error.message).not.toContain('秘密');
      expect(error.message).not.toContain(rig.person.chat);
      if (code === 'send.throttled') expect(error.options.retryAfterMs).toBeGreaterThan(0);
      if (code === 'send.moved') expect(error.options.movedTo).toMatch(/./);
    }
    expect(codes.length).toBeGreaterThan(0);
  });

  test('a chat that is gone, and an address of another bot, are refused', async ({ rig, say }) => {
    const address = { bot: rig.channel.bot, chat: rig.deletedChat ?? 'nobody' };
    expect(['send.rejected', 'send.contact-stopped']).toContain((await failure(say('嗨', { address }))).code);
    const foreign = { bot: 'another', chat: rig.person.chat };
    expect((await failure(say('嗨', { address: foreign }))).code).toBe('send.rejected');
    expect(await rig.person.messages()).toEqual([]);
  });

  test('somebody who blocked the bot is not written to until they are back', async ({
    rig,
    host,
    say,
    skip,
  }) => {
    if (rig.person.block === undefined) return skip('nobody can block the bot here');
    await rig.person.block();
    await host.arrived(1);
    expect((await failure(say('嗨'))).code).toBe('send.contact-stopped');
    await rig.person.unblock?.();
    await say('欢迎回来');
    expect((await rig.person.messages()).map((one) => one.text)).toEqual(['欢迎回来']);
  });

  test('an outage is told once, and what was written meanwhile arrives after it', async ({
    rig,
    host,
    say,
    skip,
  }) => {
    if (rig.outage === undefined) return skip('an outage cannot be noticed here');
    await rig.outage.begin();
    await host.until(() => host.eventTypes.includes('offline'));
    expect((await failure(say('嗨'))).code).toBe('send.unavailable');
    await rig.person.say('有人吗');
    await rig.outage.end();
    expect((await first(host)).text).toBe('有人吗');
    await say('在的');
    expect(host.eventTypes).toEqual(['online', 'offline', 'online']);
  });

  test('stop lets a send under way end, and is safe twice', async ({ rig, say }) => {
    const held = rig.holdNext?.();
    const sending = say('最后一句');
    await held?.isHeld;
    const order: string[] = [];
    const stopped = rig.channel.stop().then(() => order.push('stopped'));
    void sending.then(() => order.push('sent'));
    await held?.release();
    await Promise.all([sending, stopped]);
    await rig.channel.stop();
    if (held !== undefined) expect(order).toEqual(['sent', 'stopped']);
    expect((await failure(say('太晚'))).code).toBe('send.unavailable');
    expect((await rig.person.messages()).map((one) => one.text)).toEqual(['最后一句']);
  });
}
