/** Shape of a programme file (scheduler/programmes/*.yaml). What the shape cannot say, inspect.ts does. */
import { z } from 'zod';
import {
  CATCH_UPS,
  CATEGORIES,
  CONDITIONS,
  FLOWS,
  LATE_RULES,
  RECIPIENTS,
  SCOPES,
  START_MODES,
  TEMPLATES,
} from './vocabulary.js';
import { timeSchema, whenSchema } from './when.js';

const day = z.int().min(-90).max(1200);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const args = z.record(z.string(), scalar);

const needsSchema = z.strictObject({
  scope: z.enum(SCOPES).optional(),
  conditions: z.array(z.enum(CONDITIONS)).optional(),
  /** a test template confirmed by a worker */
  template: z.literal(true).optional(),
});

const foldSchema = z.strictObject({
  /** id of the step whose conversation carries this one: a cadence, or a step that keeps to its day */
  into: z.string(),
  /** look so many days around for a host before standing alone */
  reach: z.int().min(0).max(7).default(0),
  /** false: only ever inside a host */
  alone: z.boolean().default(true),
});

/** One step: something that happens, once or in cycles, to one person. */
export const stepSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case words joined by "-"'),
  to: z.enum(RECIPIENTS),
  flow: z.enum(FLOWS),
  category: z.enum(CATEGORIES),
  when: whenSchema,
  /** days that composition may move it, each way */
  window: z
    .strictObject({ before: z.int().min(0).max(14), after: z.int().min(0).max(14) })
    .default({ before: 0, after: 0 }),
  start: z.enum(START_MODES),
  late: z.enum(LATE_RULES),
  catchUp: z.enum(CATCH_UPS),
  /** how long after its moment it still makes sense: to the end of the nth day after, or so many hours */
  expires: z.union(
    [z.strictObject({ days: z.int().min(0).max(120) }), z.strictObject({ hours: z.int().min(1).max(72) })],
    'how long it stays useful: { days } or { hours }',
  ),
  needs: needsSchema.default({}),
  /** a deed clears everything of its group */
  group: z.string().optional(),
  fold: foldSchema.optional(),
  /** days in which nothing may displace it */
  protect: z.strictObject({ from: day, to: day }).optional(),
  /** false: asked for by the client at a time of their own, so it is not counted as proactive */
  proactive: z.boolean().default(true),
  /** what an approved leave does to it */
  onLeave: z.enum(['keep', 'skip']).default('keep'),
  args: args.default({}),
  /** args of single days, by day: { "2": { part: identity } } */
  argsByDay: z.record(z.string().regex(/^-?\d+$/), args).default({}),
});

const capSchema = z.strictObject({
  from: day,
  to: day,
  /** proactive messages to the client a day */
  max: z.int().min(1).max(5),
  /** … on a day with an appointment reminder of its own */
  withAppointment: z.int().min(1).max(5),
});

const templateSchema = z.strictObject({
  /** scheduled tests in year 1, 2, 3 */
  perYear: z.tuple([z.int().min(0), z.int().min(0), z.int().min(0)]),
  baseline: z.strictObject({ from: day, to: day }),
  callUp: z.strictObject({
    /** the same on every working day, until one falls */
    dailyChance: z.number().gt(0).max(1),
    /** calendar days without one, at most */
    longestGapDays: z.int().min(1).max(180),
  }),
  /** always true: a worker confirms the template before it runs (no national frequency exists) */
  confirmFirst: z.literal(true),
});

/** How people of the revision before come to this one. What is not named keeps its name. */
const migrationSchema = z.strictObject({
  /** the revision that they come from: always the one before */
  from: z.int().min(1),
  /** a step under another name, its rows with it; cycles name single days anew: { D2: D3 } */
  renamed: z
    .array(
      z.strictObject({
        step: z.string(),
        to: z.string(),
        cycles: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
  /** steps that are gone: what waits of them is taken out, what was done stays in the record */
  removed: z.array(z.string()).default([]),
  /** steps (or steps with new days) and what becomes of their days that are past at the move */
  added: z.record(z.string(), z.enum(LATE_RULES)).default({}),
});

/** A whole programme file. */
export const programmeSchema = z.strictObject({
  id: z.string().min(1),
  /** goes up with every change; a person's plan names the revision it was made from */
  revision: z.int().min(1),
  days: z.strictObject({ from: day, to: day }),
  /** the programme that goes on where this one ends, at the revision that it is pinned to */
  next: z.strictObject({ id: z.string().min(1), revision: z.int().min(1) }).optional(),
  /** one for each earlier revision */
  migrations: z.array(migrationSchema).default([]),
  quietHours: z.strictObject({ from: timeSchema, to: timeSchema }),
  /** what would fall in the night moves so many minutes before it begins */
  eveningBeforeQuietMinutes: z.int().min(5).max(180),
  caps: z.strictObject({
    client: z.array(capSchema).min(1),
    /** lessons to one family member */
    family: z.strictObject({ max: z.int().min(1), everyDays: z.int().min(1) }),
    /** lines that one check-in carries at most, so that it stays under half a minute */
    linesPerHost: z.int().min(1).max(6),
  }),
  /** late "send" steps are spread over so many days after enrolment */
  lateSpreadDays: z.int().min(1).max(30),
  /** highest first; every category once */
  priority: z.array(z.enum(CATEGORIES)),
  ladder: z.strictObject({
    nudge: z.literal('next-slot'),
    callTask: z.array(z.strictObject({ from: day, to: day, afterDays: z.int().min(1) })).min(1),
    /** days after the call task */
    secondChannelAfterDays: z.int().min(1),
    /** days after the second channel */
    visitAfterDays: z.int().min(1),
  }),
  templates: z.partialRecord(z.enum(TEMPLATES), templateSchema),
  steps: z.array(stepSchema).min(1),
});

/** A programme as loaded: validated data. */
export type Programme = z.infer<typeof programmeSchema>;
/** How a revision follows the one before it. */
export type ProgrammeMigration = z.infer<typeof migrationSchema>;
/** One step of a programme. */
export type Step = z.infer<typeof stepSchema>;
/** Values handed to the conversation or task that a step opens. */
export type StepArgs = z.infer<typeof args>;
/** Frequencies of a test template. */
export type TemplateRule = z.infer<typeof templateSchema>;
