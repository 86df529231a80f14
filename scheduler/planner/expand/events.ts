/** Steps that follow from facts: appointments, the group's day, reminders that the client asked for. */
import type { WhenOn } from '../../programmes/index.js';
import {
  dateOf,
  dayNumber,
  localDayNumber,
  localMinutes,
  minutesOf,
  weekdayOfDay,
} from '../../zone/index.js';
import type { CompiledStep } from '../compile.js';
import { awakeMinutes, clockMinutes, isQuiet, moment, type Context } from '../context.js';
import { drop, type Draft, type Wish } from '../draft.js';
import type { PlanAppointment } from '../types.js';
import { add, isOurs } from './days.js';

const HOUR_MS = 3_600_000;
/** A check-in up to four hours early may carry a short-notice line; one less than an hour before the event may not. */
const CARRY_MS = 4 * HOUR_MS;

type Lead = WhenOn<'appointment'>['leads'][number];

/** A wish that may have been moved to the evening before. */
interface Reminder extends Wish {
  readonly evening?: boolean;
}

/** Reminders before each appointment; one for each family member with F2 when it is for the family. */
export function expandAppointments(
  ctx: Context,
  cs: CompiledStep,
  when: WhenOn<'appointment'>,
  out: Draft[],
): void {
  const { enrolment } = ctx.input;
  for (const appointment of enrolment.appointments) {
    for (const lead of when.leads) {
      const wish =
        'days' in lead ? daysBefore(ctx, cs, appointment, lead) : hoursBefore(ctx, cs, appointment, lead);
      if (cs.step.to !== 'family') addReminder(ctx, cs, out, appointment, wish);
      else {
        for (const id of enrolment.familyAppointmentIds ?? []) {
          addReminder(ctx, cs, out, appointment, { ...wish, cycle: `${wish.cycle}:${id}`, familyId: id });
        }
      }
    }
  }
}

function addReminder(
  ctx: Context,
  cs: CompiledStep,
  out: Draft[],
  appointment: PlanAppointment,
  wish: Reminder,
): void {
  // What lies beyond belongs to the programme before or after, which names its rows in the same way.
  if (!isOurs(ctx, wish.day)) return;
  // Nothing may point at a call-up before it has been told.
  if (appointment.releaseAt !== null && (wish.at ?? -Infinity) < appointment.releaseAt.getTime()) return;
  const before = out.length;
  add(ctx, cs, out, wish);
  const draft = out[before];
  if (draft === undefined) return;
  if (appointment.state !== 'planned') drop(draft, 'condition-met');
  else if (wish.evening === true && draft.wantedAt < ctx.now) drop(draft, 'quiet-hours');
}

function common(
  cs: CompiledStep,
  appointment: PlanAppointment,
  lead: string,
): Pick<Wish, 'cycle' | 'args' | 'useBy'> {
  return {
    cycle: `${appointment.id}:${lead}`,
    args: { ...cs.step.args, appointmentId: appointment.id, lead },
    useBy: appointment.at.getTime(),
  };
}

function daysBefore(
  ctx: Context,
  cs: CompiledStep,
  appointment: PlanAppointment,
  lead: Extract<Lead, { days: number }>,
): Reminder {
  const at = appointment.at.getTime();
  const day = localDayNumber(at, ctx.zone) - lead.days;
  return {
    ...common(cs, appointment, `${String(lead.days)}d`),
    day,
    minutes: clockMinutes(ctx, lead.at),
    foldTo: at - HOUR_MS,
  };
}

function hoursBefore(
  ctx: Context,
  cs: CompiledStep,
  appointment: PlanAppointment,
  lead: Extract<Lead, { hours: number }>,
): Reminder {
  const base = common(cs, appointment, `${String(lead.hours)}h`);
  const exact = appointment.at.getTime() - lead.hours * HOUR_MS;
  const spot = awakeSpot(ctx, exact);
  const release = appointment.releaseAt === null ? {} : { releaseAt: appointment.releaseAt.getTime() };
  return {
    ...base,
    ...spot,
    ...release,
    foldFrom: spot.at - CARRY_MS,
    foldTo: appointment.at.getTime() - HOUR_MS,
  };
}

