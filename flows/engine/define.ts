import type { Effect } from '../effects.js';
import type { Flow, JsonObject, Option, Outcome, Prompt } from './types.js';
import type { Text } from './text.js';

const HOUR = 3_600_000;

/** Declares a flow; `idleMs` is 12 h and `revision` 1 unless told. */
export function defineFlow(
  flow: Omit<Flow, 'idleMs' | 'revision'> & { idleMs?: number; revision?: number },
): Flow {
  return { idleMs: 12 * HOUR, revision: 1, ...flow };
}

/** Ask `question` next, with `data` kept in the session. */
export function ask(question: string, data: JsonObject, ...effects: Effect[]): Outcome {
  return { effects, go: { to: 'ask', question, data } };
}

/** The conversation is over. */
export function end(...effects: Effect[]): Outcome {
  return { effects, go: { to: 'end' } };
}

/** Do something without touching the conversation. */
export function stay(...effects: Effect[]): Outcome {
  return { effects, go: { to: 'stay' } };
}

/** Go on with another flow in place of this one. */
export function open(flow: string, args: JsonObject, ...effects: Effect[]): Outcome {
  return { effects, go: { to: 'open', flow, args } };
}

/** A message without choices. */
export function plain(...paragraphs: Text[]): Prompt {
  return { paragraphs };
}

/** A message with rows of choices. */
export function choices(paragraphs: readonly Text[], ...rows: readonly (readonly Option[])[]): Prompt {
  return { paragraphs, options: rows };
}
