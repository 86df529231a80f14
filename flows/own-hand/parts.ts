import type { SayEffect } from '../core-effects.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, TurnContext } from '../engine/types.js';
import type { EnrolmentFacts } from '../core-facts.js';

/** A reply to the person of this turn. */
export function reply(...paragraphs: readonly Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'own-hand' };
}

/** A button that opens something, as often as one likes. */
export function door(key: string, flow: string, args: JsonObject = {}): Option {
  return { value: flow, label: text(key), open: { flow, args }, again: true };
}

/** The enrolment of the client of this turn. */
export function enrolmentOf({ me, facts }: TurnContext): EnrolmentFacts | null {
  return me.personId === null ? null : (facts.client(me.personId)?.enrolment ?? null);
}

/** What the client's worker is called; empty where there is none. */
export function workerAlias({ me, facts }: TurnContext): string {
  return me.personId === null ? '' : (facts.client(me.personId)?.worker?.alias ?? '');
}

/** Everything that waits because of a pause. */
export const pauseGroup = (personId: string): string => `pause:${personId}`;

/** Yes and no under a question, with these labels. */
export function yesNo(yes: string, no: string): readonly (readonly Option[])[] {
  return [
    [
      { value: 'yes', label: text(yes), words: 'yes' },
      { value: 'no', label: text(no), words: 'no' },
    ],
  ];
}
