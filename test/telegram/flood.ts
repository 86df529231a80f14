import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Inbound } from '../../bot/channels/channel.js';
import { RecordingHost } from '../../bot/channels/contract.js';
import type { TelegramChannel, TelegramOptions } from '../../bot/channels/shared/telegram/index.js';
import { startTwin } from '../twins/telegram/twin.js';
import { spoiled } from './updates.js';

const firstNumber = 200_000;
/** What is in memory at once; the rest is made when it is needed. */
const chunk = 500;

/** A host that looks at everything and keeps nothing. */
class LookingHost extends RecordingHost {
  seen = 0;

  override receive(batch: readonly Inbound[]): Promise<void> {
    for (const inbound of batch) expectSane(inbound);
    this.seen += batch.length;
    return Promise.resolve();
  }
}

/** Nobody is taken for somebody else, and nothing that a database or a page would choke on comes through. */
export function expectSane(inbound: Inbound): void {
  expect(inbound.address).toEqual({ bot: 'clients', chat: expect.stringMatching(/^-?\d+$/) as string });
  if (inbound.scope === 'private') expect(inbound.sender).toBe(inbound.address.chat);
  expect(inbound.text.length).toBeLessThanOrEqual(8_000);
  expect(/\p{Surrogate}/u.test(inbound.text)).toBe(false);
  expect(inbound.token?.length ?? 0).toBeLessThanOrEqual(64);
  expect(Number.isFinite(inbound.at.getTime())).toBe(true);
}

/**
 * Spoiled updates from the provider into a channel: nothing is thrown out of it, nothing is sent to anybody, memory
 * stays flat, and a good update behind them still arrives.
 */
export async function flood(
  create: (options: TelegramOptions) => TelegramChannel,
  count: number,
  seed: number,
): Promise<void> {
  const thrown: unknown[] = [];
  const note = (error: unknown): void => void thrown.push(error);
  process.on('unhandledRejection', note);
  const twin = await startTwin();
  const channel = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
  const host = new LookingHost();
  await channel.start(host);
  twin.bot.account.queue.startAt(firstNumber);
  const half = Math.floor(count / chunk / 2);
  let halfwayMb = 0;
  for (let round = 0; round < count / chunk; round += 1) {
    if (round === half) halfwayMb = heapMb();
    const updates = fc.sample(spoiled, { seed: seed + round, numRuns: chunk });
    for (const [index, update] of updates.entries()) {
      // Only the provider numbers updates; one without a number could never be confirmed.
      twin.bot.push({ ...update, update_id: firstNumber + round * chunk + index });
    }
    await twin.waitFor(() => twin.bot.account.queue.size === 0, 'all updates to be confirmed', 60_000);
  }
  const grownMb = heapMb() - halfwayMb;
  twin.bot.account.queue.startAt(firstNumber + 2 * count);
  const before = host.seen;
  twin.bot.person(42).say('还在');
  await twin.waitFor(() => host.seen > before);
  expect(channel.counters.skipped).toBeGreaterThan(count / 10);
  expect(channel.counters.received).toBeGreaterThan(count / 10);
  expect(host.eventTypes.filter((type) => type === 'skipped').length).toBeLessThan(6);
  expect(new Set(host.eventTypes)).toEqual(new Set(['online', 'skipped']));
  expect(grownMb).toBeLessThan(5);
  expect([...twin.calls.keys()].filter((name) => name.startsWith('send') || name.startsWith('edit'))).toEqual(
    [],
  );
  await channel.stop();
  await twin.stop();
  process.off('unhandledRejection', note);
  expect(thrown).toEqual([]);
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}
