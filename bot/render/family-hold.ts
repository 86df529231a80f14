import type { SayEffect } from '../../flows/core-effects.js';
import { messageKinds } from '../../flows/family/scopes.js';
import { enrolmentOf } from '../../prisma/records/index.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import type { Turn } from '../turn/types.js';

/** What the bot tells a family of itself. F5 is what the hold is for; F4 is sent by the client's own tap. */
export const heldKinds = [messageKinds.F1, messageKinds.F2, messageKinds.F3];

type Way = 'later' | 'dropped';

/** Until when this waits because its client's crisis is less than a day old; null: it need not. */
export function heldFor({ tx, now }: Pick<Turn, 'tx' | 'now'>, { kind, about }: SayEffect): Date | null {
  const [, clientId] = (about ?? '').split(':');
  if (!heldKinds.includes(kind) || clientId === undefined) return null;
  const until = enrolmentOf(tx.sql, clientId)?.heldUntil ?? null;
  return until !== null && until > now ? until : null;
}

/** Whether it still says something true after the hold, by its own expiry; the decision says what became of it. */
export async function decideHeld(turn: Turn, effect: SayEffect, until: Date): Promise<Way> {
  const way = effect.expiresAt !== undefined && effect.expiresAt <= until ? 'dropped' : 'later';
  const personId = typeof effect.to === 'object' && 'person' in effect.to ? effect.to.person : null;
  await note(turn, { kind: effect.kind, key: effect.key ?? turn.now.toISOString(), personId, way });
  return way;
}

interface Queued {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly personId: string | null;
  readonly expiresAt: number | null;
}

/** What had been written to the family before the crisis and was not sent yet waits, or falls, by the same rule. */
export async function holdQueued(turn: Turn, clientId: string, until: Date): Promise<void> {
  const { raw } = turn.tx;
  const rows = await raw.query<Queued>(
    `SELECT "id","key","kind","personId","expiresAt" FROM "Outbox"
     WHERE "about" >= ? AND "about" < ? AND "kind" IN (${heldKinds.map(() => '?').join(',')})
       AND "state" IN ('queued','errored') AND "notBefore" < ?`,
    `family:${clientId}:`,
    `family:${clientId};`,
    ...heldKinds,
    until,
  );
  for (const { id, key, kind, personId, expiresAt } of rows) {
    const way = expiresAt !== null && expiresAt <= until.getTime() ? 'dropped' : 'later';
    const set = way === 'later' ? `"notBefore" = ?` : `"state" = 'cancelled', "error" = ?`;
    const value = way === 'later' ? until : 'held-after-crisis';
    await raw.exec(`UPDATE "Outbox" SET ${set} WHERE "id" = ?`, value, id);
    await note(turn, { kind, key, personId, way });
  }
}

async function note(
  { tx, now }: Turn,
  what: { readonly kind: string; readonly key: string; readonly personId: string | null; readonly way: Way },
): Promise<void> {
  const { kind, key, personId, way } = what;
  await insertDecision(tx.raw, {
    scope: `person:${String(personId)}`,
    step: kind,
    cycle: key,
    personId,
    code: `${way}.held-after-crisis`,
    at: now,
  });
}
