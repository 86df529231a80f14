import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTwin } from '../../../test/twins/telegram/twin.js';
import { RecordingHost } from '../contract.js';
import { readUpdate } from '../shared/telegram/inbound.js';
import { createGrammyChannel } from './index.js';

const SEED = 20_261_201;
const UPDATES = 2_000;
const NOW = new Date('2026-12-01T00:00:00Z');

/** A whole update of each kind, to be spoiled. */
const whole = fc.constantFrom<Record<string, unknown>>(
  {
    update_id: 5,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 42, type: 'private' },
      from: { id: 42, is_bot: false },
      text: 'hi',
    },
  },
  {
    update_id: 6,
    edited_message: {
      message_id: 1,
      edit_date: 2,
      chat: { id: -7, type: 'group' },
      from: { id: 42 },
      caption: 'hi',
    },
  },
  {
    update_id: 7,
    callback_query: {
      id: '1',
      from: { id: 42 },
      message: {
        message_id: 1,
        chat: { id: 42, type: 'private' },
        reply_markup: { inline_keyboard: [[{ text: 'a' }]] },
      },
      data: 'token',
    },
  },
  {
    update_id: 8,
    my_chat_member: {
      chat: { id: 42, type: 'private' },
      from: { id: 42 },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    },
  },
);

const junk = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(undefined, null, true, -1, 1e308, 0.5, '', '42', [], {}, [[]]),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\ud800', '\u0000\u202e', 'x'.repeat(100_000), '😀'.repeat(9_000)),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Puts junk at one to three places of a whole update, or makes a new kind of it. */
const spoiled = fc
  .tuple(whole, fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([update, spots, isKindUnknown]) => {
    const copy = structuredClone(update);
    for (const [at, value] of spots) spoil(copy, at, value);
    return isKindUnknown && copy.update_id === 8 ? { update_id: 9, chat_boost: copy.my_chat_member } : copy;
  });

function spoil(root: Record<string, unknown>, at: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: Record<string, unknown>): void => {
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      const child = node[key];
      if (typeof child === 'object' && child !== null) walk(child as Record<string, unknown>);
    }
  };
  walk(root);
  const place = places[at % places.length];
  if (place !== undefined) place[0][place[1]] = structuredClone(value);
}

describe(`malformed updates (seed ${SEED})`, () => {
  it('are never read as somebody else, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(spoiled, junk), (update) => {
        const reading = readUpdate(update, 'clients', NOW);
        if (typeof reading === 'string') return;
        expect(reading.address).toEqual({ bot: 'clients', chat: expect.stringMatching(/^-?\d+$/) as string });
        if (reading.scope === 'private') expect(reading.sender).toBe(reading.address.chat);
        expect(reading.text.length).toBeLessThanOrEqual(8_000);
        expect(/\p{Surrogate}/u.test(reading.text)).toBe(false);
        expect(Number.isFinite(reading.at.getTime())).toBe(true);
      }),
      { seed: SEED, numRuns: UPDATES },
    );
  });

  it('pass through the channel with nothing thrown, memory flat, and good ones still arriving', async () => {
    const twin = await startTwin();
    const channel = createGrammyChannel({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
    const host = new RecordingHost();
    const updates = fc.sample(spoiled, { seed: SEED, numRuns: UPDATES });
    const run = async (from: number, to: number): Promise<void> => {
      for (const [index, update] of updates.slice(from, to).entries()) {
        // Only the provider numbers updates; one without a number could never be confirmed.
        twin.bot.push({ ...update, update_id: 200_000 + from + index });
      }
      await twin.waitFor(() => twin.bot.account.queue.size === 0);
    };
    await channel.start(host);
    twin.bot.account.queue.startAt(200_000);
    await run(0, UPDATES / 2);
    const before = heapUsed();
    host.received.length = 0;
    await run(UPDATES / 2, UPDATES);
    host.received.length = 0;
    const grownMb = (heapUsed() - before) / 1e6;
    twin.bot.account.queue.startAt(300_000);
    twin.bot.person(42).say('还在');
    expect((await host.arrived(1))[0]?.text).toBe('还在');
    expect(channel.counters.skipped).toBeGreaterThan(UPDATES / 10);
    expect(host.eventTypes.filter((type) => type === 'skipped').length).toBeLessThan(5);
    expect(new Set(host.eventTypes)).toEqual(new Set(['online', 'skipped']));
    expect(grownMb).toBeLessThan(5);
    await channel.stop();
    await twin.stop();
  });

  it('without a number do not make the channel spin', async () => {
    const twin = await startTwin();
    const channel = createGrammyChannel({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
    const host = new RecordingHost();
    twin.bot.push({ message: 'no number' });
    await channel.start(host);
    await host.until(() => host.eventTypes.includes('skipped'));
    await twin.waitFor(() => (twin.calls.get('getupdates') ?? 0) >= 4);
    expect(host.sleeps.slice(0, 3)).toEqual([1_000, 2_000, 5_000]);
    await channel.stop();
    await twin.stop();
  });
});

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
