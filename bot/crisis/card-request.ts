import type { Triage } from '../../flows/crisis/triage/index.js';
import { variantOf } from '../../flows/crisis/variants.js';
import type { Address, Inbound } from '../channels/channel.js';
import type { CardRequest } from './cards.js';
import type { Lru } from './lru.js';
import { keyOf, type CrisisMemory } from './memory.js';

const hour = 3_600_000;
/** Within this the whole card need not be read again: the numbers suffice. */
const cardFreshMs = 10 * 60_000;

/** What the gate remembers of the cards it has given. */
export interface CardMemory {
  /** When the whole card went out: by person, variant, level and age. */
  readonly carded: Lru<number>;
  /** When somebody said that they are under 18; forgotten within the hour. */
  readonly minors: Lru<number>;
}

interface CardDeps {
  readonly memory: CrisisMemory;
  now(): Date;
}

/** Which card somebody gets now. */
export function requestOf(
  deps: CardDeps,
  state: CardMemory,
  inbound: Inbound,
  found: Triage,
  person: Address,
): CardRequest {
  const level = found.level === 3 ? 3 : 2;
  const known = deps.memory.contact(person);
  const calls = level === 3 && known?.role !== 'worker';
  const request: CardRequest = {
    locale: known?.locale ?? spokenIn(inbound) ?? deps.memory.station()?.locale ?? 'zh-CN',
    level,
    variant: variantOf(found.kinds),
    audience: found.about === 'other' ? 'other' : 'self',
    minor: found.about === 'other' ? deps.memory.isFamilyOfMinor(person) : isMinor(deps, state, person),
    status: calls ? onDuty(deps) : 'untold',
    form: 'full',
  };
  const lastAt = state.carded.get(cardedKey(person, request));
  const isFresh = lastAt !== undefined && deps.now().getTime() - lastAt < cardFreshMs;
  const isOnCard = level === 2 && deps.memory.isWritingCard(person, deps.now());
  return isFresh || isOnCard ? { ...request, form: 'short' } : request;
}

/** What may be said of those who are to be called: a memory that has never been filled knows of nobody, not that there is nobody. */
function onDuty({ memory, now }: CardDeps): CardRequest['status'] {
  if (memory.station() === null) return 'unknown';
  return memory.crew(now()).length > 0 ? 'calling' : 'nobody';
}

function isMinor(deps: CardDeps, state: CardMemory, person: Address): boolean {
  const saidAt = state.minors.get(keyOf(person));
  const hasSaid = saidAt !== undefined && deps.now().getTime() - saidAt < hour;
  return hasSaid || deps.memory.isMinor(person);
}

/** A whole card as one string: what is fresh in this is not repeated in full. */
export function cardedKey(person: Address, { level, variant, audience, minor }: CardRequest): string {
  return [keyOf(person), level, variant, audience, minor === true].join('/');
}

/** The language of somebody unknown: the script they write in, else what their app says. */
export function spokenIn({ text, language }: Inbound): string | null {
  if (/\p{Script=Han}/u.test(text)) return 'zh-CN';
  return /[a-z]{2}/iu.test(text) ? 'en' : language;
}
