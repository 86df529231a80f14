/** Shape of a calendar file. */
import { z } from 'zod';
import { isDate } from '../zone/index.js';

const date = z.string().refine(isDate, 'a date like 2026-12-01');
const weekday = z.int().min(1).max(7);

const year = z.strictObject({
  /** official: copied from the year's notice · statutory: only what the law fixes in advance */
  status: z.enum(['official', 'statutory']),
  source: z.string().min(1),
  verified: date,
  holidays: z.array(z.strictObject({ name: z.string().min(1), from: date, to: date })),
  /** Weekend days that are worked in exchange. */
  workdays: z.array(date),
});

/** A country's (or region's) working days; see cn.yaml. */
export const calendarSchema = z.strictObject({
  id: z.string().min(1),
  weekend: z.array(weekday),
  years: z.record(z.string().regex(/^\d{4}$/), year),
});

/** A region's own days on top of a calendar: more holidays, or days worked there. */
export const overrideSchema = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  verified: date,
  holidays: z.array(date),
  workdays: z.array(date),
});

/** A parsed calendar file. */
export type CalendarDefinition = z.infer<typeof calendarSchema>;
/** A parsed override file. */
export type CalendarOverride = z.infer<typeof overrideSchema>;
