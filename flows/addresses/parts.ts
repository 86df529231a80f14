import type { SayEffect } from '../core-effects.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Role } from '../engine/types.js';
import type { AddressItem } from './facts.js';

/** Who may have several chats. Staff join a new one by an invitation: what they may read needs more than words. */
export const owners: readonly Role[] = ['client', 'family'];

/** How long a code for another chat works, and how long the question whether it was you, in ms. */
export const linkMs = 30 * 60_000;
/** How long the question stands when the person's own words were written: a worker may be off until Monday. */
export const rebindMs = 3 * 24 * 3_600_000;
/** So many chats one person may have. */
export const mostChats = 3;
/** So often a day a person is asked whether a new chat that wrote their words is theirs. */
export const mostClaims = 3;
/** Words that a stranger may try in an hour, and all strangers together. */
export const mostTries = 5;
export const mostTriesOfAll = 60;

/** A reply to this chat. */
export function tell(key: string, params: Readonly<Record<string, string | number>> = {}): SayEffect {
  return { do: 'say', to: 'me', paragraphs: [text(`addresses:${key}`, params)], kind: 'addresses' };
}

/** A button that opens something. */
export function door(key: string, flow: string, args: JsonObject, again = true): Option {
  return { value: key, label: text(`addresses:${key}`), open: { flow, args }, ...(again ? { again } : {}) };
}

/** What a chat is called. */
export const chatName = ({ kind }: Pick<AddressItem, 'kind'>): Text => text(`addresses:kind.${kind}`);

/** "It was me" and "it was not", under a question about a new chat; a worker answers for somebody else. */
export function answers(by: 'person' | 'worker', invitationId: string): readonly (readonly Option[])[] {
  const [flow, yes, no] =
    by === 'person'
      ? (['link-answer', 'yes', 'no'] as const)
      : (['rebind-answer', 'them', 'not-them'] as const);
  const answer = (label: string, isThem: boolean) =>
    door(`button.${label}`, flow, { invitationId, isThem }, false);
  return [[answer(yes, true), answer(no, false)]];
}
