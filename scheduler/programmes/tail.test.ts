/** The tail: it goes on where the golden three months end, for as long as was agreed, and no further. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAfterDays } from '../../flows/check-in/ladder.js';
import { loadCalendar } from '../calendar/index.js';
import { ladderDays, plan, type PlanEnrolment, type PlanItem } from '../planner/index.js';
import { cases, keyOf } from '../planner/arbitrary.js';
import { sampleEnrolment } from '../planner/sample.js';
import { addDays, daysBetween, inQuietHours, toInstant } from '../zone/index.js';
import { shippedBook } from './index.js';

const calendar = loadCalendar();
const chain = shippedBook().chain('golden-three-months', 1)!;
const golden = chain[0]!;
const tail = chain[1]!;
const zone = 'Asia/Shanghai';
const start = toInstant('2026-11-26', '10:00', zone);
const seed = Number(process.env['SEED'] ?? 20_261_201);
console.log(`tail properties: SEED=${String(seed)}`);

function planOf(changes: Partial<PlanEnrolment> = {}, until = 1095, now = start): PlanItem[] {
  const enrolment = sampleEnrolment(changes);
  return chain.flatMap((programme) => plan({ programme, enrolment, calendar, now, settled: [], until }));
}
const going = (items: readonly PlanItem[], step: string) =>
  items.filter((item) => item.step === step && item.state !== 'dropped').map((item) => item.day);
const planned = (items: readonly PlanItem[], step: string) =>
  items.filter((item) => item.step === step && item.state === 'planned').map((item) => item.day);
const gaps = (days: readonly number[]) => days.slice(1).map((day, i) => day - days[i]!);

describe('the tail', () => {
  it('begins the day after the golden three months, and names its steps alike', () => {
    expect(chain.map(({ id, days }) => [id, days.from, days.to])).toEqual([
      ['golden-three-months', 0, 90],
      ['tail', 91, 1095],
    ]);
  });

  it('asks weekly to D180, fortnightly to D365, then monthly; the third year only by choice', () => {
    const days = planned(planOf(), 'check-in');
    const within = (from: number, to: number) => days.filter((day) => day >= from && day <= to);
    expect(new Set(gaps(within(91, 180)))).toEqual(new Set([7]));
    expect(new Set(gaps(within(181, 365)))).toEqual(new Set([14]));
    expect(new Set(gaps(within(366, 730)))).toEqual(new Set([28]));
    expect(within(731, 1095)).toEqual([]);
    const chosen = planned(planOf({ thirdYear: true }), 'check-in').filter((day) => day > 730);
    expect(new Set(gaps(chosen))).toEqual(new Set([28]));
  });

  it('leaves no gap between them longer than the wider cadence, and no day twice', () => {
    const days = [...going(planOf(), 'check-in'), ...going(planOf(), 'weekly-check')];
    const sorted = [...new Set(days)].sort((a, b) => a - b);
    const across = (at: number, most: number) => {
      const before = sorted.filter((day) => day < at).at(-1)!;
      const after = sorted.find((day) => day >= at)!;
      expect(after - before, `around D${String(at)}`).toBeLessThanOrEqual(most);
    };
    across(91, 7);
    across(181, 14);
    across(366, 28);
    const asked = planOf().filter(({ flow, state }) => flow === 'check-in' && state === 'planned');
    expect(new Set(asked.map(({ localDay }) => localDay)).size).toBe(asked.length);
  });

  it('calls fortnightly to D180, monthly for two years, quarterly in the third', () => {
    const days = tail.steps.find(({ id }) => id === 'worker-call')!.when;
    if (days.on !== 'days') throw new Error('expected days');
    const within = (from: number, to: number) => days.days.filter((day) => day > from && day <= to);
    expect(Math.max(...gaps([84, ...within(84, 180)]))).toBeLessThanOrEqual(14);
    expect(Math.max(...gaps([180, ...within(180, 730)]))).toBe(30);
    expect(Math.max(...gaps([730, ...within(730, 1095)]))).toBeLessThanOrEqual(92);
  });

  it('asks for the way to reach them every two months, from D84 on', () => {
    const when = tail.steps.find(({ id }) => id === 'contact-data')!.when;
    if (when.on !== 'days') throw new Error('expected days');
    expect(new Set(gaps([84, ...when.days]))).toEqual(new Set([60]));
    expect(going(planOf(), 'contact-data')).toHaveLength(3 + when.days.length);
  });

  it('screens at D180, goes on with meetings fortnightly to D180, marks D100', () => {
    const items = planOf();
    expect(going(items, 'screening').at(-1)).toBeGreaterThanOrEqual(173);
    const meetings = going(items, 'group-meeting').filter((day) => day > 90);
    expect(new Set(gaps(meetings))).toEqual(new Set([14]));
    expect(Math.max(...meetings)).toBeLessThanOrEqual(180);
    expect(going(items, 'milestone').at(-1)).toBe(100);
  });

  it('before E: an interview 30 days, papers 7 working days, a farewell on the day, and then nothing', () => {
    const endOn = addDays('2026-12-01', 400);
    const items = planOf({ endOn });
    const of = (step: string) => items.find((item) => item.step === step);
    expect(daysBetween(of('exit-interview')!.localDay, endOn)).toBeLessThanOrEqual(30);
    expect(calendar.addWorkingDays(of('end-papers')!.localDay, 7)).toBe(calendar.onOrAfter(endOn));
    expect(of('farewell')?.localDay).toBe(endOn);
    expect(items.filter((item) => item.state !== 'dropped' && item.localDay > endOn)).toEqual([]);
    const early = planOf({ endOn: addDays('2026-12-01', 100) });
    expect(early.filter(({ step }) => step === 'exit-interview')).toHaveLength(1);
  });

  it('a 30-day block brings a week of every day and four calls, and touches nothing that was there', () => {
    for (const opened of [50, 88, 130, 500]) {
      const from = addDays('2026-12-01', opened);
      const without = planOf();
      const items = planOf({ blocks: [from] });
      const daily = [...planned(items, 'check-in'), ...planned(items, 'weekly-check')];
      for (let n = 1; n <= 7; n += 1) expect(daily, `D${String(opened)}+${String(n)}`).toContain(opened + n);
      expect(items.filter(({ step }) => step === 'block-call').map(({ cycle }) => cycle)).toEqual(
        [1, 7, 14, 28].map((n) => `${from}:${String(n)}`),
      );
      expect(new Set(items.map(keyOf)).size).toBe(items.length);
      const lost = without.filter((item) => !items.some((other) => keyOf(other) === keyOf(item)));
      expect(lost.map(keyOf)).toEqual([]);
    }
  });

  it('a person may step the cadence down', () => {
    const days = planned(planOf({ lighter: true }), 'check-in').filter((day) => day > 90 && day <= 180);
    expect(new Set(gaps(days))).toEqual(new Set([14]));
  });

  it('call-ups keep the longest gap across the boundary', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('cn-28' as const, 'cn-12' as const), (secret, template) => {
        const days = planned(planOf({ seed: secret, testTemplate: template }, 400), 'call-up');
        const most = golden.templates[template]!.callUp.longestGapDays;
        expect(Math.max(...gaps([7, ...days])), String(days)).toBeLessThanOrEqual(most);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('waits for silence as long as the ladder of the conversation does', () => {
    for (let day = 1; day <= 1095; day += 1) {
      const programme = day <= 90 ? golden : tail;
      expect(callAfterDays(day), `D${String(day)}`).toBe(ladderDays(programme, day).callTask);
    }
  });

  it('keeps what holds for every plan: named once, never at night, one message a day', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 60, max: 900 }), ({ enrolment }, day) => {
        const now = new Date(enrolment.enrolledAt.getTime() + day * 86_400_000);
        const items = chain.flatMap((programme) =>
          plan({ programme, enrolment, calendar, now, settled: [], until: day + 120 }),
        );
        expect(new Set(items.map(keyOf)).size).toBe(items.length);
        const alive = items.filter((item) => item.state !== 'dropped');
        for (const item of alive) {
          expect(item.dueAt >= now, keyOf(item)).toBe(true);
          expect(inQuietHours(item.dueAt, enrolment.zone, golden.quietHours), keyOf(item)).toBe(false);
        }
        const plain = alive.filter(
          (item) =>
            item.proactive && item.to === 'client' && item.day > 90 && item.category !== 'appointment',
        );
        expect(new Set(plain.map(({ localDay }) => localDay)).size).toBe(plain.length);
      }),
      { seed, numRuns: 60 },
    );
  });
});
