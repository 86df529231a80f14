/** Worker tasks: due on the morning of a working day, never capped. */
import { localDayNumber, localMinutes } from '../zone/index.js';
import { isQuiet, moment, onLeave, type Context } from './context.js';
import { drop, expiryOf, settleAt, type Draft } from './draft.js';
import type { ReasonCode } from './reasons.js';

/** Morning of the working day when a step of the client becomes a task. */
const TASK_MINUTES = 510;

/** Places a task on the first working morning on or after a day and not before a moment. */
export function placeTask(
  ctx: Context,
  draft: Draft,
  fromDay: number,
  notBefore: number,
  note: ReasonCode | null,
): void {
  const minutes = draft.cs.step.to === 'worker' ? draft.minutes : TASK_MINUTES;
  const first = firstMorning(ctx, draft, fromDay, notBefore, minutes);
  const reason = note ?? (first.day > draft.day ? 'after-working-day' : null);
  if (first.at >= ctx.now) return settleAt(draft, first.day, first.at, reason);
  const expiry = expiryOf(ctx, draft, first.day, first.at);
  if (ctx.now >= expiry) return drop(draft, 'expired');
  // On its own day at once, else on the next working morning: the same facts give the same moment.
  if (first.day === ctx.today && !isQuiet(ctx, localMinutes(ctx.now, ctx.zone))) {
    return settleAt(draft, ctx.today, ctx.now, 'overdue-send');
  }
  const next = firstMorning(ctx, draft, ctx.today, ctx.now, minutes);
  if (next.at >= expiry) return drop(draft, 'expired');
  settleAt(draft, next.day, next.at, 'overdue-send');
}

/** The client's step becomes a worker's task: the same row, another reader. */
export function turnIntoTask(
  ctx: Context,
  draft: Draft,
  fromDay: number,
  notBefore: number,
  reason: ReasonCode,
): void {
  draft.to = 'worker';
  draft.flow = 'task';
  draft.args = { ...draft.args, kind: 'missed-step', step: draft.cs.step.id };
  const morning = firstMorning(ctx, draft, fromDay, notBefore, TASK_MINUTES);
  const at = Math.max(morning.at, ctx.now);
  settleAt(draft, localDayNumber(at, ctx.zone), at, reason);
}

function firstMorning(
  ctx: Context,
  draft: Draft,
  fromDay: number,
  notBefore: number,
  minutes: number,
): { day: number; at: number } {
  const { calendar } = ctx.input;
  let day = calendar.onOrAfterNumber(fromDay);
  let at = moment(ctx, day, minutes);
  while (at < notBefore || (draft.cs.step.onLeave === 'skip' && onLeave(ctx, day))) {
    day = calendar.onOrAfterNumber(day + 1);
    at = moment(ctx, day, minutes);
  }
  return { day, at };
}
