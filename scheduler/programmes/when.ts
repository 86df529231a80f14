/** The moments a step may have: `when` in a programme file, told apart by `on`. */
import { z } from 'zod';

const MINUTE = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A clock time 'HH:mm' of the person's wall clock. */
export const timeSchema = z.string().regex(MINUTE, 'a time of day like "09:00"');

/** 'hour' is the check-in hour that the client chose; else a fixed clock time. */
export const clockSchema = z.string().refine((text) => text === 'hour' || MINUTE.test(text), {
  message: '"hour" (the client\'s own hour) or a time of day like "09:00"',
});

const day = z.int().min(-90).max(1200);
const days = z.array(day).min(1, 'at least one day');
const weekdays = z.array(z.int().min(1).max(7)).min(1, 'at least one weekday (1 Monday … 7 Sunday)');
const leg = z.strictObject({ day: z.int().min(0).max(60), at: clockSchema });

/** Fixed days after an anchor. Cycle: 'D7' (release), 'O7' (decision received), 'R7' (report-in). */
const onDays = z.strictObject({
  on: z.literal('days'),
  /** release: D0 · report-in: the day of reporting in (nothing is planned until it is known) */
  anchor: z.enum(['release', 'report-in']),
  days,
  at: clockSchema,
});

const everyWeeks = z.int().min(1).max(8);
const cadencePhase = z.strictObject({
  from: day,
  to: day,
  weekdays,
  everyWeeks: everyWeeks.default(1),
  /** instead of everyWeeks, once a person has stepped the cadence down */
  lighterWeeks: everyWeeks.optional(),
  /** only for who asked to go on into the third year */
  byChoice: z.boolean().default(false),
});

/** Weekdays within phases, as check-ins are. Cycle: the local date. */
const onCadence = z.strictObject({
  on: z.literal('cadence'),
  phases: z.array(cadencePhase).min(1),
  /** the same within a 30-day block, in days after it was opened; a date that both name comes once */
  block: z.array(z.strictObject({ from: day, to: day, weekdays })).default([]),
  at: clockSchema,
});

/** Days after a 30-day block was opened by a person. Cycle: '<block day>:<n>'. */
const onBlock = z.strictObject({
  on: z.literal('block'),
  days: z.array(z.int().min(0).max(30)).min(1, 'at least one day'),
  at: clockSchema,
});

/** Before the agreed end E; nothing while E is unknown. Cycle: 'E-30', 'E-7w', 'E-0'. */
const onEnd = z.strictObject({
  on: z.literal('end'),
  before: z
    .array(
      z.union(
        [
          z.strictObject({ days: z.int().min(0).max(120) }),
          z.strictObject({ workingDays: z.int().min(1).max(60) }),
        ],
        'a distance: { days } or { workingDays }',
      ),
    )
    .min(1),
  at: clockSchema,
});

/** In place of the cadence item nearest to each day (ties: the earlier). Cycle: 'D7'. */
const onNearest = z.strictObject({
  on: z.literal('nearest'),
  of: z.string(),
  days,
  /** how far the nearest may be */
  reach: z.int().min(0).max(7),
});

/** Days after the decision was received (D0 when unknown), by the deadline that applies. Cycle: 'O7'. */
const onDeadline = z.strictObject({
  on: z.literal('deadline'),
  rules: z.strictObject({ '15': z.array(leg), '2': z.array(leg) }),
});

const leadDays = z.strictObject({ days: z.int().min(1).max(14), at: clockSchema });
const leadHours = z.strictObject({ hours: z.int().min(1).max(12) });

/** Before each planned appointment. Cycle: '<appointment id>:3d'. */
const onAppointment = z.strictObject({
  on: z.literal('appointment'),
  leads: z.array(z.union([leadDays, leadHours], 'a lead: { days, at } or { hours }')).min(1),
});

/** On the group's weekday, every so many weeks. Cycle: the local date. */
const onGroupDay = z.strictObject({
  on: z.literal('group-day'),
  phases: z.array(z.strictObject({ from: day, to: day, everyWeeks })).min(1),
  /** when it stands alone: so many hours before the meeting */
  leadHours: z.int().min(1).max(12),
});

/** Reminders that the client asked for, at the client's own time. Cycle: '<reminder id>:<local date>'. */
const onRequest = z.strictObject({ on: z.literal('request'), from: day, to: day });

/** Random call-ups by the template's daily chance and longest gap, on working days. Cycle: the local date. */
const onRandom = z.strictObject({
  on: z.literal('random'),
  from: day,
  to: day,
  /** the day from which gaps are counted, when another programme drew before; default: from */
  since: day.optional(),
  /** told between these times, staggered by person */
  between: z.tuple([timeSchema, timeSchema]),
  /** the next working day until this time */
  until: timeSchema,
});

/** Worker books the baseline test inside the template's window. Cycle: 'baseline'. */
const onBaseline = z.strictObject({ on: z.literal('baseline'), day, at: clockSchema });

/** Worker books the scheduled tests of the template, spread evenly after the baseline. Cycle: 'test-2'. */
const onTests = z.strictObject({
  on: z.literal('tests'),
  bookDaysBefore: z.int().min(1).max(30),
  at: clockSchema,
});

/** When a step happens. */
export const whenSchema = z.discriminatedUnion('on', [
  onDays,
  onCadence,
  onNearest,
  onDeadline,
  onAppointment,
  onGroupDay,
  onRequest,
  onRandom,
  onBaseline,
  onTests,
  onBlock,
  onEnd,
]);

/** When a step happens, told apart by `on`. */
export type When = z.infer<typeof whenSchema>;
/** One kind of moment: `WhenOn<'cadence'>`. */
export type WhenOn<K extends When['on']> = Extract<When, { on: K }>;
