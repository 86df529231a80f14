import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOf,
  dayNumber,
  daysBetween,
  inQuietHours,
  isDate,
  isZone,
  localParts,
  nextOpenMoment,
  toInstant,
  weekdayOf,
} from './index.js';

/** Ten zones and the date of a change of clocks in each: forward, back, half an hour, none at all. */
const weeks: [string, string[]][] = [
  ['Asia/Shanghai', ['2026-03-29', '2026-10-25']],
  ['Asia/Kathmandu', ['2026-03-29']],
  ['Europe/London', ['2026-03-29', '2026-10-25']],
  ['Europe/Berlin', ['2026-03-29', '2026-10-25']],
  ['America/New_York', ['2026-03-08', '2026-11-01']],
  ['America/St_Johns', ['2026-03-08', '2026-11-01']],
  ['America/Santiago', ['2026-04-05', '2026-09-06']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Pacific/Auckland', ['2026-04-05', '2026-09-27']],
  ['Africa/Cairo', ['2026-04-24', '2026-10-29']],
];
const quarters = Array.from({ length: 96 }, (_, i) => i * 15);
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

describe.each(weeks)('wall clock in %s', (zone, changes) => {
  it('shows what luxon shows, every seven and a half minutes of the weeks of change', () => {
    for (const change of changes) {
      const start = Date.parse(`${change}T00:00:00Z`) - 4 * 86_400_000;
      for (let ms = start; ms < start + 8 * 86_400_000; ms += 450_000) {
        const theirs = DateTime.fromMillis(ms, { zone });
        const ours = localParts(new Date(ms), zone);
        const expected = [theirs.toFormat('yyyy-MM-dd HH:mm'), theirs.weekday];
        expect([`${ours.date} ${ours.time}`, ours.weekday]).toEqual(expected);
      }
    }
  });

  it('finds the instant of every quarter of an hour: itself again, the first of two, or as far after a gap', () => {
    for (const change of changes) {
      for (let n = -4; n <= 4; n++) {
        const date = addDays(change, n);
        for (const minutes of quarters) expectPolicy(date, clock(minutes), zone);
      }
    }
  });
});

/** The policy by brute force: every instant that shows this wall time, by luxon; the first, or after the gap. */
function expectPolicy(date: string, time: string, zone: string): void {
  const ours = toInstant(date, time, zone);
  const rough = Date.parse(`${date}T${time}:00Z`);
  const shown = [];
  for (let ms = rough - 15 * 3_600_000; ms <= rough + 15 * 3_600_000; ms += 900_000) {
    if (localParts(new Date(ms), zone).date === date && localParts(new Date(ms), zone).time === time)
      shown.push(ms);
  }
  if (shown[0] !== undefined) expect(ours.getTime()).toBe(shown[0]);
  else {
    const theirs = DateTime.fromISO(`${date}T${time}`, { zone });
    expect(ours.toISOString()).toBe(theirs.toUTC().toJSDate().toISOString());
    expect(localParts(ours, zone).time > time).toBe(true);
  }
}

describe('gaps and overlaps', () => {
  it('goes forward over a gap by its length', () => {
    expect(toInstant('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(toInstant('2026-10-04', '02:10', 'Australia/Lord_Howe').toISOString()).toBe(
      '2026-10-03T15:40:00.000Z',
    );
  });
  it('takes the first of two', () => {
    expect(toInstant('2026-10-25', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(toInstant('2026-04-05', '01:45', 'Australia/Lord_Howe').toISOString()).toBe(
      '2026-04-04T14:45:00.000Z',
    );
  });
});

describe('dates', () => {
  it('counts days over year ends and leap years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(weekdayOf('2026-12-01')).toBe(2);
    expect([isDate('2026-02-30'), isDate('2026-12-01'), isDate('1.12.2026')]).toEqual([false, true, false]);
  });
  it('reads back every day it writes', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 60_000 }), (n) => dayNumber(dateOf(n)) === n));
  });
});

describe('quiet hours', () => {
  const quiet = { from: '21:30', to: '08:00' };
  const at = (time: string) => toInstant('2026-12-01', time, 'Asia/Shanghai');
  it('begin sharp and end sharp', () => {
    const inside = ['21:29', '21:30', '23:59', '00:00', '07:59', '08:00'].map((time) =>
      inQuietHours(at(time), 'Asia/Shanghai', quiet),
    );
    expect(inside).toEqual([false, true, true, true, true, false]);
  });
  it('open at their end, the same morning or the next', () => {
    const open = (time: string) =>
      localParts(nextOpenMoment(at(time), 'Asia/Shanghai', quiet), 'Asia/Shanghai');
    expect([open('22:00').date, open('22:00').time]).toEqual(['2026-12-02', '08:00']);
    expect([open('03:00').date, open('03:00').time]).toEqual(['2026-12-01', '08:00']);
    expect(open('12:00').time).toBe('12:00');
  });
  it('never hold the moment they hand out, whatever the zone and the hours', () => {
    const zones = weeks.map(([zone]) => zone);
    const seed = 20_261_201;
    console.log(`quiet hours property, seed ${String(seed)}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_770_000_000, max: 1_800_000_000 }),
        fc.tuple(fc.integer({ min: 18 * 4, max: 95 }), fc.integer({ min: 5 * 4, max: 12 * 4 })),
        (zone, seconds, [from, to]) => {
          const hours = { from: clock(from * 15), to: clock(to * 15) };
          const now = new Date(seconds * 1000);
          const open = nextOpenMoment(now, zone, hours);
          return open.getTime() >= now.getTime() && !inQuietHours(open, zone, hours);
        },
      ),
      { seed, numRuns: 2000 },
    );
  });
});

describe('zone names', () => {
  it('knows real ones only', () => {
    const names = ['Asia/Shanghai', 'UTC', 'Australia/Lord_Howe', 'Asia/Shanghia', '+08:00', '', 'CST'];
    expect(names.map(isZone)).toEqual([true, true, true, false, false, false, false]);
  });
});
