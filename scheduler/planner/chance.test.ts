import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../calendar/index.js';
import { loadProgramme } from '../programmes/index.js';
import { toInstant } from '../zone/index.js';
import { DayDraws } from './chance.js';
import { plan, publicPlan, type PlanEnrolment, type PlanItem, type SettledItem } from './index.js';
import { sampleEnrolment } from './sample.js';

const programme = loadProgramme();
const calendar = loadCalendar();
const zone = 'Asia/Shanghai';
const seed = 20_261_201;
const gaps = { 'cn-28': 21, 'cn-22': 42, 'cn-12': 63 } as const;

function planOf(
  changes: Partial<PlanEnrolment>,
  now = '2026-11-26',
  settled: SettledItem[] = [],
): PlanItem[] {
  return plan({
    programme,
    enrolment: sampleEnrolment(changes),
    calendar,
    now: toInstant(now, '10:00', zone),
    settled,
  });
}
const callUps = (items: PlanItem[]): PlanItem[] => items.filter((item) => item.step === 'call-up');

describe('random call-ups', () => {
  it('never leave a longer gap than the template allows, from D8 on', () => {
    console.log(`call-up gaps, seed ${String(seed)}`);
    const run = fc.property(
      fc.string(),
      fc.constantFrom('cn-28' as const, 'cn-22' as const, 'cn-12' as const),
      (s, testTemplate) => {
        const days = callUps(planOf({ seed: s, testTemplate })).map((item) => item.day);
        [7, ...days].forEach((day, i, all) => {
          const next = all[i + 1] ?? 91;
          expect(next - day, `${testTemplate} ${String(days)}`).toBeLessThanOrEqual(gaps[testTemplate]);
        });
        expect(Math.min(...days)).toBeGreaterThanOrEqual(8);
      },
    );
    fc.assert(run, { seed, numRuns: 300 });
  });

  it('are told on working mornings between 08:30 and 09:30, staggered, for the next working day until 17:00', () => {
    const told = Array.from({ length: 60 }, (_, i) =>
      callUps(planOf({ seed: `s${String(i)}`, testTemplate: 'cn-28' })),
    ).flat();
    for (const item of told) {
      expect(item.dueAt >= toInstant(item.localDay, '08:30', zone)).toBe(true);
      expect(item.dueAt <= toInstant(item.localDay, '09:30', zone)).toBe(true);
      expect(calendar.isWorkingDay(item.localDay)).toBe(true);
      expect(item.args).toEqual({ onDate: calendar.addWorkingDays(item.localDay, 1), until: '17:00' });
    }
    expect(new Set(told.map((item) => item.dueAt.getTime() % 3_600_000)).size).toBeGreaterThan(30);
  });

  it('spread over the days as the template’s chance says: no day is sure, none is safe', () => {
    const counts = new Map<number, number>();
    const people = 2000;
    for (let i = 0; i < people; i++) {
      const items = callUps(
        planOf({ seed: `person ${String(i)}`, testTemplate: 'cn-28', scopes: [], familyIds: [] }),
      );
      for (const item of items) counts.set(item.day, (counts.get(item.day) ?? 0) + 1);
    }
    for (let day = 8; day <= 20; day++) {
      if (!calendar.isWorkingDayNumber(20_788 + day)) continue;
      const share = (counts.get(day) ?? 0) / people;
      expect(share, `day ${String(day)}`).toBeGreaterThan(0.07);
      expect(share, `day ${String(day)}`).toBeLessThan(0.13);
    }
  });

  it('differ from person to person and cannot be had without the secret', () => {
    const days = (s: string): string =>
      callUps(planOf({ seed: s, testTemplate: 'cn-28' }))
        .map((item) => item.cycle)
        .join();
    expect(new Set(Array.from({ length: 50 }, (_, i) => days(`secret ${String(i)}`))).size).toBeGreaterThan(
      45,
    );
    expect(days('same')).toBe(days('same'));
  });

  it('stay where they are when the release day is mended', () => {
    const far = (releaseOn: string): string[] =>
      callUps(planOf({ releaseOn, testTemplate: 'cn-28', seed: 'x' }))
        .map((item) => item.cycle)
        .filter((date) => date > '2027-01-15' && date < '2027-02-20');
    expect(far('2026-12-02')).toEqual(far('2026-12-01'));
  });

  it('count the gap from the one that really fell', () => {
    const first = callUps(planOf({ testTemplate: 'cn-28', seed: 'y' }))[0];
    if (first === undefined) throw new Error('expected a call-up');
    const settled = [
      {
        step: first.step,
        cycle: first.cycle,
        day: first.localDay,
        dueAt: first.dueAt,
        proactive: true,
        outcome: 'sent',
      },
    ];
    const next = callUps(planOf({ testTemplate: 'cn-28', seed: 'y' }, first.localDay, settled));
    expect(next).toEqual(callUps(planOf({ testTemplate: 'cn-28', seed: 'y' })).slice(1));
  });

  it('do not fall on leave, nor on the day before it', () => {
    const leave = [{ from: '2026-12-20', to: '2027-01-10' }];
    for (let i = 0; i < 40; i++) {
      const days = callUps(planOf({ testTemplate: 'cn-28', seed: `l${String(i)}`, leave })).map(
        (item) => item.localDay,
      );
      expect(days.filter((day) => day >= '2026-12-18' && day <= '2027-01-10')).toEqual([]);
    }
  });

  it('are seen by nobody but staff before they are told, and move nothing that would betray them', () => {
    for (let i = 0; i < 40; i++) {
      const with_ = planOf({ testTemplate: 'cn-28', seed: `p${String(i)}` });
      const without = planOf({ testTemplate: 'cn-28', seed: `q${String(i)}` });
      const now = toInstant('2026-11-26', '10:00', zone);
      expect(publicPlan(with_, now)).toEqual(publicPlan(without, now));
    }
  });

  it('show once told, as an appointment', () => {
    const items = planOf({ testTemplate: 'cn-28', seed: 'p1' });
    const first = callUps(items)[0];
    if (first === undefined) throw new Error('expected a call-up');
    const seen = publicPlan(items, first.dueAt).filter(
      (item) => item.dueAt.getTime() === first.dueAt.getTime(),
    );
    expect(seen).toEqual([
      { to: 'client', kind: 'appointment', day: first.day, localDay: first.localDay, dueAt: first.dueAt },
    ]);
    expect(publicPlan(items, new Date(first.dueAt.getTime() - 1)).length).toBe(
      publicPlan(items, first.dueAt).length - 1,
    );
  });

  it('that have become an appointment are not reminded of before their release', () => {
    const appointments = [
      {
        id: 'c1',
        at: toInstant('2026-12-16', '16:00', zone),
        kind: 'call-up',
        releaseAt: toInstant('2026-12-15', '09:00', zone),
        state: 'planned' as const,
      },
    ];
    const reminders = planOf({ appointments }).filter((item) => item.step === 'appointment-reminder');
    expect(reminders.map((item) => [item.cycle, item.releaseAt?.toISOString()])).toEqual([
      ['c1:2h', '2026-12-15T01:00:00.000Z'],
    ]);
  });
});

describe('the draw of a day', () => {
  it('is uniform and the same at every asking', () => {
    const draws = new DayDraws('s', 'label');
    const values = Array.from({ length: 20_000 }, (_, day) => draws.chance(day - 10_000));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeGreaterThan(0.49);
    expect(mean).toBeLessThan(0.51);
    expect(values.filter((value) => value < 0 || value >= 1)).toEqual([]);
    expect(draws.chance(0)).toBe(values[10_000]);
    expect(new DayDraws('t', 'label').chance(0)).not.toBe(values[10_000]);
  });
});
