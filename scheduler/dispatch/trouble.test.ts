import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError, type Outbound } from '../../bot/channels/channel.js';
import type { MemoryChannel } from '../../bot/channels/memory/index.js';
import { OutboxRig, startAt } from '../../test/support/outbox.js';

let rig: OutboxRig;
let channel: MemoryChannel;

beforeEach(async () => {
  rig = await OutboxRig.open();
  channel = await rig.memory();
});

afterEach(async () => {
  await rig.db.close();
  expect(rig.errors).toEqual([]);
});

const people = Array.from({ length: 200 }, (_, index) => `p${index}`);

function open(to: MemoryChannel): void {
  for (const person of people) to.person(person);
}

describe('a channel in trouble', () => {
  it('delays nobody on another one', async () => {
    const other = await rig.memory('other');
    open(channel);
    other.die();
    await rig.write(
      people.map((contactId) => ({ key: `other/${contactId}`, contactId: `o-${contactId}` })),
      'other',
    );
    await rig.write(people.map((contactId) => ({ key: contactId, contactId })));
    await rig.dispatcher().run();
    expect(channel.transcript).toHaveLength(200);
    expect(rig.troubles.map(({ code, bot }) => [code, bot])).toEqual([['channel.down', 'other']]);
  });

  it('does not even wait for one that never answers', async () => {
    const other = await rig.memory('other');
    open(channel);
    other.send = () => new Promise(() => {});
    await rig.write(
      people.map((contactId) => ({ key: `other/${contactId}`, contactId: `o-${contactId}` })),
      'other',
    );
    await rig.write(people.map((contactId) => ({ key: contactId, contactId })));
    void rig.dispatcher().run();
    while ((await rig.counts())['sent'] !== 200) await new Promise((go) => setImmediate(go));
    expect(channel.transcript).toHaveLength(200);
  });

  it('is probed with one message at a time, and loses none in an hour', async () => {
    open(channel);
    channel.die();
    await rig.write(people.map((contactId) => ({ key: contactId, contactId })));
    const dispatcher = rig.dispatcher();
    let calls = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      calls += await dispatcher.run();
      rig.clock.advance(60_000);
    }
    expect(calls).toBeLessThan(400 + 60);
    await channel.revive();
    for (let minute = 0; minute < 20; minute += 1) {
      await dispatcher.run();
      rig.clock.advance(60_000);
    }
    expect(await rig.counts()).toEqual({ sent: 200 });
  });

  it('gives up on one message that fails where others get through', async () => {
    open(channel);
    channel.script({ do: 'fail', error: new SendError('send.unavailable', '500'), chat: 'p0', times: 99 });
    const dispatcher = rig.dispatcher();
    await rig.write([{ key: 'poison', contactId: 'p0' }]);
    for (let minute = 0; minute < 60; minute += 1) {
      await rig.write([{ key: `m${minute}`, contactId: 'p1' }]);
      await dispatcher.run();
      rig.clock.advance(60_000);
    }
    expect(await rig.row('poison')).toMatchObject({ state: 'failed', error: 'send.unavailable', attempt: 8 });
    expect((await rig.counts())['sent']).toBe(60);
  });

  it('waits at least as long as a 429 says, and stores it instead of sleeping', async () => {
    open(channel);
    const error = new SendError('send.throttled', '429', { retryAfterMs: 7_000 });
    channel.script({ do: 'fail', error, chat: 'p0' });
    await rig.write([{ key: '1', contactId: 'p0' }]);
    const dispatcher = rig.dispatcher();
    await dispatcher.run();
    const { state, notBefore } = await rig.row('1');
    expect(state).toBe('errored');
    expect(Number(notBefore)).toBeGreaterThanOrEqual(startAt.getTime() + 7_000);
    rig.clock.advance(6_999);
    expect(await dispatcher.run()).toBe(0);
    rig.clock.advance(1_000);
    expect(await dispatcher.run()).toBe(1);
  });

  it('stops asking in a storm of 429, and sends everything once it is over', async () => {
    open(channel);
    let calls = 0;
    const isOver = () => rig.clock.now().getTime() >= startAt.getTime() + 60_000;
    const real = channel.send.bind(channel);
    channel.send = (message: Outbound) => {
      calls += 1;
      if (isOver()) return real(message);
      return Promise.reject(new SendError('send.throttled', '429', { retryAfterMs: 5_000 }));
    };
    await rig.write(people.map((contactId) => ({ key: contactId, contactId })));
    const dispatcher = rig.dispatcher();
    for (let second = 0; second < 60; second += 1) {
      await dispatcher.run();
      rig.clock.advance(1_000);
    }
    expect(calls).toBeLessThan(400 + 60);
    for (let second = 0; second < 60; second += 1) {
      await dispatcher.run();
      rig.clock.advance(1_000);
    }
    expect(await rig.counts()).toEqual({ sent: 200 });
    expect(rig.troubles.map(({ code }) => code)).toContain('channel.throttled');
  });

  it('still takes crisis messages while it rests', async () => {
    open(channel);
    channel.die();
    await rig.write(people.slice(0, 50).map((contactId) => ({ key: contactId, contactId })));
    const dispatcher = rig.dispatcher();
    await dispatcher.run();
    await channel.revive();
    await rig.write([{ key: 'crisis', contactId: 'p199', lane: 'crisis' }]);
    expect(await dispatcher.run()).toBe(1);
    expect((await rig.states())['crisis']).toBe('sent');
  });

  it('asks the operator when the token is refused', async () => {
    open(channel);
    channel.script({ do: 'fail', error: new SendError('send.unauthorized', '401'), times: 500 });
    await rig.write(people.slice(0, 5).map((contactId) => ({ key: contactId, contactId })));
    await rig.dispatcher().run();
    expect(rig.troubles.map(({ code }) => code)).toEqual(['channel.unauthorized']);
    expect(await rig.counts()).toEqual({ errored: 5 });
  });
});

