import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { localParts, toInstant } from '../zone/index.js';
import { nextSlots, type SlotQuery } from './index.js';

const zone = 'Asia/Shanghai';
const at = (date: string, time: string): Date => toInstant(date, time, zone);
const weekdays = [1, 2, 3, 4, 5];
const base: SlotQuery = {
  sites: [
    {
      id: 's1',
      weekdays,
      hours: [
        { from: '08:00', to: '11:30' },
        { from: '13:30', to: '18:00' },
      ],
    },
  ],
  taken: [],
  calendar: loadCalendar(),
  now: at('2026-12-04', '10:00'),
  zone,
  count: 4,
};
const shown = (query: SlotQuery): string[] =>
  nextSlots(query).map((slot) => `${localParts(slot.at, zone).date} ${localParts(slot.at, zone).time}`);

describe('slots on offer', () => {
  it('are early and late ones of the next working days', () => {
    expect(shown(base)).toEqual([
      '2026-12-04 13:30',
      '2026-12-04 17:45',
      '2026-12-07 08:00',
      '2026-12-07 17:45',
    ]);
  });
  it('leave a quarter of an hour between people', () => {
    const taken = [
      { siteId: 's1', at: at('2026-12-04', '13:35') },
      { siteId: 's2', at: at('2026-12-07', '08:00') },
    ];
    expect(shown({ ...base, taken })).toEqual([
      '2026-12-04 14:00',
      '2026-12-04 17:45',
      '2026-12-07 08:00',
      '2026-12-07 17:45',
    ]);
  });
  it('skip holidays and use make-up days', () => {
    expect(shown({ ...base, now: at('2026-09-30', '17:00'), count: 2 })).toEqual([
      '2026-10-08 08:00',
      '2026-10-08 17:45',
    ]);
    expect(shown({ ...base, now: at('2026-10-09', '17:00'), count: 2 })).toEqual([
      '2026-10-10 08:00',
      '2026-10-10 17:45',
    ]);
  });
  it('are fewer when there are no more', () => {
    expect(shown({ ...base, lastDay: '2026-12-06' })).toHaveLength(2);
    expect(nextSlots({ ...base, sites: [] })).toEqual([]);
  });
});
