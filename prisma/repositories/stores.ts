import type { RawSql } from '../client.js';
import * as due from './due.js';
import * as claims from './due-claim.js';
import * as inbox from './inbox.js';
import * as outbox from './outbox.js';

/** What arrived and waits to be handled. Inside of a transaction use the functions of `inbox.ts` with its `raw`. */
export interface InboxStore {
  insert(rows: readonly inbox.NewInbox[], now: Date): Promise<number>;
  claim(claim: Claim): Promise<inbox.ClaimedInbox[]>;
  end(claim: inbox.InboxLease, now: Date): Promise<boolean>;
  fail(claim: inbox.InboxLease, most: number): Promise<'new' | 'failed' | null>;
  reclaim(now: Date, most: number): Promise<{ id: number; state: 'new' | 'failed' }[]>;
}

/** What will happen. */
export interface DueStore {
  insert(rows: readonly due.NewDue[], now: Date): Promise<number>;
  claim(claim: claims.DueClaim): Promise<due.DueRow[]>;
  isCrisisDue(now: Date): Promise<boolean>;
  end(
    claim: Lease,
    state: 'done' | 'dropped' | 'cleared',
    reason: string | null,
    now: Date,
  ): Promise<boolean>;
  postpone(claim: Lease, dueAt: Date, reason: string): Promise<boolean>;
  clear(group: string, reason: string, now: Date, but?: number): Promise<due.DueRow[]>;
  reclaim(now: Date): Promise<number>;
}

/** What is to go out. */
export interface OutboxStore {
  insert(rows: readonly outbox.NewOutbox[]): Promise<number>;
  claim(claim: outbox.OutboxClaim): Promise<outbox.ClaimedOutbox[]>;
  end(claim: outbox.OutboxLease, result: outbox.OutboxEnd): Promise<boolean>;
  endMany(
    ends: readonly { readonly claim: outbox.OutboxLease; readonly result: outbox.OutboxEnd }[],
  ): Promise<ReadonlySet<number>>;
  reclaim(now: Date): Promise<{ readonly id: number }[]>;
  cancel(where: Parameters<typeof outbox.cancelOutbox>[1], reason: string): Promise<number>;
}

/** Who claims, until when, how many. */
export interface Claim {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
}

/** What names a claim: only who holds both may end it. */
export interface Lease {
  readonly id: number;
  readonly owner: string | null;
  readonly lease: number;
}

/** The three queues. One contract (`test/stores/`) holds for every implementation. */
export interface Stores {
  readonly inbox: InboxStore;
  readonly due: DueStore;
  readonly outbox: OutboxStore;
}

/** The queues over a connection to either database. */
export function storesOf(raw: RawSql): Stores {
  return {
    inbox: {
      insert: (rows, now) => inbox.insertInbox(raw, rows, now),
      claim: (claim) => inbox.claimInbox(raw, claim),
      end: (claim, now) => inbox.endInboxClaim(raw, claim, now),
      fail: (claim, most) => inbox.failInboxClaim(raw, claim, most),
      reclaim: (now, most) => inbox.reclaimInbox(raw, now, most),
    },
    due: {
      insert: (rows, now) => due.insertDue(raw, rows, now),
      claim: (claim) => claims.claimDue(raw, claim),
      isCrisisDue: (now) => claims.isCrisisDue(raw, now),
      end: (claim, state, reason, now) => claims.endDue(raw, claim, state, reason, now),
      postpone: (claim, dueAt, reason) => claims.postponeDue(raw, claim, dueAt, reason),
      clear: (group, reason, now, but) => due.clearDue(raw, group, reason, now, but),
      reclaim: (now) => claims.reclaimDue(raw, now),
    },
    outbox: {
      insert: (rows) => outbox.insertOutbox(raw, rows),
      claim: (claim) => outbox.claimOutbox(raw, claim),
      end: (claim, result) => outbox.endOutbox(raw, claim, result),
      endMany: (ends) => outbox.endOutboxMany(raw, ends),
      reclaim: (now) => outbox.reclaimOutbox(raw, now),
      cancel: (where, reason) => outbox.cancelOutbox(raw, where, reason),
    },
  };
}
