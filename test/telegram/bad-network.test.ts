import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/station.js';
import { FaultyProxy } from '../twins/faulty-proxy.js';
import { Deployment } from './deployment.js';

const seed = 41;
const people = Array.from({ length: 40 }, (_, n) => 100 + n);

describe.each(['grammy', 'telegraf'])(`the real bot over %s on a bad network (seed ${seed})`, (library) => {
  let house: Deployment;
  let proxy: FaultyProxy;
  beforeEach(async () => {
    house = await Deployment.open();
    proxy = await FaultyProxy.open(house.twin.apiRoot, seed, 30);
  });
  afterEach(async () => {
    await house.close();
    await proxy.close();
  });

  it('handles every update once, answers everybody once or knows that it does not know', async () => {
    const { twin } = house;
    await house.start({ TELEGRAM_LIBRARY: library, TELEGRAM_API_ROOT: proxy.url });
    for (const id of people) twin.person(id).say('menu');
    const open = () => twin.bot.account.queue.size;
    await twin.waitFor(() => open() === 0, 'all updates to be confirmed', 60_000);
    await twin.waitFor(() => proxy.sends >= people.length, 'a try for everybody', 60_000);
    proxy.calm();
    twin.person(99).say('menu');
    await twin.waitFor(() => twin.person(99).messages().length > 0, 'the last answer', 60_000);
    await house.stop();
    const { inbox, rows } = await withDatabase(house.machine, async ({ prisma }) => ({
      inbox: await prisma.inbox.groupBy({ by: ['state'], _count: true }),
      rows: await prisma.outbox.findMany({ select: { state: true, contactId: true } }),
    }));
    expect(inbox).toEqual([{ state: 'handled', _count: people.length + 1 }]);
    expect(rows).toHaveLength(people.length + 1);
    expect(rows.filter(({ state }) => !['sent', 'unknown', 'errored', 'queued'].includes(state))).toEqual([]);
    const counts = people.map((id) => twin.person(id).messages().length);
    const unsure = rows.filter(({ state }) => state !== 'sent').length;
    expect(Math.max(...counts)).toBe(1);
    expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(unsure);
    expect(new Set(proxy.happened).size, proxy.happened.join(' ')).toBeGreaterThan(4);
  });
});
