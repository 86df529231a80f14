/** One test for each row of the programme's table, read as printed plans. */
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

describe('coming home', () => {
  it('greets on the morning of the gate and asks after the first night', () => {
    expect(lines(planOf(), 'gate-day', 'first-night')).toEqual([
      'D0 Tue 2026-12-01 08:30 client gate-day D0',
      'D0 Tue 2026-12-01 19:30 client first-night D0',
    ]);
  });
  it('leaves the gate out when enrolled on the day itself, and still asks after the night', () => {
    const late = planOf({ enrolledAt: at('2026-12-01', '20:40') }, at('2026-12-01', '20:40'));
    expect(lines(late, 'gate-day', 'first-night')).toEqual([
      'D0 Tue 2026-12-01 08:30 ✗ client gate-day D0: condition-met',
      'D0 Tue 2026-12-01 20:55 client first-night D0 (late-enrolment-send)',
    ]);
  });
});

describe('report-in', () => {
  it('is said on days 1, 3, 7, 10, 13 and 14 of 15, inside the check-in, then becomes a task', () => {
    expect(lines(planOf(), 'report-in', 'report-in-overdue')).toEqual([
      'D1 Wed 2026-12-02 20:00 └ client report-in O1 → check-in 2026-12-02',
      'D3 Fri 2026-12-04 20:00 └ client report-in O3 → check-in 2026-12-04',
      'D7 Tue 2026-12-08 20:00 └ client report-in O7 → weekly-check D7',
      'D10 Fri 2026-12-11 20:00 └ client report-in O10 → check-in 2026-12-11',
      'D13 Mon 2026-12-14 20:00 └ client report-in O13 → check-in 2026-12-14',
      'D14 Tue 2026-12-15 20:00 └ client report-in O14 → weekly-check D14',
      'D16 Thu 2026-12-17 08:30 worker report-in-overdue O16',
    ]);
  });
  it('of two days: at once, next morning, last noon', () => {
    const reportIn = { ...sampleEnrolment().reportIn, deadlineDays: 2 as const };
    expect(
      lines(planOf({ reportIn }), 'report-in', 'report-in-at-once', 'report-in-short', 'report-in-overdue'),
    ).toEqual([
      'D0 Tue 2026-12-01 08:30 └ client report-in-at-once O0 → gate-day D0',
      'D1 Wed 2026-12-02 08:30 client report-in-short O1',
      'D2 Thu 2026-12-03 12:00 client report-in-short O2',
      'D3 Fri 2026-12-04 08:30 worker report-in-overdue O3',
    ]);
  });
  it('stops with the deed, task included', () => {
    const reportIn = { ...sampleEnrolment().reportIn, reportedOn: '2026-12-03' };
    const items = planOf({ reportIn }).filter((item) => item.group === 'report-in');
    expect(items.map((item) => item.reason)).toEqual(items.map(() => 'condition-met'));
  });
  it('counts from the day the decision was received', () => {
    const reportIn = { ...sampleEnrolment().reportIn, decisionReceivedOn: '2026-12-03' };
    expect(days(planOf({ reportIn }), 'report-in')).toEqual([3, 5, 9, 12, 15, 16]);
  });
});

describe('agreement', () => {
  const reportIn = { ...sampleEnrolment().reportIn, reportedOn: '2026-12-05' };
  it('is said three and seven days after report-in, until signed', () => {
    expect(lines(planOf({ reportIn }), 'agreement')).toEqual([
      'D7 Tue 2026-12-08 20:00 └ client agreement R3 → weekly-check D7',
      'D11 Sat 2026-12-12 20:00 └ client agreement R7 → check-in 2026-12-12',
    ]);
    expect(days(planOf({ reportIn: { ...reportIn, agreementSignedOn: '2026-12-06' } }), 'agreement')).toEqual(
      [],
    );
  });
  it('is not planned before report-in is known', () => {
    expect(lines(planOf(), 'agreement')).toEqual([]);
  });
});

describe('papers and cover', () => {
  it('come in three parts in the first week', () => {
    const papers = planOf().filter((item) => item.step === 'papers');
    expect(papers.map((item) => [item.day, item.args['part']])).toEqual([
      [2, 'identity'],
      [4, 'insurance'],
      [6, 'bank-housing'],
    ]);
  });
});

