import type { Lane } from '../../flows/core-effects.js';
import {
  anyCrisis,
  type Candidate,
  type Choice,
  type DispatchResult,
} from '../../prisma/repositories/dispatch-outbox.js';
import { bulkFree, createLaneSharer, sharedLanes, type SharedLane } from '../lanes.js';
import type { ReplyWindow } from '../reply-window.js';
import { mayStillGo } from '../send-eligibility.js';
import type { Account } from './account.js';
import type { Selection, Source } from './loop.js';
import { defaultWindow } from './account.js';
import type { DispatcherDeps } from './types.js';

/** Crisis messages of one channel in flight at once. */
const crisisWindow = 16;

/** The crisis lane: its own claims, its own window; it waits for no other lane and for no channel that is resting. */
export function crisisSource(account: Account, deps: DispatcherDeps, release: () => void): Source {
  const { budget } = account;
  let isWaiting = false;
  const waits = (does: boolean) => {
    if (does === isWaiting) return;
    isWaiting = does;
    account.crisisWaits += does ? 1 : -1;
    if (!does) release();
  };
  return {
    gathers: false,
    async select(inFlight): Promise<Selection> {
      const free = Math.min(
        crisisWindow - (inFlight.get('crisis') ?? 0),
        budget.room('crisis', account.nowMs()),
      );
      const isAny = await anyCrisis(deps.db, account.bot, deps.clock.now());
      const wanted = isAny ? [{ lane: 'crisis' as const, limit: crisisWindow }] : [];
      if (!isAny) waits(false);
      const room = isAny ? crisisWindow : 0;
      return { room, wanted, busy: [], choose: (rows) => chooseCrisis(rows, free, deps) };
    },
    took: ({ candidates, claimed, unsent }) => waits(candidates > claimed.length + unsent.length),
    nextAt: () => budget.nextAt('crisis', account.nowMs()),
  };
}

function chooseCrisis(rows: readonly Candidate[], free: number, deps: DispatcherDeps): Choice {
  const { able, end } = judged(rows, deps);
  return { go: able.slice(0, Math.max(0, free)).map(({ id }) => id), end };
}

/** Replies, reminders and bulk: they share the window and the budget; one message at a time to each contact. */
export function sharedSource(account: Account, deps: DispatcherDeps): Source {
  const sharer = createLaneSharer();
  const { budget, health, nowMs } = account;
  return {
    gathers: true,
    select(inFlight, waitingNow): Promise<Selection> {
      const now = nowMs();
      const ahead = account.lookahead - waitingNow;
      const flying = sharedLanes.reduce((sum, lane) => sum + (inFlight.get(lane) ?? 0), 0);
      const bulk = bulkFree(deps.window ?? defaultWindow, inFlight.get('bulk') ?? 0);
      const mayTake = account.crisisWaits === 0 || budget.room('crisis', now) === Infinity;
      const free = mayTake ? Math.min(health.window(now) - flying, budget.room('reply', now) + ahead) : 0;
      const bulkRoom = Math.min(bulk, Math.max(0, budget.room('bulk', now) + ahead));
      const wanted = sharedLanes
        .map((lane) => {
          // Never ahead of the day: a claimed row cannot wait for tomorrow.
          const day = budget.dayRoom(lane, now) - waitingNow;
          return { lane, limit: Math.min(free, day, lane === 'bulk' ? bulkRoom : free) };
        })
        .filter(({ limit }) => limit > 0);
      const choose = (rows: readonly Candidate[]) => {
        const { able, end } = judged(rows, deps, account.channel.capabilities.replyWindow);
        return { go: shared(oneEach(able, account), free, bulkRoom, sharer), end };
      };
      return Promise.resolve({ room: Math.max(0, free), wanted, busy: account.busy(), choose });
    },
    took: (result) => tellOfLoops(account, result),
    nextAt: () => earliest(health.restsUntil(nowMs()), budgetAt(account), account.nextContactAt()),
  };
}

function judged(
  rows: readonly Candidate[],
  { clock, quietHours }: DispatcherDeps,
  window: ReplyWindow = null,
) {
  const now = clock.now();
  const able: Candidate[] = [];
  const end: { id: number; end: NonNullable<ReturnType<typeof mayStillGo>> }[] = [];
  for (const row of rows) {
    const verdict = mayStillGo(row, now, quietHours ?? null, window);
    if (verdict === null) able.push(row);
    else end.push({ id: row.id, end: verdict });
  }
  return { able, end };
}

/** A contact with rows in several lanes gets the most urgent one first. */
function oneEach(rows: readonly Candidate[], { budget, nowMs }: Account): Candidate[] {
  const seen = new Set<string>();
  const now = nowMs();
  return rows.filter((row) => {
    if (seen.has(row.contactId) || !budget.chatIsFree(row.chat ?? '', now)) return false;
    seen.add(row.contactId);
    return true;
  });
}

function shared(
  rows: readonly Candidate[],
  free: number,
  bulkRoom: number,
  sharer: ReturnType<typeof createLaneSharer>,
): number[] {
  const byLane = new Map<Lane, Candidate[]>(sharedLanes.map((lane) => [lane, []]));
  for (const row of rows) byLane.get(row.lane)?.push(row);
  const count = (lane: SharedLane) => byLane.get(lane)?.length ?? 0;
  const waiting = { reply: count('reply'), reminder: count('reminder'), bulk: count('bulk') };
  const given = sharer.share(free, waiting, bulkRoom);
  return sharedLanes.flatMap((lane) => (byLane.get(lane) ?? []).slice(0, given[lane]).map(({ id }) => id));
}

function tellOfLoops(account: Account, { unsent }: DispatchResult): void {
  for (const { id, end } of unsent) if (end.error === 'loop') account.tell('outbox.loop', { outbox: id });
}

/** The lanes wait for the account's windows; the one that is free first decides. */
function budgetAt({ budget, nowMs }: Account): number | null {
  const now = nowMs();
  return earliest(
    ...sharedLanes.map((lane) => (budget.room(lane, now) > 0 ? null : budget.nextAt(lane, now))),
  );
}

function earliest(...moments: (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
