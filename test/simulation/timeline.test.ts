import { describe, expect, it } from 'vitest';
import { minuteMs } from './options.js';
import { Timeline } from './timeline.js';

const last = { Alert: 1, Due: 10, Decision: 20, Outbox: 30 };

describe('two clocks', () => {
  const timeline = new Timeline();
  // At minute 100 it is minute 90 once more; at minute 105 (then 95) it is minute 65.
  timeline.steps.push({ elapsedMs: 100 * minuteMs, backMs: 10 * minuteMs, last });
  timeline.steps.push({
    elapsedMs: 105 * minuteMs,
    backMs: 30 * minuteMs,
    last: { ...last, Due: 15, Outbox: 30 },
  });

  it('tell by the number of a row which of two moments it means', () => {
    expect(timeline.elapsed('Due', 10, 92 * minuteMs)).toBe(92 * minuteMs);
    expect(timeline.elapsed('Due', 11, 92 * minuteMs)).toBe(102 * minuteMs);
    expect(timeline.elapsed('Due', 16, 92 * minuteMs)).toBe(132 * minuteMs);
    expect(timeline.elapsed('Outbox', 31, 92 * minuteMs)).toBe(132 * minuteMs);
  });

  it('name the first and the last time that a moment was shown', () => {
    expect(timeline.candidates(50 * minuteMs)).toEqual([50 * minuteMs, 50 * minuteMs]);
    expect(timeline.candidates(92 * minuteMs)).toEqual([92 * minuteMs, 132 * minuteMs]);
    expect(timeline.candidates(200 * minuteMs)).toEqual([240 * minuteMs, 240 * minuteMs]);
  });

  it('know of steps within a stretch', () => {
    expect(timeline.steppedWithin(101 * minuteMs, 104 * minuteMs)).toBe(false);
    expect(timeline.steppedWithin(100 * minuteMs, 100 * minuteMs)).toBe(true);
  });
});
