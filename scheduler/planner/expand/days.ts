/** Steps on fixed days: after release, after report-in, after the decision was received; and the cadence. */
import type { StepArgs, WhenOn } from '../../programmes/index.js';
import { dateOf, dayNumber, weekdayOfDay } from '../../zone/index.js';
import type { CompiledStep } from '../compile.js';
import { clockMinutes, keyOf, type Context } from '../context.js';
import { draftOf, type Draft } from '../draft.js';

/** Arguments of a step on a day of its own numbering. */
function argsOn(cs: CompiledStep, n: number): StepArgs {
  const own = cs.step.argsByDay[String(n)];
  return own === undefined ? cs.step.args : { ...cs.step.args, ...own };
}

/** Fixed days after release or report-in; one draft for each family member when it is for the family. */
export function expandDays(ctx: Context, cs: CompiledStep, when: WhenOn<'days'>, out: Draft[]): void {
  const { enrolment } = ctx.input;
  const anchor = when.anchor === 'release' ? enrolment.releaseOn : enrolment.reportIn.reportedOn;
  if (anchor === null) return;
  const base = dayNumber(anchor);
  const letter = when.anchor === 'release' ? 'D' : 'R';
  const minutes = clockMinutes(ctx, when.at);
  for (const n of when.days) {
    const wish = { cycle: `${letter}${String(n)}`, day: base + n, minutes, args: argsOn(cs, n) };
    if (cs.step.to !== 'family') add(ctx, cs, out, wish);
    else
      for (const id of enrolment.familyIds)
        add(ctx, cs, out, { ...wish, cycle: `${wish.cycle}:${id}`, familyId: id });
  }
}

/** Days after the decision was received; D0 stands in while that day is unknown. */
export function expandDeadline(ctx: Context, cs: CompiledStep, when: WhenOn<'deadline'>, out: Draft[]): void {
  const { reportIn, releaseOn } = ctx.input.enrolment;
  const base = dayNumber(reportIn.decisionReceivedOn ?? releaseOn);
  for (const leg of when.rules[reportIn.deadlineDays === 2 ? '2' : '15']) {
    const args = { ...cs.step.args, day: leg.day, deadlineDays: reportIn.deadlineDays };
    add(ctx, cs, out, {
      cycle: `O${String(leg.day)}`,
      day: base + leg.day,
      minutes: clockMinutes(ctx, leg.at),
      args,
    });
  }
}

/** Every fitting weekday of every phase. Named by date, so that a moved release day neither repeats nor skips one. */
export function expandCadence(ctx: Context, cs: CompiledStep, when: WhenOn<'cadence'>, out: Draft[]): void {
  const minutes = clockMinutes(ctx, when.at);
  const replaced = ctx.replaced.get(cs.step.id);
  for (const day of cadenceDays(ctx, when)) {
    if (replaced?.has(day) !== true) add(ctx, cs, out, { cycle: dateOf(day), day, minutes });
  }
}

function cadenceDays(ctx: Context, when: WhenOn<'cadence'>): Iterable<number> {
  const { lighter, thirdYear, blocks } = ctx.input.enrolment;
  const days = new Set<number>();
  for (const { from, to, weekdays, everyWeeks, lighterWeeks, byChoice } of when.phases) {
    if (byChoice && thirdYear !== true) continue;
    const weeks = lighter === true ? (lighterWeeks ?? everyWeeks) : everyWeeks;
    for (let day = ctx.d0 + from; day <= ctx.d0 + to; day++) {
      if (Math.floor((day - ctx.d0 - from) / 7) % weeks !== 0) continue;
      if (weekdays.includes(weekdayOfDay(day))) days.add(day);
    }
  }
  if (when.block.length === 0 || (blocks ?? []).length === 0) return days;
  for (const opened of blocks ?? []) addBlock(ctx, when, dayNumber(opened), days);
  return [...days].sort((a, b) => a - b);
}

/** The closer days of one block, as far as they lie within this programme. */
function addBlock(ctx: Context, when: WhenOn<'cadence'>, opened: number, days: Set<number>): void {
  for (const { from, to, weekdays } of when.block) {
    for (let day = opened + from; day <= opened + to; day++) {
      if (isOurs(ctx, day) && weekdays.includes(weekdayOfDay(day))) days.add(day);
    }
  }
}

/** Days after a block was opened. */
export function expandBlocks(ctx: Context, cs: CompiledStep, when: WhenOn<'block'>, out: Draft[]): void {
  const minutes = clockMinutes(ctx, when.at);
  for (const opened of ctx.input.enrolment.blocks ?? []) {
    for (const n of when.days) {
      const day = dayNumber(opened) + n;
      if (isOurs(ctx, day)) add(ctx, cs, out, { cycle: `${opened}:${String(n)}`, day, minutes });
    }
  }
}

/** Before the agreed end. */
export function expandEnd(ctx: Context, cs: CompiledStep, when: WhenOn<'end'>, out: Draft[]): void {
  const { endOn } = ctx.input.enrolment;
  if (endOn === null) return;
  const minutes = clockMinutes(ctx, when.at);
  for (const before of when.before) {
    const [cycle, day] =
      'days' in before
        ? [`E-${String(before.days)}`, dayNumber(endOn) - before.days]
        : [
            `E-${String(before.workingDays)}w`,
            dayNumber(ctx.input.calendar.addWorkingDays(endOn, -before.workingDays)),
          ];
    if (isOurs(ctx, day)) add(ctx, cs, out, { cycle, day, minutes, args: { ...cs.step.args, endOn } });
  }
}

/** True when the day lies within this programme; the one before and the one after have theirs. */
export function isOurs({ d0, input }: Context, day: number): boolean {
  const { from, to } = input.programme.days;
  return day <= d0 + to && (from <= 0 || day >= d0 + from);
}

/** Adds the draft unless its row is settled. */
export function add(ctx: Context, cs: CompiledStep, out: Draft[], wish: Parameters<typeof draftOf>[2]): void {
  if (!ctx.settled.has(keyOf(cs.step.id, wish.cycle))) out.push(draftOf(ctx, cs, wish));
}
