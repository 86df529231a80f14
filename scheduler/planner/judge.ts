/** Is a draft wanted at all? Consent, conditions, end of follow-up, and the rule for what passed before enrolment. */
import type { Condition, LateRule } from '../programmes/index.js';
import { localDayNumber, localMinutes } from '../zone/index.js';
import { isQuiet, type Context } from './context.js';
import { drop, expiryOf, type Draft } from './draft.js';
import type { ReasonCode } from './reasons.js';
import { placeTask, turnIntoTask } from './tasks.js';

/** Enrolling takes a while; what is sent on that very day waits so long. */
const AFTER_ENROLMENT_MS = 15 * 60_000;

/** Drops what is not wanted, with its reason, and applies the step's rule for late enrolment. */
export function judge(ctx: Context, draft: Draft): void {
  if (draft.state !== 'open') return;
  const reason = unfit(ctx, draft);
  if (reason !== null) drop(draft, reason);
  else judgeLateness(ctx, draft);
}

/** A step that a newer revision brought is late from the move on, by the rule that the revision states. */
function judgeLateness(ctx: Context, draft: Draft): void {
  const { step } = draft.cs;
  if (draft.wantedAt < ctx.enrolledMs) return judgeLate(ctx, draft, step.late, ctx.enrolledMs);
  const added = ctx.added.get(step.id);
  const at = added?.at.getTime() ?? -Infinity;
  if (added !== undefined && draft.wantedAt < at) judgeLate(ctx, draft, added.late, at);
}

function unfit(ctx: Context, draft: Draft): ReasonCode | null {
  const { step } = draft.cs;
  const { enrolment } = ctx.input;
  if (draft.day > ctx.lastDay)
    return draft.day - ctx.d0 > ctx.input.programme.days.to ? 'outside-window' : 'ended';
  if (enrolment.mutedSteps.includes(step.id)) return 'muted';
  // For the family, the list of people who hold the scope is the consent itself.
  if (step.to !== 'family' && step.needs.scope !== undefined && !ctx.scopes.has(step.needs.scope)) {
    return 'consent-missing';
  }
  if (step.needs.template === true && enrolment.testTemplate === null) return 'no-template';
  return (step.needs.conditions ?? []).every((condition) => holds(ctx, condition)) ? null : 'condition-met';
}

function holds(ctx: Context, condition: Condition): boolean {
  const { enrolment } = ctx.input;
  switch (condition) {
    case 'not-reported-in':
      return enrolment.reportIn.reportedOn === null;
    case 'not-signed':
      return enrolment.reportIn.agreementSignedOn === null;
    case 'enrolled-before-release':
      return ctx.enrolledDay < ctx.d0;
    case 'no-template-yet':
      return enrolment.testTemplate === null;
    case 'no-baseline-test':
      return !enrolment.appointments.some((a) => a.kind === 'baseline' && a.state !== 'rescheduled');
    case 'third-year-open':
      return enrolment.thirdYear !== true;
  }
}

/** `since` is the moment from which the person has had the step: enrolment, or the move to its revision. */
function judgeLate(ctx: Context, draft: Draft, late: LateRule, since: number): void {
  const stale = expiryOf(ctx, draft, draft.day, draft.wantedAt) <= since;
  if (late === 'skip' || stale) return drop(draft, 'late-enrolment-skip');
  const day = localDayNumber(since, ctx.zone);
  if (late === 'task') return turnIntoTask(ctx, draft, day, since, 'late-enrolment-task');
  if (draft.to === 'worker') return placeTask(ctx, draft, day, since, 'late-enrolment-send');
  spread(ctx, draft, day, since);
}

/** Late ones go out over the following days under the cap; on the first day only what was meant for it. */
function spread(ctx: Context, draft: Draft, sinceDay: number, since: number): void {
  const soon = since + AFTER_ENROLMENT_MS;
  const today = draft.day === sinceDay && !isQuiet(ctx, localMinutes(soon, ctx.zone));
  draft.base = today ? sinceDay : sinceDay + 1;
  draft.from = draft.base;
  draft.until = draft.base + ctx.input.programme.lateSpreadDays;
  draft.note = 'late-enrolment-send';
  draft.notBefore = soon;
}
