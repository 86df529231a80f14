import { normalise } from './engine/readers.js';
import type { Action, Role, Words } from './engine/types.js';

/** Words that work at any point of any conversation: list name → what it opens, by role. */
export type Lexicon = readonly {
  /** Name of a list in `locales/words.yaml`. */
  readonly list: string;
  readonly roles: readonly Role[];
  readonly flow: string;
  /** Does not interrupt an open question that can read the word itself (a label, "继续"). */
  readonly yields?: boolean;
}[];

const staff: readonly Role[] = ['worker', 'supervisor', 'operator'];

/** The commands, in order of urgency; the first that fits wins. */
export const lexicon: Lexicon = [
  { list: 'help', roles: ['client', 'family', 'stranger', ...staff], flow: 'help' },
  { list: 'stop', roles: ['client', 'family'], flow: 'stop' },
  { list: 'lost', roles: ['client', 'family'], flow: 'lost' },
  { list: 'pause', roles: ['client'], flow: 'pause' },
  { list: 'leave', roles: ['client'], flow: 'leave', yields: true },
  { list: 'leave-back', roles: ['client'], flow: 'leave-back', yields: true },
  { list: 'notices-on', roles: ['client'], flow: 'notice-on', yields: true },
  { list: 'return', roles: ['client'], flow: 'return', yields: true },
  { list: 'language', roles: ['client', 'family', ...staff], flow: 'language', yields: true },
  { list: 'hour', roles: ['client'], flow: 'hour', yields: true },
  { list: 'release', roles: ['client'], flow: 'release-day', yields: true },
  { list: 'know', roles: ['client'], flow: 'know' },
  { list: 'card', roles: ['client'], flow: 'my-card', yields: true },
  { list: 'plan', roles: ['client'], flow: 'my-plan', yields: true },
  { list: 'family', roles: ['client'], flow: 'family', yields: true },
  { list: 'revoke', roles: ['client'], flow: 'revoke' },
  { list: 'appointments', roles: ['client'], flow: 'my-appointments', yields: true },
  { list: 'worried', roles: ['family'], flow: 'worried', yields: true },
  { list: 'today', roles: staff, flow: 'today', yields: true },
  { list: 'list', roles: staff, flow: 'caseload', yields: true },
  { list: 'invite', roles: staff, flow: 'invite', yields: true },
  { list: 'notice', roles: staff, flow: 'notice', yields: true },
  { list: 'addresses', roles: ['client', 'family'], flow: 'addresses', yields: true },
  { list: 'rota', roles: staff, flow: 'rota', yields: true },
  { list: 'cancel', roles: ['client', 'family', ...staff], flow: 'cancel' },
  { list: 'hello', roles: ['client', 'family', 'stranger', ...staff], flow: 'hello', yields: true },
  { list: 'menu', roles: ['client', 'family', 'stranger', ...staff], flow: 'menu', yields: true },
];

/** Letters and digits of an invitation code: none that are mistaken for another, no vowels that make words. */
export const codeAlphabet = '23456789BCDFGHJKMNPQRSTVWXZ';

/** An invitation: `/start CODE`, a link's `#invite=CODE`, or the code alone (`BCD2-FGH3`). Null if it is none. */
export function invitationCode(typed: string): string | null {
  const said = typed.normalize('NFKC').trim();
  const match = /^(\/start\s+|\S*[#?&](?:invite|start)=)?([A-Za-z0-9]{4})(-?)([A-Za-z0-9]{4})$/u.exec(said);
  if (match === null) return null;
  const code = `${match[2]}${match[4]}`.toUpperCase();
  if (![...code].every((letter) => codeAlphabet.includes(letter))) return null;
  return match[1] !== undefined || match[3] === '-' || /\d/u.test(code) ? code : null;
}

/**
 * What a typed text opens whatever the conversation is at; null when it is for the open question. A word that
 * yields leaves an open question alone unless it is written as a command (`/today`).
 */
export function route(typed: string, role: Role, words: Words, isAsked: boolean): Action | null {
  const said = normalise(typed);
  const isCommand = typed.trim().startsWith('/');
  const hit = lexicon.find(
    (entry) =>
      entry.roles.includes(role) &&
      (isCommand || !isAsked || entry.yields !== true) &&
      words.list(entry.list).includes(said),
  );
  return hit === undefined ? null : { kind: 'open', flow: hit.flow, args: { typed: true } };
}