describe('check-ins', () => {
  const hosts = planOf().filter(
    (item) => ['check-in', 'weekly-check'].includes(item.step) && item.state === 'planned',
  );
  it('are daily to D14, then Mon Wed Fri Sun, then Mon Wed Fri', () => {
    const weekdays = (from: number, to: number): string =>
      [
        ...new Set(
          hosts.filter((h) => h.day >= from && h.day <= to).map((h) => new Date(h.localDay).getUTCDay()),
        ),
      ]
        .sort()
        .join('');
    expect(hosts.filter((h) => h.day <= 14).map((h) => h.day)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
    expect([weekdays(15, 42), weekdays(43, 90)]).toEqual(['0135', '135']);
  });
  it('give way to the weekly check nearest to D7, 14 … 84', () => {
    const weekly = hosts.filter((h) => h.step === 'weekly-check');
    expect(weekly.map((h) => [h.cycle, h.day])).toEqual([
      ['D7', 7],
      ['D14', 14],
      ['D21', 20],
      ['D28', 27],
      ['D35', 34],
      ['D42', 41],
      ['D49', 48],
      ['D56', 55],
      ['D63', 62],
      ['D70', 69],
      ['D77', 76],
      ['D84', 83],
    ]);
    expect(new Set(hosts.map((h) => h.localDay)).size).toBe(hosts.length);
  });
  it('carry PHQ-2 and GAD-2 nearest to D7, 30, 60, 90', () => {
    expect(lines(planOf(), 'screening')).toEqual([
      'D7 Tue 2026-12-08 20:00 └ client screening D7 → weekly-check D7',
      'D29 Wed 2026-12-30 20:00 └ client screening D30 → check-in 2026-12-30',
      'D59 Fri 2027-01-29 20:00 └ client screening D60 → check-in 2027-01-29',
      'D90 Mon 2027-03-01 20:00 └ client screening D90 → check-in 2027-03-01',
    ]);
  });
});

describe('appointments', () => {
  const appointment = (date: string, time: string) => ({
    id: 'a1',
    at: at(date, time),
    kind: 'baseline',
    releaseAt: null,
    state: 'planned' as const,
  });
  it('are reminded of three days, one day and two hours before, inside the check-in where it comes in time', () => {
    const items = planOf({
      appointments: [appointment('2026-12-22', '15:00')],
      familyAppointmentIds: ['f1'],
    });
    expect(lines(items, 'appointment-reminder', 'family-appointment')).toEqual([
      'D18 Sat 2026-12-19 20:00 client appointment-reminder a1:3d',
      'D20 Mon 2026-12-21 10:00 family family-appointment a1:1d:f1',
      'D20 Mon 2026-12-21 20:00 └ client appointment-reminder a1:1d → weekly-check D21',
      'D21 Tue 2026-12-22 13:00 client appointment-reminder a1:2h',
    ]);
  });
  it('in the early morning: the evening before, not in the night', () => {
    const items = planOf({ hour: '10:00', appointments: [appointment('2026-12-22', '09:00')] });
    expect(lines(items, 'appointment-reminder').at(-1)).toBe(
      'D20 Mon 2026-12-21 21:00 client appointment-reminder a1:2h',
    );
    const booked = planOf({ appointments: [appointment('2026-12-22', '09:00')] }, at('2026-12-21', '22:00'));
    expect(lines(booked, 'appointment-reminder').at(-1)).toContain(
      '✗ client appointment-reminder a1:2h: quiet-hours',
    );
  });
  it('fold the short reminder into a check-in just before it', () => {
    const items = planOf({ hour: '12:00', appointments: [appointment('2026-12-23', '15:00')] });
    expect(lines(items, 'appointment-reminder').at(-1)).toBe(
      'D22 Wed 2026-12-23 12:00 └ client appointment-reminder a1:2h → check-in 2026-12-23',
    );
  });
  it('that are kept or moved remind of nothing', () => {
    const attended = { ...appointment('2026-12-22', '15:00'), state: 'attended' as const };
    const reasons = planOf({ appointments: [attended] }).filter(
      (item) => item.step === 'appointment-reminder',
    );
    expect(reasons.map((item) => item.reason)).toEqual(['condition-met', 'condition-met', 'condition-met']);
  });
});

describe('tests by template', () => {
  it('run only when a worker has confirmed the template; until then there is a task', () => {
    const items = planOf();
    expect(lines(items, 'confirm-template')).toEqual(['D1 Wed 2026-12-02 08:30 worker confirm-template D1']);
    expect(lines(items, 'baseline-test')[0]).toContain('no-template');
    expect(lines(items, 'call-up', 'scheduled-test')).toEqual([]);
  });
  it.each([
    ['cn-22', '2026-12-04', '2026-12-08', 3],
    ['cn-12', '2026-12-04', '2026-12-15', 1],
    ['cn-28', '2026-12-04', '2026-12-08', 4],
  ] as const)('%s: baseline window and scheduled tests', (testTemplate, fromDate, untilDate, scheduled) => {
    const items = planOf({ testTemplate });
    const baseline = items.find((item) => item.step === 'baseline-test');
    expect(baseline?.args).toMatchObject({ kind: 'book-test', fromDate, untilDate });
    expect(days(items, 'scheduled-test')).toHaveLength(scheduled);
  });
});
