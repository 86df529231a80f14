import { expect, test } from 'vitest';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { nextWorkingMorning } from './staff.js';

const zone = 'Asia/Shanghai';
const calendar = loadCalendar();

test.each([
  // [now, next working day, why]
  ['2026-12-01T02:00:00Z', '2026-12-02', 'an ordinary Tuesday'],
  ['2026-12-04T02:00:00Z', '2026-12-07', 'a Friday: the weekend is left alone'],
  ['2026-12-31T02:00:00Z', calendar.addWorkingDays('2026-12-31', 1), 'before a public holiday'],
  ['2026-12-01T17:00:00Z', '2026-12-03', 'after midnight in Shanghai it is Wednesday already'],
])('from %s the next morning list is on %s (%s)', (now, date) => {
  const next = nextWorkingMorning(new Date(now), zone, calendar);
  expect(next).toEqual({ date, at: new Date(`${date}T08:30:00+08:00`) });
  expect(next.at.getTime()).toBeGreaterThan(Date.parse(now));
});

test('the day after New Year’s Eve is never New Year’s Day', () => {
  expect(nextWorkingMorning(new Date('2026-12-31T02:00:00Z'), zone, calendar).date > '2027-01-01').toBe(true);
});
