import type { ReadSql } from '../../prisma/client.js';
import type { Contact } from '../../prisma/generated/sqlite/client.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import { forecastShut, isWindowOpen } from '../../scheduler/reply-window.js';
import type { FactScope } from './facts.js';
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

const weekMs = 7 * 24 * 3_600_000;

/**
 * How many of the planned messages of the next seven days will get through on none of the person's addresses if they
 * write nothing more. An address without a window lets everything through.
 */
export async function shutOut(scope: FactScope, personId: string): Promise<number> {
  const { tx, deps, now } = scope;
  const windows = addressesOfPerson(tx.sql, personId).map((contact) => ({
    window: deps.capabilities(contact.bot).replyWindow ?? null,
    contact,
  }));
  if (windows.length === 0 || windows.some(({ window }) => window === null)) return 0;
  const planned = await tx.prisma.due.findMany({
    where: {
      personId,
      audience: 'client',
      state: 'planned',
      proactive: true,
      dueAt: { gt: now, lte: new Date(now.getTime() + weekMs) },
    },
    select: { dueAt: true },
  });
  const moments = planned.map(({ dueAt }) => dueAt.getTime());
  const shut = windows.map(
    ({ window, contact }) => forecastShut(window, windowState(tx.sql, contact), moments).length,
  );
  return Math.min(...shut);
}
