/** Everything one planning run looks up again and again, as numbers. */
import { dayNumber, instantMs, isDate, localDayNumber, minutesAreQuiet, minutesOf } from '../zone/index.js';
import { compileProgramme, type CompiledProgramme } from './compile.js';
import type { AddedStep, PlanInput, SettledItem } from './types.js';

/** One planning run. Days are day numbers, moments milliseconds, clock times minutes after midnight. */
export interface Context {
  readonly input: PlanInput;
  readonly compiled: CompiledProgramme;
  readonly zone: string;
  readonly now: number;
  readonly today: number;
  /** D0 */
  readonly d0: number;
  /** last day of the programme or of the follow-up, whichever is earlier */
  readonly lastDay: number;
  readonly enrolledMs: number;
  readonly enrolledDay: number;
  /** chosen check-in hour, kept out of quiet hours */
  readonly hour: number;
  readonly scopes: ReadonlySet<string>;
  readonly settled: ReadonlyMap<string, SettledItem>;
  /** days whose cadence item was replaced by one that is settled, by the id of the cadence step */
  readonly replaced: ReadonlyMap<string, ReadonlySet<number>>;
  /** steps that came with a newer revision, by id */
  readonly added: ReadonlyMap<string, AddedStep>;
  /** last day that is planned now */
  readonly horizon: number;
}

/** The key under which settled rows are looked up. */
export function keyOf(step: string, cycle: string): string {
  return `${step}\n${cycle}`;
}

/** Builds the context of a run. Throws RangeError for an unknown zone, a release day or an hour that is none. */
export function contextOf(input: PlanInput): Context {
  const { enrolment } = input;
  const compiled = compileProgramme(input.programme);
  const zone = enrolment.zone;
  const now = input.now.getTime();
  const d0 = dayNumber(enrolment.releaseOn);
  const hour = minutesOf(enrolment.hour);
  if (!isDate(enrolment.releaseOn) || Number.isNaN(hour)) {
    throw new RangeError(
      'planner.enrolment: expected releaseOn as YYYY-MM-DD and hour as HH:mm; mend the enrolment',
    );
  }
  const programmeEnd = d0 + input.programme.days.to;
  const enrolledMs = enrolment.enrolledAt.getTime();
  return {
    input,
    compiled,
    zone,
    now,
    today: localDayNumber(now, zone),
    d0,
    lastDay: enrolment.endOn === null ? programmeEnd : Math.min(programmeEnd, dayNumber(enrolment.endOn)),
    enrolledMs,
    enrolledDay: localDayNumber(enrolledMs, zone),
    hour: awakeMinutes(compiled, hour),
    scopes: new Set(enrolment.scopes),
    settled: new Map(input.settled.map((item) => [keyOf(item.step, item.cycle), item])),
    replaced: replacedDays(compiled, input.settled),
    added: new Map((enrolment.added ?? []).map((step) => [step.step, step])),
    horizon: d0 + (input.until ?? Infinity),
  };
}

function replacedDays(
  compiled: CompiledProgramme,
  settled: readonly SettledItem[],
): Map<string, Set<number>> {
  const replaced = new Map<string, Set<number>>();
  for (const item of settled) {
    const when = compiled.byId.get(item.step)?.step.when;
    if (!item.proactive || when?.on !== 'nearest') continue;
    const days = replaced.get(when.of) ?? new Set<number>();
    replaced.set(when.of, days.add(dayNumber(item.day)));
  }
  return replaced;
}

/** True when minutes after midnight fall in the programme's quiet hours. */
export function isQuiet(ctx: Context, minutes: number): boolean {
  return minutesAreQuiet(minutes, ctx.input.programme.quietHours);
}

/**
 * The nearest clock time of the same day outside quiet hours: a late hour becomes the evening before they begin,
 * an early one the moment they end.
 */
export function awakeMinutes(compiled: CompiledProgramme, minutes: number): number {
  if (!minutesAreQuiet(minutes, compiled.programme.quietHours)) return minutes;
  const late = compiled.quietFrom > compiled.quietTo && minutes >= compiled.quietFrom;
  return late ? compiled.evening : compiled.quietTo;
}

/** Minutes of a clock in a programme file: 'hour' or 'HH:mm', kept out of quiet hours. */
export function clockMinutes(ctx: Context, clock: string): number {
  return clock === 'hour' ? ctx.hour : awakeMinutes(ctx.compiled, minutesOf(clock));
}

/** Moment of a day and a clock time on the person's wall clock. */
export function moment(ctx: Context, day: number, minutes: number): number {
  return instantMs(day, minutes, ctx.zone);
}

/** True when the person is on approved leave that day. */
export function onLeave(ctx: Context, day: number): boolean {
  for (const leave of ctx.input.enrolment.leave) {
    if (day >= dayNumber(leave.from) && day <= dayNumber(leave.to)) return true;
  }
  return false;
}

/** True when things of this category to the person are paused at that moment. */
export function isPaused(ctx: Context, ms: number, category: string): boolean {
  for (const pause of ctx.input.enrolment.paused) {
    if (pause.category !== null && pause.category !== category) continue;
    if (ms >= pause.from.getTime() && (pause.to === null || ms < pause.to.getTime())) return true;
  }
  return false;
}
