/** A plan item in the making: where it would like to be, how far it may move, what became of it. */
import type { Flow, Recipient, StepArgs } from '../programmes/index.js';
import type { CompiledStep } from './compile.js';
import { moment, type Context } from './context.js';
import type { ReasonCode } from './reasons.js';

const HOUR_MS = 3_600_000;

/** Where a draft wants to be, and its limits. */
export interface Wish {
  readonly cycle: string;
  readonly day: number;
  readonly minutes: number;
  /** an exact moment that follows from an appointment; overrides day and minutes for the clock */
  readonly at?: number;
  readonly args?: StepArgs;
  readonly familyId?: string;
  /** stale from this moment on, whatever the step says (an appointment has begun) */
  readonly useBy?: number;
  readonly releaseAt?: number;
  /** a host may carry it only between these moments */
  readonly foldFrom?: number;
  readonly foldTo?: number;
}

/** A plan item in the making. Mutable inside one planning run only. */
export class Draft {
  readonly cycle: string;
  /** what it wants: day number, clock minutes, moment */
  readonly day: number;
  readonly minutes: number;
  readonly wantedAt: number;
  readonly familyId: string | null;
  readonly useBy: number;
  readonly releaseAt: number | null;
  readonly foldFrom: number;
  readonly foldTo: number;
  args: StepArgs;
  to: Recipient;
  flow: Flow;
  /** days that composition may use, and the one to start from */
  from: number;
  until: number;
  base: number;
  /** late ones wait for the enrolment to be over */
  notBefore = -Infinity;
  /** in the days in which nothing may displace it */
  readonly protectedDay: boolean;
  /** said with it when it is placed */
  note: ReasonCode | null = null;
  /** what it gets */
  at: number;
  placedDay: number;
  state: 'open' | 'planned' | 'folded' | 'dropped' = 'open';
  reason: ReasonCode | null = null;
  host: Draft | null = null;
  /** lines that it carries as a host */
  lines = 0;

  constructor(
    readonly cs: CompiledStep,
    wish: Wish,
    wantedAt: number,
    dayOfProgramme: number,
  ) {
    const { protect } = cs.step;
    this.protectedDay =
      protect !== undefined && dayOfProgramme >= protect.from && dayOfProgramme <= protect.to;
    this.cycle = wish.cycle;
    this.day = wish.day;
    this.minutes = wish.minutes;
    this.wantedAt = wantedAt;
    this.at = wantedAt;
    this.placedDay = wish.day;
    this.familyId = wish.familyId ?? null;
    this.useBy = wish.useBy ?? Infinity;
    this.releaseAt = wish.releaseAt ?? null;
    this.foldFrom = wish.foldFrom ?? -Infinity;
    this.foldTo = wish.foldTo ?? Infinity;
    this.from = wish.day - cs.step.window.before;
    this.until = wish.day + cs.step.window.after;
    this.base = wish.day;
    this.args = wish.args ?? cs.step.args;
    this.to = cs.step.to;
    this.flow = cs.step.flow;
  }
}

/** Makes the draft of a step. */
export function draftOf(ctx: Context, cs: CompiledStep, wish: Wish): Draft {
  return new Draft(cs, wish, wish.at ?? moment(ctx, wish.day, wish.minutes), wish.day - ctx.d0);
}

/** Puts it at a moment of its own. */
export function settleAt(draft: Draft, day: number, at: number, reason: ReasonCode | null): void {
  draft.state = 'planned';
  draft.placedDay = day;
  draft.at = at;
  draft.reason = reason;
}

/** Leaves it out, with the reason; it keeps the moment it wanted, so that the same facts give the same row. */
export function drop(draft: Draft, reason: ReasonCode): void {
  draft.state = 'dropped';
  draft.reason = reason;
  draft.at = draft.wantedAt;
  draft.placedDay = draft.day;
}

/** Hands it to a host conversation. */
export function foldInto(draft: Draft, host: Draft, reason: ReasonCode = 'folded'): void {
  draft.state = 'folded';
  draft.host = host;
  draft.reason = reason;
}

/** Last moment at which it makes sense, counted from `at` on `day`. */
export function expiryOf(ctx: Context, draft: Draft, day: number, at: number): number {
  const { expires } = draft.cs.step;
  const end = 'hours' in expires ? at + expires.hours * HOUR_MS : moment(ctx, day + expires.days + 1, 0);
  return Math.min(end, draft.useBy);
}
