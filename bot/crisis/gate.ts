import type { RecentTriage, Triage, TriageContext } from '../../flows/crisis/triage/index.js';
import { tellsMinor } from '../../flows/crisis/minor.js';
import { variantOf } from '../../flows/crisis/variants.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { Address, Inbound } from '../channels/channel.js';
import { sendCard, type CardSender } from './card-send.js';
import type { CardRequest, Cards } from './cards.js';
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
/** Within this the whole card need not be read again: the numbers suffice. */
const cardFreshMs = 10 * 60_000;
/** Longer texts are judged by their beginning and their end. */
const longestText = 4_000;

/** @see Gate */
export function createGate(deps: GateDeps): Gate {
  const seen = new Lru<Promise<GateResult>>(deps.rememberedUpdates ?? mostUpdates);
  const state: GateState = { recent: new Lru(rememberedPeople), carded: new Lru(rememberedPeople) };
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

interface GateState {
  readonly recent: Lru<readonly RecentTriage[]>;
  /** When the whole card went out: by person, variant and level. */
  readonly carded: Lru<number>;
}

async function guarded(deps: GateDeps, state: GateState, inbound: Inbound): Promise<GateResult> {
  const person = personOf(inbound);
  try {
    const found = find(deps, state, inbound, person);
    if (found === null) return nothing(person);
    const { level, kinds, about, decidedBy } = found;
    const card = level >= 2 ? await giveCard(deps, state, inbound, found) : null;
    return { level, kinds, about, rule: decidedBy, person, card };
  } catch (error) {
    deps.log.error(traceOf(error), 'the crisis gate failed on an update');
    return nothing(person);
  }
}

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
  const key = `card:${inbound.address.bot}:${inbound.updateId}`;
  const card = await sendCard(deps, { key, person, text, group, room: inbound.address });
  if (card.sent === 'sent' && request.form === 'full') {
    state.carded.set(cardedKey(person, request), deps.now().getTime());
  }
  return card;
}

function requestOf(
  deps: GateDeps,
  state: GateState,
  inbound: Inbound,
  found: Triage,
  person: Address,
): CardRequest {
  const level = found.level === 3 ? 3 : 2;
  const known = deps.memory.contact(person);
  const calls = level === 3 && known?.role !== 'worker';
  const status = !calls ? 'untold' : deps.memory.crew(deps.now()).length > 0 ? 'calling' : 'nobody';
  const request: CardRequest = {
    locale: known?.locale ?? spokenIn(inbound) ?? deps.memory.station()?.locale ?? 'zh-CN',
    level,
    variant: variantOf(found.kinds),
    audience: found.about === 'other' ? 'other' : 'self',
    minor:
      found.about === 'other'
        ? deps.memory.isFamilyOfMinor(person)
        : deps.memory.isMinor(person) || tellsMinor(inbound.text),
    status,
    form: 'full',
  };
  const lastAt = state.carded.get(cardedKey(person, request));
  const isFresh = lastAt !== undefined && deps.now().getTime() - lastAt < cardFreshMs;
  return isFresh ? { ...request, form: 'short' } : request;
}

function cardedKey(person: Address, { level, variant, audience }: CardRequest): string {
  return [keyOf(person), level, variant, audience].join('/');
}

/** The language of somebody unknown: the script they write in, else what their app says. */
function spokenIn({ text, language }: Inbound): string | null {
  if (/\p{Script=Han}/u.test(text)) return 'zh-CN';
  return /[a-z]{2}/iu.test(text) ? 'en' : language;
}
