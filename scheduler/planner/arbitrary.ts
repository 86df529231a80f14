/** Random people for property tests: any zone, hour, template, appointments, leave and pause, at any moment. */
import fc from 'fast-check';
import { loadCalendar } from '../calendar/index.js';
import { loadProgramme } from '../programmes/index.js';
import { addDays, toInstant } from '../zone/index.js';
import { plan, type PlanEnrolment, type PlanItem, type SettledItem } from './index.js';
import { sampleEnrolment } from './sample.js';

/** The programme that the properties are about. */
export const programme = loadProgramme();
/** The calendar they are planned with. */
export const calendar = loadCalendar();
/** Ten zones: without change of clocks, with it on both sides of the equator, by an hour and by half of one. */
export const zones = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Africa/Cairo',
];
/** Minutes after midnight as 'HH:mm'. */
export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Any quarter of an hour as 'HH:mm'. */
export const time = fc.integer({ min: 0, max: 95 }).map((quarter) => clock(quarter * 15));
/** Any date of 2026. */
export const date = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-01-01', n));
/** Days from release, a little beyond the programme on both sides. */
export const offset = fc.integer({ min: -10, max: 100 });

/** One person at one moment. */
export interface Case {
  readonly enrolment: PlanEnrolment;
  readonly now: Date;
}

/** A random person and a random moment between enrolment and the end. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    zone: fc.constantFrom(...zones),
    hour: time,
    releaseOn: date,
    enrolled: fc.tuple(fc.integer({ min: -60, max: 80 }), time),
    wait: fc.integer({ min: 0, max: 60 * 24 * 60 }),
    testTemplate: fc.constantFrom(null, 'cn-22' as const, 'cn-12' as const, 'cn-28' as const),
    seed: fc.string(),
    deadlineDays: fc.constantFrom(15 as const, 2 as const),
    decision: fc.option(fc.integer({ min: -5, max: 5 })),
    reported: fc.option(fc.integer({ min: 0, max: 20 })),
    appointments: fc.array(fc.tuple(offset, time, fc.boolean()), { maxLength: 5 }),
    group: fc.option(fc.tuple(fc.integer({ min: 1, max: 7 }), time)),
    scopes: fc.subarray(['health', 'group', 'jobs', 'activities']),
    health: fc.array(fc.tuple(time, fc.constantFrom('day' as const, 'week' as const, 'month' as const)), {
      maxLength: 2,
    }),
    families: fc.integer({ min: 0, max: 2 }),
    leave: fc.option(fc.tuple(offset, fc.integer({ min: 0, max: 10 }))),
    pause: fc.option(
      fc.tuple(
        offset,
        fc.option(fc.integer({ min: 1, max: 20 })),
        fc.constantFrom(null, 'health', 'check-in'),
      ),
    ),
  })
  .map((r) => {
    const on = (n: number, t: string): Date => toInstant(addDays(r.releaseOn, n), t, r.zone);
    const enrolledAt = on(r.enrolled[0], r.enrolled[1]);
    const familyIds = Array.from({ length: r.families }, (_, i) => `f${String(i)}`);
    const enrolment = sampleEnrolment({
      zone: r.zone,
      hour: r.hour,
      releaseOn: r.releaseOn,
      enrolledAt,
      testTemplate: r.testTemplate,
      seed: r.seed,
      reportIn: {
        decisionReceivedOn: r.decision === null ? null : addDays(r.releaseOn, r.decision),
        deadlineDays: r.deadlineDays,
        reportedOn: r.reported === null ? null : addDays(r.releaseOn, r.reported),
        agreementSignedOn: null,
      },
      appointments: r.appointments.map(([n, t, planned], i) => ({
        id: `a${String(i)}`,
        at: on(n, t),
        kind: 'test',
        releaseAt: null,
        state: planned ? 'planned' : 'attended',
      })),
      groupWeekday: r.group?.[0] ?? null,
      groupTime: r.group?.[1] ?? null,
      scopes: r.scopes,
      healthReminders: r.health.map(([t, every], i) => ({
        id: `h${String(i)}`,
        nameKey: 'tea',
        time: t,
        every,
        startOn: r.releaseOn,
      })),
      familyIds,
      familyAppointmentIds: familyIds,
      leave:
        r.leave === null
          ? []
          : [{ from: addDays(r.releaseOn, r.leave[0]), to: addDays(r.releaseOn, r.leave[0] + r.leave[1]) }],
      paused:
        r.pause === null
          ? []
          : [
              {
                from: on(r.pause[0], '12:00'),
                to: r.pause[1] === null ? null : on(r.pause[0] + r.pause[1], '12:00'),
                category: r.pause[2],
              },
            ],
    });
    return { enrolment, now: new Date(enrolledAt.getTime() + r.wait * 60_000) };
  });

/** The plan of a case. */
export const planOf = ({ enrolment, now }: Case, settled: readonly SettledItem[] = []): PlanItem[] =>
  plan({ programme, enrolment, calendar, now, settled });
/** What is not dropped. */
export const alive = (items: readonly PlanItem[]): PlanItem[] =>
  items.filter((item) => item.state !== 'dropped');
/** Step and cycle as one text. */
export const keyOf = (item: { step: string; cycle: string }): string => `${item.step} ${item.cycle}`;
/** What a dispatcher leaves behind that did everything due before `until`, exactly as planned. */
export function settle(items: readonly PlanItem[], until: Date): SettledItem[] {
  return items
    .filter((item) => item.dueAt.getTime() < until.getTime())
    .map((item) => ({
      step: item.step,
      cycle: item.cycle,
      day: item.localDay,
      dueAt: item.dueAt,
      proactive: item.proactive,
      outcome: item.state,
    }));
}
/** Proactive messages of the client by local day; call-ups are counted once they are told, not before. */
export function countByDay(
  items: readonly { localDay: string; proactive: boolean; to: string; step: string; category: string }[],
) {
  const days = new Map<string, { plain: number; total: number }>();
  for (const item of items) {
    if (!item.proactive || item.to !== 'client' || item.step === 'call-up') continue;
    const day = days.get(item.localDay) ?? { plain: 0, total: 0 };
    day.total++;
    if (item.category !== 'appointment') day.plain++;
    days.set(item.localDay, day);
  }
  return days;
}
