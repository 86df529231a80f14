import type { RawSql } from '../../prisma/client.js';
import type { InboxRow } from '../../prisma/repositories/inbox.js';
import { retryInbox, retryInboxAt } from '../../prisma/repositories/inbox-retry.js';

const minute = 60_000;
/** Between two tries; at first as long as it has waited already. */
const leastMs = minute;
const mostMs = 30 * minute;
/** After so long a cry for help is no news: the person has been called from memory, or has written again. */
const longestMs = 24 * 60 * minute;

/** Cries for help whose turn broke: they are tried again until they can become an alert. */
export interface Retries {
  /** What is due waits with everything else again. */
  wake(now: Date): Promise<void>;
  later(row: InboxRow, now: Date): Promise<void>;
}

/** @see Retries */
export function createRetries(raw: RawSql): Retries {
  // Asked at the first look, for what an earlier process has left; then only when something is due.
  let next = 0;
  return {
    async wake(now) {
      if (now.getTime() < next) return;
      next = (await retryInbox(raw, now))?.getTime() ?? Infinity;
    },
    async later(row, now) {
      const waited = now.getTime() - row.receivedAt.getTime();
      if (waited > longestMs) return;
      const at = new Date(now.getTime() + Math.min(Math.max(waited, leastMs), mostMs));
      await retryInboxAt(raw, row.id, at);
      next = Math.min(next, at.getTime());
    },
  };
}
