import { text, type Text } from '../engine/text.js';
import type { TurnContext } from '../engine/types.js';

/** Numbers of a kind (or `all`) in the reader's language, one a line: the first thing of every help message. */
export function numbersText(context: TurnContext, variant = 'danger', level = 3): Text {
  return text('crisis:line.shown', { lines: context.facts.hotlines(variant, String(level)) });
}
