/** The planner: programme × enrolment × calendar × now → what will happen. Pure: the same input gives the same plan. */
import { dateOf } from '../zone/index.js';
import { Book } from './book.js';
import { contextOf, type Context } from './context.js';
import { expiryOf, type Draft } from './draft.js';
import { expandAll } from './expand/index.js';
import { prepareHosts } from './hosts.js';
import { judge } from './judge.js';
import { place, placeHost } from './place.js';
import { placeTask } from './tasks.js';
import type { PlanInput, PlanItem } from './types.js';

/**
 * Plans one person: every step and cycle that is not settled, in order of time, each planned, folded or dropped
 * with its reason. Planned and folded items are never due before `now` nor in quiet hours. Pure and deterministic.
 * Throws RangeError for a zone that this machine does not know, or a release day or hour that is none.
 *
 * Plan again whenever a fact changes, and after a call-up has been told: until then it pushes nothing about (the gap
 * would betray it), so what else is due that day finds its new place only then.
 */
export function plan(input: PlanInput): PlanItem[] {
  const ctx = contextOf(input);
  const book = new Book(ctx);
  const drafts = expandAll(ctx).filter((draft) => draft.day <= ctx.horizon);
  prepareHosts(ctx, book, drafts);
  for (const draft of drafts) if (!draft.cs.isHost) judge(ctx, draft);
  compose(ctx, book, drafts);
  return drafts.map((draft) => itemOf(ctx, draft)).sort(inOrder);
}

/**
 * The composition rule of the programme: protected check-ins first, then by priority what stands alone, then what
 * hosts carry (hosts must have their place before they can carry).
 */
function compose(ctx: Context, book: Book, drafts: readonly Draft[]): void {
  const queue: { draft: Draft; turn: number }[] = [];
  for (const draft of drafts) {
    if (draft.state !== 'open') continue;
    if (draft.to === 'worker') placeTask(ctx, draft, draft.day, -Infinity, null);
    else queue.push({ draft, turn: turnOf(ctx, book, draft) });
  }
  queue.sort(
    (a, b) => a.turn - b.turn || a.draft.wantedAt - b.draft.wantedAt || a.draft.cs.index - b.draft.cs.index,
  );
  for (const { draft } of queue) {
    if (isHost(draft)) placeHost(ctx, book, draft);
    else place(ctx, book, draft);
  }
}

function isHost(draft: Draft): boolean {
  return draft.cs.isHost || draft.cs.step.when.on === 'nearest';
}

/** More than there are categories: what can be carried waits until the hosts stand. */
const CARRIED_LATER = 100;

function turnOf(ctx: Context, book: Book, draft: Draft): number {
  const { step, rank } = draft.cs;
  if (draft.protectedDay) return -1;
  // A weekly check stands in a check-in's place, so it has the check-in's rank.
  if (step.when.on === 'nearest') return ctx.compiled.byId.get(step.when.of)?.rank ?? rank;
  const host = step.fold === undefined ? undefined : book.host(step.fold.into, draft.base);
  const carried = host !== undefined && host.at >= draft.foldFrom && host.at <= draft.foldTo;
  return carried ? rank + CARRIED_LATER : rank;
}

function itemOf(ctx: Context, draft: Draft): PlanItem {
  const host = draft.host;
  const lost = draft.state === 'folded' && host !== null && host.state === 'dropped';
  const folded = draft.state === 'folded' && host !== null && !lost;
  const day = folded ? host.placedDay : draft.placedDay;
  const at = folded ? host.at : draft.at;
  const { step } = draft.cs;
  if (draft.state === 'open')
    throw new Error(`planner.unplaced: expected a decision on ${step.id} ${draft.cycle}`);
  const state = lost ? 'dropped' : draft.state;
  const expiry = Math.max(expiryOf(ctx, draft, draft.day, draft.wantedAt), expiryOf(ctx, draft, day, at));
  return {
    step: step.id,
    cycle: draft.cycle,
    to: draft.to,
    familyId: draft.familyId,
    flow: draft.flow,
    args: draft.args,
    category: draft.to === 'worker' ? 'task' : step.category,
    priority: draft.cs.rank,
    day: day - ctx.d0,
    localDay: dateOf(day),
    dueAt: new Date(at),
    wantedAt: new Date(draft.wantedAt),
    expiresAt: new Date(expiry),
    startMode: step.start,
    catchUp: step.catchUp,
    group: step.group ?? null,
    proactive: state === 'planned' && draft.to !== 'worker' && step.proactive,
    releaseAt: draft.releaseAt === null ? null : new Date(draft.releaseAt),
    state,
    foldedInto: folded ? { step: host.cs.step.id, cycle: host.cycle } : null,
    reason: lost ? host.reason : draft.reason,
  };
}

function inOrder(a: PlanItem, b: PlanItem): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || a.priority - b.priority || (a.cycle < b.cycle ? -1 : 1);
}