/** The moment itself, or — in quiet hours — the evening before they begin. */
function awakeSpot(
  ctx: Context,
  exact: number,
): { day: number; minutes: number; at: number; evening: boolean } {
  const day = localDayNumber(exact, ctx.zone);
  const minutes = localMinutes(exact, ctx.zone);
  if (!isQuiet(ctx, minutes)) return { day, minutes, at: exact, evening: false };
  const { evening, quietFrom, quietTo } = ctx.compiled;
  const evenings = quietFrom > quietTo && minutes >= quietFrom ? day : day - 1;
  return { day: evenings, minutes: evening, at: moment(ctx, evenings, evening), evening: true };
}

/** Meetings on the group's weekday. Nothing while the day or hour of the group is unknown. */
export function expandGroupDays(
  ctx: Context,
  cs: CompiledStep,
  when: WhenOn<'group-day'>,
  out: Draft[],
): void {
  const { groupWeekday, groupTime } = ctx.input.enrolment;
  if (groupWeekday === null || groupTime === null) return;
  const meeting = minutesOf(groupTime);
  const minutes = awakeMinutes(ctx.compiled, Math.max(0, meeting - when.leadHours * 60));
  let next = -Infinity;
  for (const phase of when.phases) {
    const first = ctx.d0 + phase.from;
    let day = Math.max(next, first + ((groupWeekday - weekdayOfDay(first) + 7) % 7));
    for (; day <= ctx.d0 + phase.to; day += 7 * phase.everyWeeks) {
      const at = moment(ctx, day, meeting);
      const args = { ...cs.step.args, on: dateOf(day), at: groupTime };
      add(ctx, cs, out, { cycle: dateOf(day), day, minutes, args, useBy: at, foldTo: at - HOUR_MS });
      const step =
        ctx.d0 + phase.to - day < 7 * phase.everyWeeks ? nextPhaseWeeks(when, phase) : phase.everyWeeks;
      next = day + 7 * step;
    }
  }
}

function nextPhaseWeeks(when: WhenOn<'group-day'>, phase: WhenOn<'group-day'>['phases'][number]): number {
  return when.phases[when.phases.indexOf(phase) + 1]?.everyWeeks ?? phase.everyWeeks;
}

/** Reminders that the client asked for, at the client's own time. */
export function expandRequests(ctx: Context, cs: CompiledStep, when: WhenOn<'request'>, out: Draft[]): void {
  for (const reminder of ctx.input.enrolment.healthReminders) {
    const minutes = awakeMinutes(ctx.compiled, minutesOf(reminder.time));
    const start = dayNumber(reminder.startOn);
    const args = { ...cs.step.args, reminderId: reminder.id, nameKey: reminder.nameKey };
    const first = Math.max(start, ctx.d0 + when.from, ctx.enrolledDay);
    for (let day = first; day <= ctx.d0 + when.to; day++) {
      if (!falls(reminder.every, start, day)) continue;
      add(ctx, cs, out, { cycle: `${reminder.id}:${dateOf(day)}`, day, minutes, args });
    }
  }
}

function falls(every: 'day' | 'week' | 'month', start: number, day: number): boolean {
  if (every === 'day') return true;
  if (every === 'week') return (day - start) % 7 === 0;
  const wanted = Number(dateOf(start).slice(8));
  const [date, tomorrow] = [dateOf(day), dateOf(day + 1)];
  const monthEnds = date.slice(0, 7) !== tomorrow.slice(0, 7);
  return Number(date.slice(8)) === wanted || (monthEnds && Number(date.slice(8)) < wanted);
}
