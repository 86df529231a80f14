/** What a confirmed test template brings: the baseline, the scheduled ones, the random call-ups. */
import type { TemplateRule, WhenOn } from '../../programmes/index.js';
import { dateOf, dayNumber, minutesOf } from '../../zone/index.js';
import { callUpDays, DayDraws } from '../chance.js';
import type { CompiledStep } from '../compile.js';
import { clockMinutes, moment, onLeave, type Context } from '../context.js';
import type { Draft } from '../draft.js';
import { add, isOurs } from './days.js';

const DAYS_A_YEAR = 365;
/** Longer than any holiday. */
const LOOK_AHEAD = 14;

function ruleOf(ctx: Context): TemplateRule | undefined {
  const name = ctx.input.enrolment.testTemplate;
  return name === null ? undefined : ctx.input.programme.templates[name];
}

/** A task to book the baseline inside its window (or in the first week after a late enrolment). */
export function expandBaseline(ctx: Context, cs: CompiledStep, when: WhenOn<'baseline'>, out: Draft[]): void {
  const window = ruleOf(ctx)?.baseline;
  const args =
    window === undefined
      ? cs.step.args
      : {
          ...cs.step.args,
          fromDate: dateOf(Math.max(ctx.d0 + window.from, ctx.enrolledDay)),
          untilDate: dateOf(Math.max(ctx.d0 + window.to, ctx.enrolledDay + 7)),
        };
  add(ctx, cs, out, { cycle: 'baseline', day: ctx.d0 + when.day, minutes: clockMinutes(ctx, when.at), args });
}

/** Tasks to book the scheduled tests, spread evenly after the baseline by the frequency of their year. */
export function expandTests(ctx: Context, cs: CompiledStep, when: WhenOn<'tests'>, out: Draft[]): void {
  const rule = ruleOf(ctx);
  if (rule === undefined) return;
  let at = rule.baseline.from;
  for (let n = 2; ; n++) {
    const perYear = rule.perYear[Math.min(2, Math.floor(at / DAYS_A_YEAR))] ?? 0;
    if (perYear === 0) return;
    at += DAYS_A_YEAR / perYear;
    const day = ctx.d0 + Math.round(at) - when.bookDaysBefore;
    if (day > ctx.d0 + ctx.input.programme.days.to) return;
    if (!isOurs(ctx, day)) continue;
    const args = { ...cs.step.args, onDate: dateOf(day + when.bookDaysBefore) };
    add(ctx, cs, out, { cycle: `test-${String(n)}`, day, minutes: clockMinutes(ctx, when.at), args });
  }
}

/** Random call-ups from today on; nothing is ever said about days that are over. */
export function expandRandom(ctx: Context, cs: CompiledStep, when: WhenOn<'random'>, out: Draft[]): void {
  const rule = ruleOf(ctx)?.callUp;
  if (rule === undefined) return;
  const draws = new DayDraws(ctx.input.enrolment.seed, 'call-up');
  const first = Math.max(ctx.d0 + (when.since ?? when.from), ctx.enrolledDay + 1);
  const days = callUpDays(
    // A little beyond the end, so that the last gap is closed inside and not left to what follows.
    eligibleDays(ctx, first, ctx.d0 + when.to + LOOK_AHEAD),
    first,
    rule.longestGapDays,
    (day) => draws.chance(day) < rule.dailyChance,
    settledDays(ctx, cs),
  );
  const [from, to] = [minutesOf(when.between[0]), minutesOf(when.between[1])];
  for (const day of days) {
    if (day < Math.max(ctx.today, ctx.d0 + when.from) || day > ctx.d0 + when.to) continue;
    const minutes = from + Math.floor(draws.stagger(day) * (to - from + 1));
    const onDate = dateOf(ctx.input.calendar.onOrAfterNumber(day + 1));
    const args = { ...cs.step.args, onDate, until: when.until };
    add(ctx, cs, out, { cycle: dateOf(day), day, minutes, args, releaseAt: moment(ctx, day, minutes) });
  }
}

function eligibleDays(ctx: Context, from: number, to: number): number[] {
  const { calendar } = ctx.input;
  const days: number[] = [];
  for (let day = from; day <= to; day++) {
    if (!calendar.isWorkingDayNumber(day) || onLeave(ctx, day)) continue;
    if (!onLeave(ctx, calendar.onOrAfterNumber(day + 1))) days.push(day);
  }
  return days;
}

function settledDays(ctx: Context, cs: CompiledStep): Set<number> {
  const days = new Set<number>();
  for (const item of ctx.input.settled) if (item.step === cs.step.id) days.add(dayNumber(item.day));
  return days;
}
