import type { ReadSql } from '../../prisma/client.js';
import type { Contact } from '../../prisma/generated/sqlite/client.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import { isWindowOpen } from '../../scheduler/reply-window.js';
import type { TurnDeps } from './types.js';

/** What asking for a channel's reply window needs. */
export type ReachDeps = Pick<TurnDeps, 'capabilities'>;

/**
 * A person's addresses in the order in which to try them: the preferred one first, then where they wrote last; those
 * whose reply window is shut come after all others.
 */
export function reachableAddresses(deps: ReachDeps, sql: ReadSql, personId: string, now: Date): Contact[] {
  const all = addressesOfPerson(sql, personId);
  const open = new Set(all.filter((contact) => mayWriteTo(deps, sql, contact, now)));
  return [...all.filter((one) => open.has(one)), ...all.filter((one) => !open.has(one))];
}

/** Whether the channel still lets us write to this contact. */
export function mayWriteTo(deps: ReachDeps, sql: ReadSql, contact: Contact, now: Date): boolean {
  const window = deps.capabilities(contact.bot).replyWindow ?? null;
  return window === null || isWindowOpen(window, windowState(sql, contact), now.getTime());
}

/** When the person wrote last, and what has gone out since. */
export function windowState(sql: ReadSql, { id, lastInAt }: Contact) {
  const [row] = sql.all<{ n: number }>(
    `SELECT count(*) AS n FROM "Outbox" WHERE "contactId" = ? AND "sentAt" >= ? AND "state" IN ('sent','delivered','read')`,
    id,
    lastInAt ?? new Date(0),
  );
  return { lastInAt: lastInAt?.getTime() ?? null, since: row?.n ?? 0 };
}
