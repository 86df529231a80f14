import type { Effect } from '../effects.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { truth } from './truth.js';
import type { AlertFacts, ToldFacts } from './facts.js';
import { shortNumbers } from './numbers.js';
import { linesText } from './page.js';
import { variantOf } from './variants.js';

/** A question of the crisis path: it goes out in the crisis lane, at night and inside the hold too. */
export function urgent(prompt: Prompt): Prompt & { readonly lane: 'crisis' } {
  return { ...prompt, lane: 'crisis' };
}

/**
 * Ends the talk and leaves what it interrupted asleep: after a card nobody is asked about their day again.
 * (`end` would ask the interrupted question anew.)
 */
export function rest(...effects: Effect[]): Outcome {
  return { effects, go: { to: 'open', flow: 'crisis-rest', args: {} } };
}

/** Something said on the crisis path, to this conversation or to an address. */
export function sayNow(
  alertId: string,
  paragraphs: readonly Text[],
  more: {
    readonly contactId?: string;
    readonly options?: readonly (readonly Option[])[];
    readonly key?: string;
  } = {},
): Effect {
  return {
    do: 'say',
    to: more.contactId === undefined ? 'me' : { contact: more.contactId },
    paragraphs,
    ...(more.options === undefined ? {} : { options: more.options }),
    ...(more.key === undefined ? {} : { key: more.key }),
    kind: 'crisis-truth',
    lane: 'crisis',
    about: `alert:${alertId}`,
  };
}

/** What the truthful sentence is about: an alert, or a report that is becoming one. */
export interface TruthAbout extends Pick<AlertFacts, 'level' | 'kinds'> {
  readonly who?: AlertFacts['who'];
  readonly personId?: string | null;
  /** More people are to be called if nobody answers. */
  readonly goesOn?: boolean;
}

/** The truthful sentence as one paragraph; the numbers in it are those of the card: at home, where it is not safe, 110 first. */
export function truthText(told: readonly ToldFacts[], context: TurnContext, about: TruthAbout): Text {
  const { level, kinds, who, personId = null, goesOn = false } = about;
  const { localNumber } = context.facts.station();
  // A relative who told us is no child for being told of one.
  const aboutId = who?.manner === 'client' ? personId : null;
  const numbers = shortNumbers(context, variantOf(kinds), level, aboutId);
  return linesText(truth({ told, localNumber, numbers, level, goesOn }));
}

/** What a person can do with one tap after level 3: ask who is told, say they are safe, or that it was a slip. */
export function wordOptions(alertId: string): readonly (readonly Option[])[] {
  const word = (value: string): Option => opening(value, 'crisis-word', { alertId, word: value });
  return [[word('safe'), word('mistake')], [{ ...opening('info', 'crisis-info', { alertId }), again: true }]];
}

/** A button of `crisis:button` that opens a flow. */
export function opening(name: string, flow: string, args: JsonObject): Option {
  return { value: name, label: text(`crisis:button.${name}`), open: { flow, args } };
}
