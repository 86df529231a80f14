/** Finding a draft its day: inside a check-in, alone under the cap, on a neighbouring day of its window — or nowhere. */
import { localDayNumber, localMinutes } from '../zone/index.js';
import { outwards, type Book } from './book.js';
import { isPaused, isQuiet, moment, onLeave, type Context } from './context.js';
import { drop, expiryOf, foldInto, settleAt, type Draft } from './draft.js';
import type { ReasonCode } from './reasons.js';
import { turnIntoTask } from './tasks.js';

/** Places one draft of the client or the family, or drops it with the reason. */
export function place(ctx: Context, book: Book, draft: Draft): void {
  if (foldWithinReach(ctx, book, draft, draft.base)) return;
  const alone = draft.cs.step.fold?.alone !== false;
  const reason = alone ? tryWindow(ctx, book, draft) : withoutHost(ctx, draft);
  if (reason === null) return;
  const overdue = draft.note === null && draft.wantedAt < ctx.now;
  if (overdue) catchUp(ctx, book, draft);
  else drop(draft, reason);
}

function withoutHost(ctx: Context, draft: Draft): ReasonCode {
  return isPaused(ctx, draft.wantedAt, draft.cs.step.category) ? 'paused' : 'no-host';
}

/** Tries each day of the window, from the wanted one outwards. Null when placed, else the first obstacle met. */
function tryWindow(ctx: Context, book: Book, draft: Draft): ReasonCode | null {
  let obstacle: ReasonCode | null = null;
  for (const day of outwards(draft.base, draft.from, draft.until)) {
    if (day < ctx.today) continue;
    if (tryFold(ctx, book, draft, day)) return null;
    const at = momentOn(ctx, draft, day);
    if (at < ctx.now) continue;
    const closed = obstacleAt(ctx, book, draft, day, at);
    if (closed === null) {
      enter(book, draft, day, at, draft.note ?? (day === draft.base ? null : 'moved'));
      return null;
    }
    obstacle ??= closed;
  }
  return obstacle ?? 'expired';
}

function momentOn(ctx: Context, draft: Draft, day: number): number {
  const at = day === draft.day ? draft.wantedAt : moment(ctx, day, draft.minutes);
  return Math.max(at, draft.notBefore);
}

/** Why a draft cannot stand on that day, or null when it can. */
function obstacleAt(ctx: Context, book: Book, draft: Draft, day: number, at: number): ReasonCode | null {
  const { step } = draft.cs;
  if (day > ctx.lastDay)
    return ctx.lastDay < ctx.d0 + ctx.input.programme.days.to ? 'ended' : 'outside-window';
  if (at >= draft.useBy) return 'expired';
  if (isPaused(ctx, at, step.category)) return 'paused';
  if (step.onLeave === 'skip' && onLeave(ctx, day)) return 'on-leave';
  if (draft.familyId !== null) {
    return step.category !== 'lesson' || book.hasLessonRoom(draft.familyId, day) ? null : 'family-cap';
  }
  return isCapped(draft) && !book.hasRoom(draft, day) ? 'cap-full' : null;
}

/**
 * What counts under the cap while planning. Random call-ups do not: if they pushed other things about before they
 * are told, the gap in the plan would betray them. Once told they are settled rows, and count.
 */
function isCapped(draft: Draft): boolean {
  return draft.cs.step.proactive && draft.cs.step.when.on !== 'random' && !draft.protectedDay;
}

function enter(book: Book, draft: Draft, day: number, at: number, reason: ReasonCode | null): void {
  settleAt(draft, day, at, reason);
  if (draft.familyId !== null) book.countLesson(draft.familyId, day, draft.cs.step.category);
  else if (draft.cs.step.proactive && draft.cs.step.when.on !== 'random') book.count(draft, day);
}

/** A host (check-in, weekly check) keeps its day: there or nowhere. */
export function placeHost(ctx: Context, book: Book, draft: Draft): void {
  const closed = obstacleAt(ctx, book, draft, draft.day, draft.at);
  if (closed === null) enter(book, draft, draft.day, draft.at, draft.note);
  else drop(draft, closed);
}

function foldWithinReach(ctx: Context, book: Book, draft: Draft, base: number): boolean {
  const reach = draft.cs.step.fold?.reach ?? 0;
  for (let away = 0; away <= reach; away++) {
    if (tryFold(ctx, book, draft, base - away)) return true;
    if (away > 0 && tryFold(ctx, book, draft, base + away)) return true;
  }
  return false;
}

function tryFold(ctx: Context, book: Book, draft: Draft, day: number): boolean {
  const { fold, category, onLeave: leave } = draft.cs.step;
  const host = fold === undefined ? undefined : book.host(fold.into, day);
  if (host?.state !== 'planned' || host.lines >= ctx.input.programme.caps.linesPerHost) return false;
  if (host.at < draft.foldFrom || host.at > draft.foldTo || host.at < draft.notBefore) return false;
  if (isPaused(ctx, host.at, category) || (leave === 'skip' && onLeave(ctx, day))) return false;
  foldInto(draft, host);
  host.lines++;
  return true;
}

/** Its moment passed unsent: the step's own rule decides, and never beyond its expiry. */
function catchUp(ctx: Context, book: Book, draft: Draft): void {
  const rule = draft.cs.step.catchUp;
  const expiry = expiryOf(ctx, draft, draft.day, draft.wantedAt);
  if (rule === 'task') return turnIntoTask(ctx, draft, ctx.today, ctx.now, 'overdue-task');
  if (ctx.now >= expiry) return drop(draft, 'expired');
  if (rule === 'skip') return drop(draft, 'overdue');
  const lastDay = Math.min(localDayNumber(expiry - 1, ctx.zone), ctx.lastDay);
  if (draft.cs.step.fold !== undefined) {
    for (let day = ctx.today; day <= lastDay; day++) if (tryFold(ctx, book, draft, day)) return;
    if (rule === 'fold' || !draft.cs.step.fold.alone) return drop(draft, 'expired');
  }
  sendLate(ctx, book, draft, expiry, lastDay);
}

/** On its own day at once, on a later day at its usual time: the same facts give the same moment. */
function sendLate(ctx: Context, book: Book, draft: Draft, expiry: number, lastDay: number): void {
  let obstacle: ReasonCode = 'expired';
  for (let day = ctx.today; day <= lastDay; day++) {
    const at = day === draft.day ? openToday(ctx) : moment(ctx, day, draft.minutes);
    if (at < ctx.now || at >= expiry) continue;
    const closed = obstacleAt(ctx, book, draft, day, at);
    if (closed === null) return enter(book, draft, day, at, 'overdue-send');
    obstacle = closed;
  }
  drop(draft, obstacle);
}

/** Now, or the end of this morning's quiet hours; Infinity when today is over for messages. */
function openToday(ctx: Context): number {
  if (!isQuiet(ctx, localMinutes(ctx.now, ctx.zone))) return ctx.now;
  const opens = moment(ctx, ctx.today, ctx.compiled.quietTo);
  return opens > ctx.now ? opens : Infinity;
}
