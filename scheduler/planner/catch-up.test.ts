/** Late enrolment, overdue steps, pauses, leave, end: each by the step's own rule. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { loadProgramme, type Programme } from '../programmes/index.js';
import { toInstant } from '../zone/index.js';
import { plan, planReasons, printItem, type PlanEnrolment, type PlanItem } from './index.js';
import { cases, planOf as anyPlan } from './arbitrary.js';
import { sampleEnrolment } from './sample.js';

const golden = loadProgramme();
const calendar = loadCalendar();
const zone = 'Asia/Shanghai';
const at = (date: string, time: string): Date => toInstant(date, time, zone);

function planOf(changes: Partial<PlanEnrolment>, now: Date, programme: Programme = golden): PlanItem[] {
  return plan({ programme, enrolment: sampleEnrolment(changes), calendar, now, settled: [] });
}
const lines = (items: PlanItem[], step: string): string[] =>
  items.filter((item) => item.step === step).map((item) => printItem(item, zone).replace(/ {2,}/g, ' '));
/** The golden three months with one step changed. */
const withStep = (id: string, change: Partial<Programme['steps'][number]>): Programme => ({
  ...golden,
  steps: golden.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
});

describe('late enrolment', () => {
  const now = at('2026-12-11', '14:00');
  const items = planOf({ enrolledAt: now }, now);
  it('sends what still matters over the following days, under the cap', () => {
    const late = items.filter((item) => item.reason === 'late-enrolment-send' && item.to === 'client');
    expect(late.map((item) => `${item.step} ${item.cycle} D${String(item.day)}`)).toEqual([
      'group-explain D7 D11',
      'papers D2 D12',
      'papers D4 D13',
      'papers D6 D15',
      'benefits D7 D16',
    ]);
  });
  it('skips the rest with its reason, and plans every step one way or the other', () => {
    expect(
      lines(items, 'milestone')
        .slice(0, 3)
        .every((line) => line.endsWith('late-enrolment-skip')),
    ).toBe(true);
    expect(
      lines(items, 'worker-call')
        .slice(0, 3)
        .every((line) => line.endsWith('late-enrolment-skip')),
    ).toBe(true);
    expect(lines(items, 'review')[0]).toBe('D13 Mon 2026-12-14 08:30 worker review D0 (late-enrolment-send)');
  });
  it('makes a task where the step says so', () => {
    const programme = withStep('papers', { late: 'task' });
    const papers = planOf({ enrolledAt: now }, now, programme).filter((item) => item.step === 'papers');
    expect(papers.map((item) => [item.to, item.flow, item.reason, item.localDay])).toEqual(
      Array(3).fill(['worker', 'task', 'late-enrolment-task', '2026-12-14']),
    );
    expect(papers[0]?.args).toEqual({ part: 'identity', kind: 'missed-step', step: 'papers' });
  });
});

describe('overdue', () => {
  const appointments = [
    { id: 'a1', at: at('2026-12-22', '15:00'), kind: 'test', releaseAt: null, state: 'planned' as const },
  ];
  it('a check-in goes out late on its own day, not in the night, not the day after', () => {
    const on = (now: Date): string | undefined =>
      lines(planOf({ mutedSteps: ['weekly-check'] }, now), 'check-in').find((line) =>
        line.includes('check-in 2026-12-10'),
      );
    expect(on(at('2026-12-10', '20:40'))).toBe(
      'D9 Thu 2026-12-10 20:40 client check-in 2026-12-10 (overdue-send)',
    );
    expect(on(at('2026-12-10', '22:00'))).toContain('expired');
    expect(on(at('2026-12-11', '09:00'))).toContain('expired');
  });
  it('a reminder goes out late while it is of use, then is over', () => {
    const on = (now: Date): string | undefined =>
      lines(planOf({ appointments }, now), 'appointment-reminder').at(-1);
    expect(on(at('2026-12-22', '13:30'))).toBe(
      'D21 Tue 2026-12-22 13:30 client appointment-reminder a1:2h (overdue-send)',
    );
    expect(on(at('2026-12-22', '15:00'))).toContain('expired');
  });
  it('skip, task and fold do as they say', () => {
    const now = at('2026-12-17', '09:00');
    const first = (rule: 'skip' | 'task' | 'fold'): string | undefined =>
      lines(planOf({}, now, withStep('milestone', { catchUp: rule })), 'milestone').find((line) =>
        line.includes('D14'),
      );
    expect(first('skip')).toContain('✗ client milestone D14: overdue');
    expect(first('task')).toBe('D17 Fri 2026-12-18 08:30 worker milestone D14 (overdue-task)');
    expect(first('fold')).toContain('D17 Fri 2026-12-18 20:00 └ client milestone D14 →');
  });
});

describe('the person’s own hand', () => {
  const now = at('2026-11-26', '10:00');
  it('a pause leaves out what falls inside it, and only the paused category', () => {
    const paused = [{ from: at('2026-12-10', '12:00'), to: at('2026-12-12', '12:00'), category: 'check-in' }];
    const items = planOf({ paused }, now).filter((item) => item.reason === 'paused');
    expect(items.map((item) => item.cycle)).toEqual(['2026-12-10', '2026-12-11']);
  });
  it('a muted step is off', () => {
    expect(
      new Set(
        planOf({ mutedSteps: ['milestone'] }, now)
          .filter((i) => i.step === 'milestone')
          .map((i) => i.reason),
      ),
    ).toEqual(new Set(['muted']));
  });
  it('nothing is planned after the end', () => {
    const items = planOf({ endOn: '2026-12-20' }, now);
    expect(
      items.filter(
        (item) => item.state !== 'dropped' && item.to !== 'worker' && item.localDay > '2026-12-20',
      ),
    ).toEqual([]);
    expect(items.some((item) => item.reason === 'ended')).toBe(true);
  });
  it('leave excuses meetings and visits, not the check-in', () => {
    const items = planOf({ leave: [{ from: '2026-12-11', to: '2026-12-14' }] }, now);
    expect(items.find((item) => item.cycle === '2026-12-12' && item.step === 'group-meeting')?.reason).toBe(
      'on-leave',
    );
    expect(items.find((item) => item.cycle === '2026-12-12' && item.step === 'check-in')?.state).toBe(
      'planned',
    );
  });
});

describe('reasons', () => {
  it('are a closed set, each explained and each in use', () => {
    const seen = new Set(
      fc.sample(cases, { seed: 1, numRuns: 400 }).flatMap((c) => anyPlan(c).map((item) => item.reason)),
    );
    const now = at('2026-12-17', '09:00');
    const special = [
      planOf({ mutedSteps: ['milestone'], endOn: '2026-12-20' }, now),
      planOf({ enrolledAt: now }, now, withStep('papers', { late: 'task' })),
      planOf({}, now, withStep('milestone', { catchUp: 'task' })),
      planOf({ reportIn: { ...sampleEnrolment().reportIn, reportedOn: '2027-02-26' } }, now),
    ];
    for (const item of special.flat()) seen.add(item.reason);
    seen.delete(null);
    expect([...seen].sort()).toEqual(Object.keys(planReasons).sort());
  });
});

describe('nonsense', () => {
  it('is refused, not planned', () => {
    const now = at('2026-11-26', '10:00');
    expect(() => planOf({ releaseOn: '2026-02-30' }, now)).toThrow(/expected releaseOn/);
    expect(() => planOf({ hour: 'noon' }, now)).toThrow(/hour as HH:mm/);
    expect(() => planOf({ zone: 'Asia/Shanghia' }, now)).toThrow(RangeError);
  });
});
