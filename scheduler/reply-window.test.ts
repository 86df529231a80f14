import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastShut, isWindowOpen } from './reply-window.js';

const hour = 3_600_000;
const window = { ms: 48 * hour, messages: 5 };

describe('a reply window', () => {
  it('is open for its time and its messages, and never for somebody who has not written', () => {
    expect(isWindowOpen(window, { lastInAt: 0, since: 4 }, 48 * hour - 1)).toBe(true);
    expect(isWindowOpen(window, { lastInAt: 0, since: 4 }, 48 * hour)).toBe(false);
    expect(isWindowOpen(window, { lastInAt: 0, since: 5 }, 1)).toBe(false);
    expect(isWindowOpen(window, { lastInAt: null, since: 0 }, 1)).toBe(false);
    expect(isWindowOpen(null, { lastInAt: null, since: 99 }, 1)).toBe(true);
  });

  it('foretells exactly what sending one after the other finds shut', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 100 * hour }), { maxLength: 20 });
    const state = fc.record({ lastInAt: fc.option(fc.constant(0)), since: fc.nat(6) });
    fc.assert(
      fc.property(moments, state, (planned, start) => {
        let { since } = start;
        const shut: number[] = [];
        for (const at of planned.sort((a, b) => a - b)) {
          if (isWindowOpen(window, { ...start, since }, at)) since += 1;
          else shut.push(at);
        }
        expect(forecastShut(window, start, planned)).toEqual(shut);
        const all = planned.length - shut.length;
        expect(all).toBeLessThanOrEqual(Math.max(0, window.messages - start.since));
      }),
      { seed: 20_261_201 },
    );
  });
});
