import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import type { TelegramChannel, TelegramOptions } from '../../bot/channels/shared/telegram/index.js';
import type { FaultRule } from '../twins/telegram/faults.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';

/** The provider's clock; it moves only when a test moves it. */
let nowMs = Date.parse('2026-12-01T00:00:00Z');

let twin: TelegramTwin;
let host: RecordingHost;
const open: TelegramChannel[] = [];

beforeEach(async () => {
  twin = await startTwin({ secondMs: 20, now: () => nowMs });
  host = new RecordingHost();
  twin.bot.open(42);
});
afterEach(async () => {
  for (const channel of open.splice(0)) await channel.stop();
  await twin.stop();
});

const message = { key: 'k', address: { bot: 'clients', chat: '42' }, text: '嗨', buttons: [] };

describe.each(libraries)('$name', ({ create }) => {
  function make(options: Partial<TelegramOptions> = {}): TelegramChannel {
    const channel = create({
      bot: 'clients',
      token: twin.bot.token,
      apiRoot: twin.apiRoot,
      ...options,
    });
    open.push(channel);
    return channel;
  }

  describe('the account', () => {
    it.each(['7000001:wrong', 'no-token-at-all'])(
      'tells that the token %s is refused and does not start',
      async (token) => {
        await expect(make({ token }).start(host)).rejects.toMatchObject({ code: 'send.unauthorized' });
        expect(host.eventTypes).toEqual(['unauthorized']);
        expect(host.events[0]?.detail).toContain('BotFather');
        expect(JSON.stringify(host.events)).not.toContain(token);
      },
    );

    it('tells once that the token was revoked and stops asking', async () => {
      await make().start(host);
      twin.revoke(twin.bot.token);
      twin.bot.person(42).say('醒醒');
      await host.until(() => host.eventTypes.includes('unauthorized'));
      expect(host.eventTypes).toEqual(['online', 'unauthorized']);
    });

    it('starts while the provider is down, and connects when it is back', async () => {
      await twin.goDown();
      const channel = make();
      await channel.start(host);
      expect(host.eventTypes).toEqual(['offline']);
      expect(channel.inviteLink('C')).toBeNull();
      await twin.listen();
      await host.until(() => host.eventTypes.includes('online'));
      expect(channel.inviteLink('a b')).toBe('https://t.me/twin_bot?start=a%20b');
      twin.bot.person(42).say('在吗');
      expect((await host.arrived(1))[0]?.text).toBe('在吗');
    });

    it('takes a forgotten webhook away before it polls', async () => {
      await fetch(`${twin.apiRoot}/bot${twin.bot.token}/setWebhook?url=http://127.0.0.1:9/x`);
      await make().start(host);
      twin.bot.person(42).say('嗨');
      expect(await host.arrived(1)).toHaveLength(1);
    });

    it('says what to do when another process polls with its token', async () => {
      await make().start(host);
      await twin.waitFor(() => twin.bot.account.conflict !== null);
      await fetch(`${twin.apiRoot}/bot${twin.bot.token}/getUpdates?timeout=0`);
      await host.until(() => host.eventTypes.includes('offline'));
      expect(host.events.find((event) => event.type === 'offline')?.detail).toContain('another process');
    });
  });

  describe('receiving', () => {
    it('waits as long as the provider says, longer at each failure, and loses nothing', async () => {
      twin.faults.add({ do: 'status', method: 'getUpdates', status: 429, parameters: { retry_after: 45 } });
      twin.faults.add({ do: 'html', method: 'getUpdates', status: 502 });
      twin.faults.add({ do: 'malformed', method: 'getUpdates' });
      twin.faults.add({ do: 'short', method: 'getUpdates' });
      twin.faults.add({ do: 'cut', method: 'getUpdates', accepted: true });
      twin.bot.person(42).say('坚持');
      await make().start(host);
      expect((await host.arrived(1))[0]?.text).toBe('坚持');
      expect(host.sleeps).toEqual([45_000, 2_000, 5_000, 10_000, 30_000]);
      expect(host.eventTypes).toEqual(['online', 'offline', 'online']);
    });

    it('confirms a batch only after the host has stored it', async () => {
      host.refuse(1);
      twin.bot.person(42).say('一');
      await make().start(host);
      await host.arrived(1);
      await twin.waitFor(() => twin.bot.account.queue.size === 0);
      expect([host.calls, host.received.length]).toEqual([2, 1]);
    });

    it('answers taps at once, also when the host cannot store them', async () => {
      const channel = make();
      host.refuse(1);
      await channel.start(host);
      await channel.send({ ...message, buttons: [[{ token: 'tok', label: '好' }]] });
      const tap = twin.bot.person(42).tap('好');
      await twin.waitFor(() => tap.answered);
      expect((await host.arrived(1))[0]).toMatchObject({ kind: 'button', token: 'tok', text: '好' });
    });

    it('tells when a group has moved', async () => {
      const group = twin.bot.group(-55, { silently: true });
      await make().start(host);
      const moved = twin.bot.migrate(group);
      expect((await host.arrived(1))[0]).toMatchObject({
        kind: 'moved',
        movedTo: String(moved.id),
        address: { chat: '-55' },
      });
    });
  });

  describe('sending', () => {
    const cases: readonly [string, FaultRule, string, number][] = [
      ['a cut before acceptance', { do: 'cut' }, 'send.unknown', 0],
      ['a cut after acceptance', { do: 'cut', accepted: true }, 'send.unknown', 1],
      ['no answer in time', { do: 'hold', accepted: true }, 'send.unknown', 1],
      ['half an answer in time', { do: 'slow' }, 'send.unknown', 1],
      ['an answer that ends in its midst', { do: 'short' }, 'send.unknown', 1],
      ['half an answer', { do: 'malformed' }, 'send.unknown', 1],
      ['a gateway without a provider', { do: 'html', status: 502 }, 'send.unavailable', 0],
      ['a gateway that gave up waiting', { do: 'html', status: 504, accepted: true }, 'send.unknown', 1],
      ['an error of the provider', { do: 'status', status: 500 }, 'send.unavailable', 0],
    ];
    it.each(cases)('%s', async (_name, rule, code, shown) => {
      const isTimed = rule.do === 'hold' || rule.do === 'slow';
      const channel = make(isTimed ? { callMs: 100 } : {});
      twin.faults.add(rule);
      await expect(channel.send(message)).rejects.toMatchObject({ code });
      expect(twin.bot.person(42).messages()).toHaveLength(shown);
      twin.faults.clear();
      await make().send(message);
      expect(twin.bot.person(42).messages()).toHaveLength(shown + 1);
    });

    it('is not used up by a storm of errors', async () => {
      const channel = make({ connections: 2 });
      twin.faults.add({ do: 'status', status: 500, times: 30 });
      twin.faults.add({ do: 'html', status: 502, times: 10 });
      const storm = await Promise.allSettled(Array.from({ length: 40 }, () => channel.send(message)));
      expect(new Set(storm.map((one) => one.status === 'rejected' && (one.reason as Error).message))).toEqual(
        new Set(['send.unavailable: 500 provider error', expect.stringMatching(/^send.unavailable: 502/)]),
      );
      await channel.send(message);
      expect(twin.bot.person(42).messages()).toHaveLength(1);
    });

    it('keeps a connection free for what is urgent', async () => {
      const channel = make({ connections: 2 });
      twin.faults.add({ do: 'hold', accepted: true, times: 2 });
      const held = [channel.send(message), channel.send(message)];
      await twin.waitFor(() => twin.faults.holding === 2);
      await channel.send({ ...message, urgent: true, text: '120' });
      expect(twin.bot.person(42).last()?.text).toBe('120');
      twin.faults.release();
      await Promise.all(held);
    });

    it('knows that nothing was delivered when nobody listens', async () => {
      const channel = make();
      await twin.goDown();
      await expect(channel.send(message)).rejects.toMatchObject({
        code: 'send.unavailable',
        retryable: true,
      });
    });

    it('obeys the published limits as data of the error', async () => {
      const channel = make();
      twin.limits.set({ perChatPerSecond: 1 });
      await channel.send(message);
      nowMs += 19;
      await expect(channel.send(message)).rejects.toMatchObject({
        code: 'send.throttled',
        options: { retryAfterMs: 1_000 },
      });
      nowMs += 1;
      await channel.send(message);
    });

    it('follows a moved group by its new address', async () => {
      const group = twin.bot.group(-55, { silently: true });
      const channel = make();
      const moved = twin.bot.migrate(group);
      const sending = channel.send({ ...message, address: { bot: 'clients', chat: '-55' } });
      await expect(sending).rejects.toMatchObject({
        code: 'send.moved',
        options: { movedTo: String(moved.id) },
      });
      await channel.send({ ...message, address: { bot: 'clients', chat: String(moved.id) } });
    });
  });
});
