/** The conversations that carry others: the check-ins, and the weekly check that takes the place of one. */
import { localMinutes } from '../zone/index.js';
import type { Book } from './book.js';
import type { CompiledStep } from './compile.js';
import { isPaused, isQuiet, keyOf, onLeave, type Context } from './context.js';
import { drop, draftOf, expiryOf, foldInto, type Draft } from './draft.js';
import { judge } from './judge.js';

/** Judges the cadence drafts, enters those alive as hosts, then lets `nearest` steps take the place of some. */
export function prepareHosts(ctx: Context, book: Book, drafts: Draft[]): void {
  for (const draft of drafts) {
    if (!draft.cs.isHost) continue;
    judge(ctx, draft);
    wake(ctx, draft);
    if (draft.state === 'open') book.setHost(draft.cs.step.id, draft.day, draft);
  }
  for (const cs of ctx.compiled.steps) replaceNearest(ctx, book, cs, drafts);
}

/** A host keeps to its day: late on the same day it goes at once, else it is over. */
function wake(ctx: Context, draft: Draft): void {
  if (draft.state !== 'open') return;
  if (draft.wantedAt < ctx.now) {
    if (draft.cs.step.catchUp !== 'send') return drop(draft, 'overdue');
    const over = ctx.now >= expiryOf(ctx, draft, draft.day, draft.wantedAt) || draft.day !== ctx.today;
    if (over || isQuiet(ctx, localMinutes(ctx.now, ctx.zone))) return drop(draft, 'expired');
    draft.at = ctx.now;
    draft.note = 'overdue-send';
  }
  if (isPaused(ctx, draft.at, draft.cs.step.category)) drop(draft, 'paused');
  else if (draft.cs.step.onLeave === 'skip' && onLeave(ctx, draft.day)) drop(draft, 'on-leave');
}

function replaceNearest(ctx: Context, book: Book, cs: CompiledStep, drafts: Draft[]): void {
  const { when } = cs.step;
  if (when.on !== 'nearest') return;
  for (const n of when.days) {
    const cycle = `D${String(n)}`;
    if (ctx.settled.has(keyOf(cs.step.id, cycle))) continue;
    const nominal = draftOf(ctx, cs, { cycle, day: ctx.d0 + n, minutes: ctx.hour });
    judge(ctx, nominal);
    const host = nominal.state === 'open' ? nearestHost(book, when.of, ctx.d0 + n, when.reach) : undefined;
    drafts.push(host === undefined ? orphan(ctx, nominal) : takeOver(ctx, book, cs, cycle, host));
  }
}

function orphan(ctx: Context, nominal: Draft): Draft {
  if (nominal.state === 'open') drop(nominal, nominal.wantedAt < ctx.now ? 'expired' : 'no-host');
  return nominal;
}

function nearestHost(book: Book, stepId: string, day: number, reach: number): Draft | undefined {
  for (let away = 0; away <= reach; away++) {
    for (const candidate of [book.host(stepId, day - away), book.host(stepId, day + away)]) {
      if (candidate?.state === 'open' && candidate.cs.step.id === stepId) return candidate;
    }
  }
  return undefined;
}

function takeOver(ctx: Context, book: Book, cs: CompiledStep, cycle: string, host: Draft): Draft {
  const draft = draftOf(ctx, cs, { cycle, day: host.day, minutes: host.minutes, at: host.wantedAt });
  draft.at = host.at;
  draft.note = host.note;
  foldInto(host, draft, 'replaced');
  book.setHost(host.cs.step.id, host.day, draft);
  if (isPaused(ctx, draft.at, cs.step.category)) {
    // The weekly check is paused, the check-in is not: it keeps its place.
    host.state = 'open';
    host.host = null;
    host.reason = null;
    book.setHost(host.cs.step.id, host.day, host);
    drop(draft, 'paused');
  }
  return draft;
}
