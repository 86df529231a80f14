import { step } from '../../flows/engine/step.js';
import { emptySession } from '../../flows/engine/session.js';
import type { Me, Session, TurnContext, TurnEvent } from '../../flows/engine/types.js';
import { route } from '../../flows/router.js';
import type { Tx } from '../../prisma/client.js';
import { sessionOf } from '../../prisma/records/index.js';
import { localParts } from '../../scheduler/zone/index.js';
import { applyAll } from '../commit/index.js';
import { loadStation } from '../facts/station.js';
import { withFacts } from './facts.js';
import type { Turn, TurnContact, TurnDeps, TurnOrigin } from './types.js';
import { meOf } from './who.js';

/** The flow that gets what nobody else understands. */
export const fallbackFlow = 'menu';

/**
 * One turn in the caller's transaction: load, decide (pure), apply. `contact` is null for the system's own work,
 * whose events are due rows only. Throws when a flow or an applier fails; the caller's transaction is undone then.
 */
export async function runTurn(
  deps: TurnDeps,
  tx: Tx,
  contact: TurnContact | null,
  event: TurnEvent,
  now: Date,
  origin: TurnOrigin | null = null,
): Promise<void> {
  const station = loadStation(tx, now);
  const me = meOf(tx, contact, station);
  const turn: Turn = { deps, tx, now, me, contact, station, origin, more: [] };
  const session = contact === null ? emptySession : loadSession(tx, contact.id);
  const result = await withFacts(turn, (facts) => {
    const context: TurnContext = { ...contextOf(deps, me, now), facts };
    return step(deps.flows, session, routed(event, me, session, deps), context, fallbackFlow);
  });
  if (contact !== null && result.session !== session) saveSession(tx, contact.id, result.session, now);
  await applyAll(turn, result.effects);
}

function contextOf(deps: TurnDeps, me: Me, now: Date): Omit<TurnContext, 'facts'> {
  return {
    now,
    today: localParts(now, me.zone).date,
    me,
    words: deps.locales.words,
    newId: deps.random.id,
    newCode: deps.random.code,
  };
}

function routed(event: TurnEvent, me: Me, session: Session, deps: TurnDeps): TurnEvent {
  if (event.type !== 'text') return event;
  const action = route(event.text, me.role, deps.locales.words, session.frames.length > 0);
  return action === null ? event : { type: 'action', action };
}

function loadSession(tx: Tx, contactId: string): Session {
  const row = sessionOf(tx.sql, contactId);
  return row === null ? emptySession : { frames: row.frames as unknown as Session['frames'] };
}

function saveSession(tx: Tx, contactId: string, session: Session, now: Date): void {
  tx.sql.run(
    `INSERT INTO "Session" ("contactId","frames","version","updatedAt") VALUES (?,?,1,?)
     ON CONFLICT ("contactId") DO UPDATE SET "frames" = excluded."frames", "version" = "version" + 1, "updatedAt" = excluded."updatedAt"`,
    contactId,
    JSON.stringify(session.frames),
    now,
  );
}
