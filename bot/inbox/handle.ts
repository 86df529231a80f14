import { freshen, top } from '../../flows/engine/session.js';
import type { Action, TurnEvent } from '../../flows/engine/types.js';
import { invitationCode } from '../../flows/router.js';
import type { Tx } from '../../prisma/client.js';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import { cancelOutbox } from '../../prisma/repositories/outbox.js';
import type { Inbound } from '../channels/channel.js';
import { cardWriting } from '../crisis/memory.js';
import { recordCard } from '../crisis/record.js';
import type { GateResult } from '../crisis/types.js';
import { fallbackFlow, runTurn } from '../turn/run.js';
import { loadSession } from '../turn/session.js';
import type { TurnContact, TurnDeps } from '../turn/types.js';
import { contactOf } from '../turn/who.js';
import { useButton } from './buttons.js';
import { typedChoice } from './numbers.js';
import type { StoredUpdate } from './receive.js';

/** Group under which everything stands that waits because a client is silent; any sign of life clears it. */
export const silenceGroup = (personId: string): string => `silence:${personId}`;

/**
 * Handles one stored update in the caller's transaction. The stages, in order: who is it · the crisis gate's
 * finding · block and return · sign of life · button, invitation, text or something unreadable.
 */
export async function handle(deps: TurnDeps, tx: Tx, update: StoredUpdate, now: Date): Promise<void> {
  const { inbound, gate } = update;
  // In a group whoever is in danger is answered, and followed, in private.
  const address = gate !== null && gate.level > 0 ? gate.person : inbound.address;
  const contact = await contactOf(tx, address, inbound.language, deps.random.id, now);
  if (inbound.kind === 'stopped') return blocked(tx, contact, now);
  if (inbound.kind === 'moved') return moved(tx, contact, inbound.movedTo);
  await signOfLife(tx, contact, now);
  if (gate !== null && gate.level > 0) return inCrisis(deps, tx, contact, inbound, gate, now);
  if (inbound.scope === 'group' || inbound.kind === 'returned') return;
  const event = await eventOf(deps, tx, contact, inbound, now);
  if (event !== null) await runTurn(deps, tx, contact, event, now);
}

/** The person blocked the bot: nothing more goes to this address until it writes again. */
async function blocked(tx: Tx, contact: TurnContact, now: Date): Promise<void> {
  await tx.prisma.contact.update({ where: { id: contact.id }, data: { state: 'stopped' } });
  await cancelOutbox(tx.raw, { contactId: contact.id }, 'contact-stopped');
  const scope = `contact:${contact.id}`;
  const row = {
    scope,
    step: 'contact',
    cycle: now.toISOString(),
    personId: contact.personId,
    code: 'contact-stopped',
  };
  await insertDecision(tx.raw, { ...row, at: now });
}

/** The group has a new id: what is meant for it goes there from now on. */
async function moved(tx: Tx, { id, bot }: TurnContact, chat: string | undefined): Promise<void> {
  if (chat === undefined) return;
  const taken = await tx.prisma.contact.findUnique({ where: { bot_chat: { bot, chat } } });
  if (taken === null) await tx.prisma.contact.update({ where: { id }, data: { chat } });
}

async function signOfLife(tx: Tx, contact: TurnContact, now: Date): Promise<void> {
  if (contact.personId === null) return;
  await clearGroup(tx.raw, silenceGroup(contact.personId), 'sign-of-life', now);
}

async function inCrisis(
  deps: TurnDeps,
  tx: Tx,
  contact: TurnContact,
  inbound: Inbound,
  gate: GateResult,
  now: Date,
): Promise<void> {
  await recordCard(tx, contact, inbound, gate, now);
  const meant = await meantBy(deps, tx, contact, inbound, now);
  if (meant !== null) await runTurn(deps, tx, contact, meant.event, now);
  // A card is written in the words of bad days: the numbers are said, and the writing goes on.
  if (meant?.isCard === true && gate.level < 3) return;
  const { level, kinds, about, rule } = gate;
  const args = {
    level,
    kinds: [...kinds],
    about,
    rule,
    cardSent: gate.card !== null,
    update: inbound.updateId,
    // At level 1 the person may have them passed on, by a tap; they go nowhere else.
    ...(level === 1 && inbound.kind === 'text' && meant === null ? { said: inbound.text } : {}),
  };
  await runTurn(deps, tx, contact, { type: 'action', action: { kind: 'open', flow: 'crisis', args } }, now);
}

/** What stands beside the cry for help, and is done all the same. */
interface Meant {
  readonly event: TurnEvent;
  /** It is a line of their own card for bad days. */
  readonly isCard: boolean;
}

/**
 * A button of ours does its deed, however its label sounds. Whoever was writing to a named person, or is being waited
 * for, meant them to read it; whoever writes a card means the words to stand on it. Null: it is a cry for help alone.
 */
async function meantBy(
  deps: TurnDeps,
  tx: Tx,
  contact: TurnContact,
  inbound: Inbound,
  now: Date,
): Promise<Meant | null> {
  const isText = inbound.kind === 'text';
  const token = isText ? typedChoice(deps, tx, contact, inbound.text) : (inbound.token ?? null);
  const action = token === null ? null : useButton(tx, contact.id, token, now);
  if (action !== null) return { event: { type: 'action', action }, isCard: false };
  if (!isText) return null;
  const session = freshen(loadSession(tx, contact.id), deps.flows, now);
  const flow = top(session)?.flow ?? '';
  const event = { type: 'text', text: inbound.text } as const;
  if (flow.startsWith(cardWriting)) return { event, isCard: true };
  const isAwaited = session.frames.some((frame) => deps.flows.get(frame.flow)?.listens === true);
  return isAwaited || flow.startsWith('relay') || flow === 'card-propose' ? { event, isCard: false } : null;
}

async function eventOf(
  deps: TurnDeps,
  tx: Tx,
  contact: TurnContact,
  inbound: Inbound,
  now: Date,
): Promise<TurnEvent | null> {
  switch (inbound.kind) {
    case 'button':
      return { type: 'action', action: useButton(tx, contact.id, inbound.token ?? '', now) ?? stale };
    case 'text': {
      const code = invitationCode(inbound.text);
      if (code !== null) return { type: 'action', action: { kind: 'open', flow: 'join', args: { code } } };
      const token = typedChoice(deps, tx, contact, inbound.text);
      const action = token === null ? null : useButton(tx, contact.id, token, now);
      return action === null ? { type: 'text', text: inbound.text } : { type: 'action', action };
    }
    case 'image':
    case 'voice':
    case 'sticker':
    case 'unsupported':
      return { type: 'media', media: inbound.kind };
    case 'stopped':
    case 'returned':
      return null;
    default:
      return null;
  }
}

const stale: Action = { kind: 'open', flow: fallbackFlow, args: { stale: true } };
