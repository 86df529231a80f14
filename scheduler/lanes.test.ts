import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkFree, createLaneSharer, sharedLanes } from './lanes.js';

const counts = fc.record({ reply: fc.nat(40), reminder: fc.nat(40), bulk: fc.nat(40) });

describe('sharing slots among lanes', () => {
  it('gives no more than there is, and leaves no slot empty that somebody may have', () => {
    fc.assert(
      fc.property(fc.nat(60), counts, fc.nat(40), (free, waiting, room) => {
        const given = createLaneSharer().share(free, waiting, room);
        const total = sharedLanes.reduce((sum, lane) => sum + given[lane], 0);
        for (const lane of sharedLanes) expect(given[lane]).toBeLessThanOrEqual(waiting[lane]);
        expect(given.bulk).toBeLessThanOrEqual(room);
        const able = waiting.reply + waiting.reminder + Math.min(waiting.bulk, room);
        expect(total).toBe(Math.min(free, able));
      }),
    );
  });

  it('starves no lane, whatever the others do, one slot at a time', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 24, maxLength: 48 }), (rounds) => {
        const sharer = createLaneSharer();
        const waited = { reply: 0, reminder: 0, bulk: 0 };
        for (const waiting of rounds) {
          const given = sharer.share(1, waiting, 40);
          for (const lane of sharedLanes) {
            waited[lane] = waiting[lane] === 0 || given[lane] > 0 ? 0 : waited[lane] + 1;
            expect(waited[lane]).toBeLessThanOrEqual(24);
          }
        }
      }),
    );
  });

  it('puts people first', () => {
    const all = { reply: 1_000, reminder: 1_000, bulk: 1_000 };
    expect(createLaneSharer().share(120, all, 1_000)).toEqual({ reply: 80, reminder: 30, bulk: 10 });
  });

  it('lets bulk have at most four fifths of a window', () => {
    expect([bulkFree(100, 0), bulkFree(100, 79), bulkFree(100, 90), bulkFree(1, 0)]).toEqual([80, 1, 0, 1]);
  });
});
