import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError, type Outbound, type Sent } from '../bot/channels/channel.js';
import type { MemoryChannel } from '../bot/channels/memory/index.js';
import { OutboxRig, startAt } from '../test/support/outbox.js';

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

const said = (chat: string) =>
  channel.transcript.filter((line) => line.chat === chat).map(({ text }) => text);

function open(...chats: string[]): void {
  for (const chat of chats) channel.person(chat);
}

/** Replaces how the channel sends; the rest of it stays. */
function sending(
  send: (message: Outbound, real: (message: Outbound) => Promise<Sent>) => Promise<Sent>,
): void {
  const real = channel.send.bind(channel);
  channel.send = (message) => send(message, real);
}

describe('the dispatcher', () => {
  it('sends what may go, once, and keeps the provider’s reference', async () => {
    open('a', 'b');
    await rig.write([
      { key: '1', contactId: 'a' },
      { key: '2', contactId: 'b' },
    ]);
    const dispatcher = rig.dispatcher();
    expect(await dispatcher.run()).toBe(2);
    expect(await dispatcher.run()).toBe(0);
    expect(await rig.states()).toEqual({ 1: 'sent', 2: 'sent' });
    expect(await rig.row('1')).toMatchObject({ attempt: 1, owner: null, sentAt: startAt.getTime() });
    expect((await rig.row('1'))['providerRef']).not.toBeNull();
    expect([said('a'), said('b')]).toEqual([['1'], ['2']]);
  });

  it('leaves what has its moment later', async () => {
    open('a');
    await rig.write([{ key: '1', contactId: 'a', notBefore: new Date(startAt.getTime() + 1_000) }]);
    const dispatcher = rig.dispatcher();
    expect(await dispatcher.run()).toBe(0);
    rig.clock.advance(1_000);
    expect(await dispatcher.run()).toBe(1);
  });

  it('keeps the order of each person, with hundreds in flight', async () => {
    const people = Array.from({ length: 40 }, (_, index) => `p${index}`);
    open(...people);
    const messages = people.flatMap((contactId) =>
      Array.from({ length: 8 }, (_, index) => ({
        key: `${contactId}/${index}`,
        contactId,
        text: String(index),
      })),
    );
    let step = 0;
    sending(async (message, real) => {
      // Later calls answer before earlier ones.
      for (let turns = 7 - ((step += 1) % 8); turns > 0; turns -= 1)
        await new Promise((go) => setImmediate(go));
      return real(message);
    });
    await rig.write(messages);
    await rig.dispatcher().run();
    for (const person of people) expect(said(person)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('lets a message that will be tried again keep its place in its lane, and holds up nobody else', async () => {
    open('a', 'b');
    channel.script({ do: 'fail', error: new SendError('send.unavailable', '500'), chat: 'a' });
    await rig.write([
      { key: 'a1', contactId: 'a' },
      { key: 'a2', contactId: 'a' },
      { key: 'b1', contactId: 'b' },
    ]);
    const dispatcher = rig.dispatcher();
    await dispatcher.run();
    expect(await rig.states()).toEqual({ a1: 'errored', a2: 'queued', b1: 'sent' });
    rig.clock.advance(3_000);
    await dispatcher.run();
    expect(said('a')).toEqual(['a1', 'a2']);
  });

  it('sends a reply before the broadcast that was there first', async () => {
    open('a');
    await rig.write([
      { key: 'bulk', contactId: 'a', lane: 'bulk' },
      { key: 'reply', contactId: 'a' },
    ]);
    await rig.dispatcher().run();
    expect(said('a')).toEqual(['reply', 'bulk']);
  });

  it('never has more in flight than its window, and bulk four fifths of it', async () => {
    let flying = 0;
    let most = 0;
    sending(async (message, real) => {
      most = Math.max(most, (flying += 1));
      await new Promise((go) => setImmediate(go));
      flying -= 1;
      return real(message);
    });
    const people = Array.from({ length: 100 }, (_, index) => `p${index}`);
    open(...people);
    await rig.write(people.map((contactId) => ({ key: contactId, contactId, lane: 'bulk' as const })));
    await rig.dispatcher({ window: 10 }).run();
    expect([most, (await rig.counts())['sent']]).toEqual([8, 100]);
  });

  it('holds a text that goes to the same contact again and again, and tells the operator', async () => {
    open('a');
    const messages = Array.from({ length: 5 }, (_, index) => ({
      key: `${index}`,
      contactId: 'a',
      text: 'same',
    }));
    await rig.write(messages.map((message) => ({ ...message, lane: 'reminder' as const })));
    await rig.dispatcher().run();
    expect(await rig.counts()).toEqual({ sent: 3, held: 2 });
    expect(rig.troubles.map(({ code }) => code)).toEqual(['outbox.loop', 'outbox.loop']);
    rig.clock.advance(3_600_001);
    await rig.write([{ key: 'later', contactId: 'a', text: 'same', lane: 'reminder' }]);
    await rig.dispatcher().run();
    expect((await rig.states())['later']).toBe('sent');
  });

  it('never holds a crisis message', async () => {
    open('a');
    const messages = Array.from({ length: 30 }, (_, index) => ({
      key: `${index}`,
      contactId: 'a',
      text: 'same',
    }));
    await rig.write(messages.map((message) => ({ ...message, lane: 'crisis' as const })));
    await rig.dispatcher().run();
    expect(await rig.counts()).toEqual({ sent: 30 });
  });

  it('ends what is stale or has nobody to go to, with the reason', async () => {
    open('a', 'b');
    await rig.write([
      { key: 'stale', contactId: 'a', expiresAt: startAt },
      { key: 'stopped', contactId: 'b' },
    ]);
    await rig.db.raw.exec(`UPDATE "Contact" SET "state" = 'stopped' WHERE "id" = 'b'`);
    expect(await rig.dispatcher().run()).toBe(0);
    expect(await rig.row('stale')).toMatchObject({ state: 'expired', error: 'stale' });
    expect(await rig.row('stopped')).toMatchObject({ state: 'cancelled', error: 'contact-stopped' });
  });

  it('stops writing to whoever has blocked it', async () => {
    open('a');
    await channel.person('a').block();
    await rig.write([
      { key: '1', contactId: 'a' },
      { key: '2', contactId: 'a' },
    ]);
    await rig.dispatcher().run();
    expect(await rig.states()).toEqual({ 1: 'failed', 2: 'cancelled' });
  });

  it('follows a chat to its new id', async () => {
    open('new');
    const error = new SendError('send.moved', 'group moved', { movedTo: 'new' });
    channel.person('a');
    channel.script({ do: 'fail', error, chat: 'a' });
    await rig.write([{ key: '1', contactId: 'a' }]);
    await rig.dispatcher().run();
    expect([said('new'), (await rig.states())['1']]).toEqual([['1'], 'sent']);
  });
});

describe('a message of which nobody knows', () => {
  it('is repeated with a mark where a gap is worse, and left where a repeat is', async () => {
    open('a', 'b', 'c');
    for (const chat of ['a', 'b', 'c']) channel.script({ do: 'doubt', chat });
    await rig.write([
      { key: '1', contactId: 'a', kind: 'appointment-reminder', lane: 'reminder' },
      { key: '2', contactId: 'b', kind: 'notice', lane: 'bulk' },
      { key: '3', contactId: 'c', lane: 'crisis' },
    ]);
    await rig.dispatcher().run();
    expect(await rig.states()).toEqual({
      1: 'unknown',
      2: 'unknown',
      3: 'unknown',
      '1~': 'sent',
      '3~': 'sent',
    });
    expect([said('a'), said('b')]).toEqual([['1', '(again)\n1'], ['2']]);
  });

  it('is repeated once only', async () => {
    open('a');
    channel.script({ do: 'lose', times: 9 });
    await rig.write([{ key: '1', contactId: 'a', lane: 'crisis' }]);
    const dispatcher = rig.dispatcher();
    await dispatcher.run();
    await dispatcher.run();
    expect(await rig.states()).toEqual({ 1: 'unknown', '1~': 'unknown' });
  });

  it('of an earlier process is settled before anything is sent, whoever kicks meanwhile', async () => {
    open('a', 'b');
    await rig.write([
      { key: 'old', contactId: 'a', kind: 'appointment-reminder' },
      { key: 'new', contactId: 'b' },
    ]);
    await rig.db.raw.exec(
      `UPDATE "Outbox" SET "state" = 'sending', "owner" = 'dead', "leaseUntil" = ? WHERE "key" = 'old'`,
      startAt,
    );
    const settled: unknown[] = [];
    sending(async (message, real) => {
      settled.push((await rig.row('old'))['error']);
      return real(message);
    });
    const dispatcher = rig.dispatcher();
    dispatcher.kick();
    const doubt = dispatcher.settleDoubt();
    for (let turn = 0; turn < 20; turn += 1) {
      dispatcher.kick();
      await Promise.resolve();
    }
    await doubt;
    await dispatcher.run();
    expect(settled).toEqual(['repeated', 'repeated']);
  });

  it('is what a process leaves that ended while it was sending, and no more than it had in flight', async () => {
    const people = Array.from({ length: 30 }, (_, index) => `p${index}`);
    open(...people);
    let answered = 0;
    sending((message, real) => ((answered += 1) > 12 ? new Promise(() => {}) : real(message)));
    await rig.write(people.map((contactId) => ({ key: contactId, contactId, lane: 'reminder' as const })));
    void rig.dispatcher({ window: 8, owner: 'first' }).run();
    while (answered < 20) await new Promise((go) => setImmediate(go));
    channel = await rig.memory();
    open(...people);
    await rig.dispatcher({ window: 8, owner: 'second' }).run();
    expect(await rig.counts()).toEqual({ sent: 22, unknown: 8 });
  });
});
