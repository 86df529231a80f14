/** The rows of the programme's table about people, family, groups, health and work, read as printed plans. */
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { loadProgramme } from '../programmes/index.js';
import { toInstant } from '../zone/index.js';
import { plan, printItem, type PlanEnrolment, type PlanItem } from './index.js';
import { sampleEnrolment } from './sample.js';

const programme = loadProgramme();
const calendar = loadCalendar();
const zone = 'Asia/Shanghai';
const before = new Date('2026-11-26T02:00:00Z');

function planOf(changes: Partial<PlanEnrolment> = {}, now = before): PlanItem[] {
  return plan({ programme, enrolment: sampleEnrolment(changes), calendar, now, settled: [] });
}
function lines(items: PlanItem[], ...steps: string[]): string[] {
  return items
    .filter((item) => steps.includes(item.step))
    .map((item) => printItem(item, zone).replace(/ {2,}/g, ' '));
}
const days = (items: PlanItem[], step: string): number[] =>
  items.filter((item) => item.step === step && item.state !== 'dropped').map((item) => item.day);
const at = (date: string, time: string): Date => toInstant(date, time, zone);

describe('people', () => {
  it('calls, visits and reviews are tasks on working mornings', () => {
    const items = planOf();
    expect(days(items, 'worker-call')).toEqual([1, 3, 7, 14, 21, 28, 35, 42, 49, 56, 70, 84]);
    expect(lines(items, 'visit', 'review')).toEqual([
      'D0 Tue 2026-12-01 08:30 worker review D0',
      'D3 Fri 2026-12-04 08:30 worker visit D3',
      'D30 Thu 2026-12-31 08:30 worker visit D30',
      'D30 Thu 2026-12-31 08:30 worker review D30',
      'D62 Mon 2027-02-01 08:30 worker visit D60 (after-working-day)',
      'D62 Mon 2027-02-01 08:30 worker review D60 (after-working-day)',
      'D90 Mon 2027-03-01 08:30 worker visit D90',
      'D90 Mon 2027-03-01 08:30 worker review D90',
    ]);
    const tasks = items.filter((item) => item.to === 'worker' && item.state === 'planned');
    expect(tasks.every((item) => calendar.isWorkingDay(item.localDay) && !item.proactive)).toBe(true);
  });
});

describe('family', () => {
  it('gets lessons on D2, 14, 30, 60, 90, and only who holds F1', () => {
    expect(days(planOf(), 'family-lesson')).toEqual([2, 14, 30, 60, 90]);
    expect(days(planOf({ familyIds: [] }), 'family-lesson')).toEqual([]);
  });
  it('gets at most one a week, late ones spread', () => {
    const now = at('2026-12-20', '12:00');
    const items = planOf({ enrolledAt: now, familyIds: ['f1', 'f2'] }, now);
    for (const id of ['f1', 'f2']) {
      const lessons = items
        .filter((item) => item.familyId === id && item.state === 'planned')
        .map((item) => item.day);
      expect(lessons).toEqual([20, 30, 60, 90]);
    }
  });
});

describe('milestones', () => {
  it('are praised on D1, 3, 7, 14, 30, 60, 90', () => {
    expect(days(planOf(), 'milestone')).toEqual([1, 3, 7, 14, 30, 60, 90]);
  });
});

describe('mutual aid', () => {
  it('is explained on D7, meets weekly from the first group day after D8 to D56, then fortnightly', () => {
    const items = planOf();
    expect(lines(items, 'group-explain')).toEqual(['D7 Tue 2026-12-08 15:30 client group-explain D7']);
    expect(days(items, 'group-meeting')).toEqual([11, 18, 25, 32, 39, 46, 53, 67, 81]);
    expect(lines(items, 'group-meeting')[0]).toBe('D11 Sat 2026-12-12 12:00 client group-meeting 2026-12-12');
    expect(lines(items, 'buddy')).toEqual(['D14 Tue 2026-12-15 15:30 client buddy D14']);
  });
  it('is not offered without the opt-in', () => {
    expect(planOf({ scopes: [] }).find((item) => item.step === 'buddy')?.reason).toBe('consent-missing');
  });
});

describe('health', () => {
  it('reminds as the client asked, and that is not counted as proactive', () => {
    const reminder = {
      id: 'h1',
      nameKey: 'tea',
      time: '07:30',
      every: 'month' as const,
      startOn: '2026-12-31',
    };
    const items = planOf({ healthReminders: [reminder] }).filter((item) => item.step === 'health-reminder');
    expect(
      items.map((item) => [item.localDay, item.dueAt.getTime() === at(item.localDay, '08:00').getTime()]),
    ).toEqual([
      ['2026-12-31', true],
      ['2027-01-31', true],
      ['2027-02-28', true],
    ]);
    expect(items.every((item) => !item.proactive && item.args['nameKey'] === 'tea')).toBe(true);
  });
});

describe('work and benefits', () => {
  it('pre-check, profile, weekly leads, follow-ups and outcome, near their days', () => {
    const items = planOf();
    expect(lines(items, 'benefits', 'job-profile', 'job-follow-up', 'job-outcome')).toEqual([
      'D8 Wed 2026-12-09 10:30 client benefits D7 (moved)',
      'D15 Wed 2026-12-16 10:30 client job-profile D14 (moved)',
      'D30 Thu 2026-12-31 10:30 client job-follow-up D30',
      'D44 Thu 2027-01-14 10:30 client job-follow-up D45 (moved)',
      'D75 Sun 2027-02-14 10:30 client job-follow-up D75',
      'D89 Sun 2027-02-28 10:30 client job-outcome D90 (moved)',
    ]);
    expect(days(items, 'job-leads')[0]).toBe(21);
  });
});

describe('contact data, activities, peer lessons', () => {
  it('ask around D28, 56, 84 and tell fortnightly from D21, by opt-in', () => {
    const items = planOf();
    expect(days(items, 'contact-data')).toEqual([27, 55, 83]);
    expect(days(items, 'activity')).toEqual([21, 35, 51, 65, 79]);
    expect(days(planOf({ scopes: [] }), 'activity')).toEqual([]);
  });
});