describe('budgets in the dispatcher', () => {
  it('never exceed what the provider allows, to the account or to a chat', async () => {
    open(channel);
    const limits = { perBot: { sends: 10, ms: 1_000 }, perChat: { sends: 1, ms: 1_000 } };
    const stamps: { at: number; chat: string }[] = [];
    const real = channel.send.bind(channel);
    channel.send = (message: Outbound) => {
      stamps.push({ at: rig.clock.now().getTime(), chat: message.address.chat });
      return real(message);
    };
    const messages = people
      .slice(0, 20)
      .flatMap((contactId) =>
        Array.from({ length: 4 }, (_, index) => ({ key: `${contactId}/${index}`, contactId })),
      );
    await rig.write(messages);
    const dispatcher = rig.dispatcher({ budget: () => limits });
    for (let tick = 0; tick < 900; tick += 1) {
      await dispatcher.run();
      rig.clock.advance(10);
    }
    expect(stamps).toHaveLength(80);
    for (const { at, chat } of stamps) {
      const recent = stamps.filter((other) => other.at > at - 1_000 && other.at <= at);
      expect(recent.length).toBeLessThanOrEqual(10);
      expect(recent.filter((other) => other.chat === chat)).toHaveLength(1);
    }
    expect(stamps.at(-1)!.at - startAt.getTime()).toBeLessThan(8_000);
  });

  it('leave the next slot to a crisis', async () => {
    open(channel);
    const limits = { perBot: { sends: 2, ms: 1_000 } };
    await rig.write(people.slice(0, 6).map((contactId) => ({ key: contactId, contactId })));
    const dispatcher = rig.dispatcher({ budget: () => limits });
    await dispatcher.run();
    await rig.write([
      { key: 'c1', contactId: 'p100', lane: 'crisis' },
      { key: 'c2', contactId: 'p101', lane: 'crisis' },
      { key: 'c3', contactId: 'p102', lane: 'crisis' },
    ]);
    for (let tick = 0; tick < 90; tick += 1) {
      await dispatcher.run();
      rig.clock.advance(25);
    }
    const order = channel.transcript.map(({ text }) => text);
    expect(order.indexOf('c2')).toBeLessThanOrEqual(3);
    await dispatcher.run();
    expect((await rig.states())['c3']).toBe('sent');
  });
});
