import type { RecentTriage, Triage, TriageContext } from '../../flows/crisis/triage/index.js';
import { tellsMinor } from '../../flows/crisis/minor.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { Address, Inbound } from '../channels/channel.js';
import { sendCard, type CardSender } from './card-send.js';
import { cardedKey, requestOf, spokenIn, type CardMemory } from './card-request.js';
import type { Cards } from './cards.js';
import { Lru } from './lru.js';
import { keyOf, type CrisisMemory } from './memory.js';
import type { GateCard, GateResult } from './types.js';

/** What the gate is made of. Nothing in it needs the database. */
export interface GateDeps extends CardSender {
  triage(text: string, context: TriageContext): Triage;
  readonly cards: Cards;
  readonly memory: CrisisMemory;
  now(): Date;
  readonly log: { error(fields: object, message: string): void };
  /** How many updates are remembered, so that a repeat sends nothing; 0 only in the control test. */
  readonly rememberedUpdates?: number;
}

/** The first stage of everything that arrives: before identity, flow, opt-out, quiet hours, pause and limits. */
export interface Gate {
  /**
   * Judges text, caption, button label and edited text of anybody anywhere, and sends the card of level 2–3 before
   * anything is stored. A repeat of the same update gives the same answer and sends nothing. Never rejects.
   */
  inspect(inbound: Inbound): Promise<GateResult>;
}

const hour = 3_600_000;
/** Updates whose answer is remembered: providers repeat up to 100 at a time. */
const mostUpdates = 20_000;
/** People whose recent findings are remembered. */
const rememberedPeople = 20_000;
/** Findings of one person that can add up. */
const mostRecent = 20;
/** Longer texts are judged by their beginning and their end. */
const longestText = 4_000;

/** @see Gate */
export function createGate(deps: GateDeps): Gate {
  const seen = new Lru<Promise<GateResult>>(deps.rememberedUpdates ?? mostUpdates);
  const state: GateState = {
    recent: new Lru(rememberedPeople),
    carded: new Lru(rememberedPeople),
    minors: new Lru(rememberedPeople),
  };
  return {
    inspect(inbound) {
      const key = `${inbound.address.bot}\u0000${inbound.updateId}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      const result = guarded(deps, state, inbound);
      seen.set(key, result);
      return result;
    },
  };
}

interface GateState extends CardMemory {
  readonly recent: Lru<readonly RecentTriage[]>;
}

async function guarded(deps: GateDeps, state: GateState, inbound: Inbound): Promise<GateResult> {
  const person = personOf(inbound);
  const found = findSafely(deps, state, inbound, person);
  if (found === null) return nothing(person);
  const { level, kinds, about, decidedBy } = found;
  const card = level >= 2 ? await cardSafely(deps, state, inbound, found) : null;
  return { level, kinds, about, rule: decidedBy, person, card };
}

function findSafely(deps: GateDeps, state: GateState, inbound: Inbound, person: Address): Triage | null {
  try {
    return find(deps, state, inbound, person);
  } catch (error) {
    deps.log.error(traceOf(error), 'the crisis gate failed on an update');
    return null;
  }
}

/** What was found stays found when its card cannot be made: the shortest one goes out, and people are called. */
async function cardSafely(
  deps: GateDeps,
  state: GateState,
  inbound: Inbound,
  found: Triage,
): Promise<GateCard> {
  try {
    return await giveCard(deps, state, inbound, found);
  } catch (error) {
    deps.log.error(traceOf(error), 'a crisis card could not be made, the shortest one goes out');
    const last = (form: 'short' | 'group') => deps.cards.last(spokenIn(inbound) ?? 'zh-CN', form);
    return sendCard(deps, {
      key: cardKey(inbound),
      person: personOf(inbound),
      text: last('short'),
      group: inbound.scope === 'group' ? last('group') : null,
      room: inbound.address,
    });
  }
}

const cardKey = ({ address, updateId }: Inbound) => `card:${address.bot}:${updateId}`;

const nothing = (person: Address): GateResult => ({
  level: 0,
  kinds: [],
  about: 'unknown',
  rule: 'none',
  person,
  card: null,
});

/** Whoever wrote, in private. A provider's chat id in a private chat is the id of the person. */
function personOf({ address, scope, sender }: Inbound): Address {
  return scope === 'private' || sender === '' ? address : { bot: address.bot, chat: sender };
}

/**
 * Judges, and remembers the judgement (not the words) for the next hour. Low mood in a group is none of our business,
 * and a tapped "feeling low" does what the button says.
 */
function find(deps: GateDeps, state: GateState, inbound: Inbound, person: Address): Triage | null {
  if (inbound.text.trim() === '') return null;
  const now = deps.now();
  const key = keyOf(person);
  if (tellsMinor(inbound.text)) state.minors.set(key, now.getTime());
  const recent = (state.recent.get(key) ?? []).filter((one) => now.getTime() - one.at.getTime() < hour);
  const role = deps.memory.contact(person)?.role ?? 'stranger';
  const found = deps.triage(clip(inbound.text), { role, recent: [...recent], now });
  if (found.level > 0 || found.indirect) {
    const { level, indirect } = found;
    state.recent.set(key, [...recent, { level, indirect, at: now }].slice(-mostRecent));
  }
  const isMild = inbound.scope === 'group' || inbound.kind === 'button';
  const isNothing = found.level === 0 || (isMild && found.level === 1);
  return isNothing ? null : found;
}

function clip(text: string): string {
  if (text.length <= longestText) return text;
  const half = longestText / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`;
}

async function giveCard(
  deps: GateDeps,
  state: GateState,
  inbound: Inbound,
  found: Triage,
): Promise<GateCard> {
  const person = personOf(inbound);
  const request = requestOf(deps, state, inbound, found, person);
  const station = deps.memory.station();
  const text = deps.cards.text(request, station, deps.now());
  const group =
    inbound.scope === 'group' ? deps.cards.text({ ...request, form: 'group' }, station, deps.now()) : null;
  const key = cardKey(inbound);
  const card = await sendCard(deps, { key, person, text, group, room: inbound.address });
  if (card.sent === 'sent' && request.form === 'full') {
    state.carded.set(cardedKey(person, request), deps.now().getTime());
  }
  return card;
}
