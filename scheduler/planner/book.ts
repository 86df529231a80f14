/** The diary of one planning run: how full each of the person's days is, which conversation hosts it, who had a lesson. */
import { dayNumber } from '../zone/index.js';
import type { Context } from './context.js';
import type { Draft } from './draft.js';

/** Counts and hosts by day. */
export class Book {
  private readonly plain = new Map<number, number>();
  private readonly appointments = new Map<number, number>();
  private readonly hosts = new Map<string, Map<number, Draft>>();
  private readonly lessons = new Map<string, number[]>();

  constructor(private readonly ctx: Context) {
    for (const item of ctx.input.settled) {
      if (!item.proactive) continue;
      const step = ctx.compiled.byId.get(item.step)?.step;
      const day = dayNumber(item.day);
      if (step?.to === 'family') this.countLesson(familyOf(item.cycle), day, step.category);
      else bump(step?.category === 'appointment' ? this.appointments : this.plain, day);
    }
  }

  /** True when one more proactive message of the client fits on the day. */
  hasRoom(draft: Draft, day: number): boolean {
    const cap = this.capOn(day);
    if (cap === undefined) return false;
    const plain = this.plain.get(day) ?? 0;
    const total = plain + (this.appointments.get(day) ?? 0);
    if (draft.cs.step.category === 'appointment') return total < Math.max(cap.max, cap.withAppointment);
    return plain < cap.max && total < Math.max(cap.max, cap.withAppointment);
  }

  private capOn(day: number): { max: number; withAppointment: number } | undefined {
    const n = day - this.ctx.d0;
    return this.ctx.input.programme.caps.client.find((cap) => n >= cap.from && n <= cap.to);
  }

  /** Counts a proactive message of the client. */
  count(draft: Draft, day: number): void {
    bump(draft.cs.step.category === 'appointment' ? this.appointments : this.plain, day);
  }

  /** True when a lesson to this family member fits: not more than the cap within any stretch of its days. */
  hasLessonRoom(familyId: string, day: number): boolean {
    const { max, everyDays } = this.ctx.input.programme.caps.family;
    const near = (this.lessons.get(familyId) ?? []).filter((other) => Math.abs(other - day) < everyDays);
    return near.length < max;
  }

  /** Counts a lesson; other messages to the family have no cap. */
  countLesson(familyId: string, day: number, category: string): void {
    if (category !== 'lesson') return;
    const days = this.lessons.get(familyId) ?? [];
    days.push(day);
    this.lessons.set(familyId, days);
  }

  /** Makes a draft the host of its step on its day (a weekly check takes over the check-in's place). */
  setHost(stepId: string, day: number, draft: Draft): void {
    const byDay = this.hosts.get(stepId) ?? new Map<number, Draft>();
    byDay.set(day, draft);
    this.hosts.set(stepId, byDay);
  }

  /** The host of a step on a day, if any. */
  host(stepId: string, day: number): Draft | undefined {
    return this.hosts.get(stepId)?.get(day);
  }
}

/** The family member that a lesson's cycle names: 'D14:<id>'. */
function familyOf(cycle: string): string {
  return cycle.slice(cycle.indexOf(':') + 1);
}

function bump(counts: Map<number, number>, day: number): void {
  counts.set(day, (counts.get(day) ?? 0) + 1);
}

/** Days from `base` outwards, later before earlier: 10, 11, 9, 12 … inside [from, until]. */
export function* outwards(base: number, from: number, until: number): Generator<number> {
  if (base >= from && base <= until) yield base;
  for (let step = 1; base + step <= until || base - step >= from; step++) {
    if (base + step <= until && base + step >= from) yield base + step;
    if (base - step >= from && base - step <= until) yield base - step;
  }
}
