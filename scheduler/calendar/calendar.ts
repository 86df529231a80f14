/** The working calendar of a place: which days an office works, holidays and make-up days included. */
import { dataFile, readDefinition } from '../programmes/definition.js';
import { DefinitionError, type Problem } from '../programmes/errors.js';
import { dateOf, dayNumber, weekdayOfDay } from '../zone/index.js';
import { calendarSchema, overrideSchema, type CalendarDefinition, type CalendarOverride } from './schema.js';

/** Working days of one place. Dates are 'YYYY-MM-DD'; `…Day` functions take day numbers (hot paths). */
export interface WorkCalendar {
  readonly id: string;
  /** True when offices work on that date. Years without data: Monday to Friday. */
  isWorkingDay(date: string): boolean;
  /** Same, by day number. */
  isWorkingDayNumber(day: number): boolean;
  /** The date itself when worked, else the next date that is. */
  onOrAfter(date: string): string;
  /** Same, by day number. */
  onOrAfterNumber(day: number): number;
  /** The nth working day after (before, when negative) the date; the date itself is not counted. 0 → onOrAfter. */
  addWorkingDays(date: string, n: number): string;
  /** True when the year's official arrangement is in the data; `doctor` warns when not. */
  covers(year: number): boolean;
}

/** No holiday lasts this long; a longer search is a broken calendar. */
const SEARCH_DAYS = 60;

/** Builds a calendar from parsed data, a region's override on top. */
export function makeCalendar(definition: CalendarDefinition, override?: CalendarOverride): WorkCalendar {
  const exceptions = exceptionsOf(definition, override);
  const weekend = new Set(definition.weekend);
  const works = (day: number): boolean => exceptions.get(day) ?? !weekend.has(weekdayOfDay(day));
  const search = (day: number, step: 1 | -1): number => {
    for (let i = 0; i < SEARCH_DAYS; i++) if (works(day + i * step)) return day + i * step;
    return day;
  };
  return {
    id: override?.id ?? definition.id,
    isWorkingDay: (date) => works(dayNumber(date)),
    isWorkingDayNumber: works,
    onOrAfter: (date) => dateOf(search(dayNumber(date), 1)),
    onOrAfterNumber: (day) => search(day, 1),
    addWorkingDays: (date, n) => {
      if (n === 0) return dateOf(search(dayNumber(date), 1));
      const step = n > 0 ? 1 : -1;
      let day = dayNumber(date);
      for (let i = 0; i < Math.abs(n); i++) day = search(day + step, step);
      return dateOf(day);
    },
    covers: (year) => definition.years[String(year)]?.status === 'official',
  };
}

function exceptionsOf(definition: CalendarDefinition, override?: CalendarOverride): Map<number, boolean> {
  const exceptions = new Map<number, boolean>();
  for (const year of Object.values(definition.years)) {
    for (const holiday of year.holidays) {
      for (let day = dayNumber(holiday.from); day <= dayNumber(holiday.to); day++) exceptions.set(day, false);
    }
    for (const date of year.workdays) exceptions.set(dayNumber(date), true);
  }
  for (const date of override?.holidays ?? []) exceptions.set(dayNumber(date), false);
  for (const date of override?.workdays ?? []) exceptions.set(dayNumber(date), true);
  return exceptions;
}

/**
 * Loads a calendar file (default: mainland China) and, where given, a region's override file.
 * Throws DefinitionError with every problem when a file is wrong.
 */
export function loadCalendar(
  file = dataFile('scheduler/calendar/cn.yaml'),
  overrideFile?: string,
): WorkCalendar {
  const definition = readDefinition(file, calendarSchema);
  const problems = inspectCalendar(definition);
  if (problems.length > 0) throw new DefinitionError('definition.sense', file, problems);
  const override = overrideFile === undefined ? undefined : readDefinition(overrideFile, overrideSchema);
  return makeCalendar(definition, override);
}

/** What a well-formed calendar file may still have wrong: dates outside their year, turned ranges, idle make-up days. */
export function inspectCalendar(definition: CalendarDefinition): Problem[] {
  const problems: Problem[] = [];
  for (const [year, data] of Object.entries(definition.years)) {
    data.holidays.forEach((holiday, i) => {
      const path = `years.${year}.holidays[${String(i)}]`;
      const got = `${holiday.from}…${holiday.to}`;
      if (holiday.from > holiday.to || holiday.from.slice(0, 4) !== year) {
        problems.push({
          path,
          expected: `a range inside ${year}, first day first`,
          got,
          fix: 'correct the dates',
        });
      }
    });
    data.workdays.forEach((date, i) => {
      if (date.slice(0, 4) === year && definition.weekend.includes(weekdayOfDay(dayNumber(date)))) return;
      const path = `years.${year}.workdays[${String(i)}]`;
      problems.push({ path, expected: `a weekend day in ${year}`, got: date, fix: 'check the notice' });
    });
  }
  return problems;
}
