import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../scheduler/zone/index.js';
import { gapsAhead } from './gaps.js';
import { dutySpanOf, nextChange, seatsAt, type RotaRows } from './order.js';

const zone = 'Asia/Shanghai';
const at = (text: string) => new Date(`${text}+08:00`);
const base = [
  { position: 0, personId: 'lin' },
  { position: 1, personId: 'zhou' },
  { position: 2, personId: 'chen' },
  { position: 3, personId: 'op' },
];
const rows = (change: Partial<RotaRows> = {}): RotaRows => ({
  base,
  week: [],
  covers: [],
  handOver: '09:00',
  ...change,
});
const ids = (change: Partial<RotaRows>, moment: string) =>
  seatsAt(rows(change), at(moment), zone).map(({ personId }) => personId);

describe('who is woken', () => {
  test('without a plan: the order of set-up', () => {
    expect(ids({}, '2026-12-02T03:00')).toEqual(['lin', 'zhou', 'chen', 'op']);
  });

  test('the night before the hand-over hour is still the day before', () => {
    const week = [{ weekday: 3, position: 0, personId: 'wu' }];
    expect(ids({ week }, '2026-12-02T08:59')[0]).toBe('lin');
    expect(ids({ week }, '2026-12-02T09:00')[0]).toBe('wu');
    expect(ids({ week }, '2026-12-03T08:59')[0]).toBe('wu');
    expect(ids({ week }, '2026-12-03T09:00')[0]).toBe('lin');
  });

  test('nobody holds both first places: the one who stood first stands behind', () => {
    const week = [{ weekday: 3, position: 0, personId: 'zhou' }];
    expect(ids({ week }, '2026-12-02T10:00')).toEqual(['zhou', 'lin', 'chen', 'op']);
  });

  test('the newest cover counts, for as long as it lasts', () => {
    const cover = (personId: string, from: string, createdAt: string) => ({
      position: 0,
      personId,
      startsAt: at(from),
      endsAt: at('2026-12-03T09:00'),
      createdAt: at(createdAt),
    });
    const covers = [
      cover('wu', '2026-12-02T09:00', '2026-12-01T10:00'),
      cover('chen', '2026-12-02T18:00', '2026-12-01T11:00'),
    ];
    expect(ids({ covers }, '2026-12-02T17:59')[0]).toBe('wu');
    expect(ids({ covers }, '2026-12-02T18:00')[0]).toBe('chen');
    expect(ids({ covers }, '2026-12-03T09:00')[0]).toBe('lin');
    expect(nextChange(rows({ covers }), at('2026-12-02T10:00'), zone)).toEqual(at('2026-12-02T18:00'));
  });

  test('control: without the order of set-up behind it, a hole in the plan is a hole', () => {
    const week = [{ weekday: 3, position: 0, personId: 'wu' }];
    expect(ids({ week }, '2026-12-04T10:00')[0]).toBe('lin');
    expect(ids({ week, base: [] }, '2026-12-04T10:00')).toEqual([]);
  });

  test('duty days follow each other without a gap, over changes of clocks too', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
    );
    const hours = fc.constantFrom('00:00', '02:30', '09:00', '23:45');
    const days = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(zones, hours, days, (where, handOver, offset) => {
        const day = addDays('2026-01-01', offset);
        const today = dutySpanOf(day, where, handOver);
        expect(dutySpanOf(addDays(day, 1), where, handOver).startsAt).toEqual(today.endsAt);
        const middle = new Date((today.startsAt.getTime() + today.endsAt.getTime()) / 2);
        expect(nextChange(rows({ handOver }), middle, where)).toEqual(today.endsAt);
      }),
    );
  });
});

describe('gaps ahead', () => {
  const everybody = new Set(base.map(({ personId }) => personId));
  const ahead = (change: Partial<RotaRows>, reachable: ReadonlySet<string>) =>
    gapsAhead(rows(change), reachable, at('2026-12-01T10:00'), zone);

  test('none while the order of set-up stands and answers', () => {
    expect(ahead({}, everybody)).toEqual({ dark: [], unplanned: [] });
  });

  test('a day on which nobody has an address is dark, a day that the plan forgot is not', () => {
    const week = [{ weekday: 3, position: 0, personId: 'wu' }];
    expect(ahead({ week }, everybody).unplanned).toEqual([1, 2, 4, 5, 6, 7]);
    expect(ahead({ week, base: [] }, new Set(['wu'])).dark).toEqual([
      '2026-12-01',
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
      '2026-12-06',
      '2026-12-07',
    ]);
    // Control: one address more, and it is light again.
    expect(ahead({ week }, new Set(['wu', 'op'])).dark).toEqual([]);
    expect(ahead({ week }, new Set(['wu'])).dark).toHaveLength(6);
  });
});
