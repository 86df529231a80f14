import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTryMs, restMs, throttledMs } from './backoff.js';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('waiting before another try', () => {
  it('never shortens from one attempt to the next, and is bounded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        chance,
        chance,
        fc.constantFrom('crisis', 'bulk'),
        (attempt, one, two, lane) => {
          const wait = nextTryMs(attempt, () => one, lane);
          expect(nextTryMs(attempt + 1, () => two, lane)).toBeGreaterThanOrEqual(wait);
          expect(wait).toBeGreaterThanOrEqual(2_000);
          expect(wait).toBeLessThanOrEqual(lane === 'crisis' ? 36_000 : 18 * 60_000);
        },
      ),
    );
  });

  it('is never shorter than a 429 asks for, and hardly longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), chance, (asked, at) => {
        const wait = throttledMs(asked, () => at);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait).toBeLessThanOrEqual(asked + 1_001);
      }),
    );
    expect(throttledMs(undefined, () => 0)).toBe(1_000);
  });

  it('leaves a dead channel alone for a second first and half a minute at most', () => {
    expect([restMs(1), restMs(2), restMs(6), restMs(500)]).toEqual([1_000, 2_000, 30_000, 30_000]);
  });
});
