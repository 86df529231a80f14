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
  for (const phase of when.phases) {
    for (let day = ctx.d0 + phase.from; day <= ctx.d0 + phase.to; day++) {
      if (!phase.weekdays.includes(weekdayOfDay(day)) || replaced?.has(day) === true) continue;
      add(ctx, cs, out, { cycle: dateOf(day), day, minutes });
    }
  }
}

/** Adds the draft unless its row is settled. */
export function add(ctx: Context, cs: CompiledStep, out: Draft[], wish: Parameters<typeof draftOf>[2]): void {
  if (!ctx.settled.has(keyOf(cs.step.id, wish.cycle))) out.push(draftOf(ctx, cs, wish));
}
