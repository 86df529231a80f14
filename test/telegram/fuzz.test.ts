import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import { readUpdate } from '../../bot/channels/shared/telegram/inbound.js';
import { startTwin } from '../twins/telegram/twin.js';
import { expectSane, flood } from './flood.js';
import { libraries } from './libraries.js';
import { junk, spoiled } from './updates.js';

const seed = 20_261_201;
const now = new Date('2026-12-01T00:00:00Z');

describe(`malformed updates (seed ${seed})`, () => {
  it('are never read as somebody else, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(spoiled, junk), (update) => {
        const reading = readUpdate(update, 'clients', now);
        if (typeof reading !== 'string') expectSane(reading);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  // The long form: fuzz.full.test.ts.
  it.each(libraries)('pass through $name: nothing thrown, nothing sent, memory flat', ({ create }) =>
    flood(create, 2_000, seed),
  );

  it.each(libraries)('without a number do not make $name spin', async ({ create }) => {
    const twin = await startTwin();
    const channel = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
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
