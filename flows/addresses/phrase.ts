import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome } from '../engine/types.js';
import { owners, tell } from './parts.js';

/** Letters that count, at least and at most. */
const [least, most] = [4, 40];
/** What everybody tries first. */
const common = /^(?:(.)\1+|0?1?2?3?4?5?6?7?8?9?0?|abcd\w*|qwer\w*|password|iloveyou|我爱你+|你好你好)$/u;

/** The words as they are compared: width, case, spaces and marks do not matter. */
export function plainWords(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/** Why these words will not do; null when they do. */
export function phraseTrouble(typed: string, alias: string): 'short' | 'long' | 'common' | null {
  const words = plainWords(typed);
  const letters = Array.from(words).length;
  if (letters < least) return 'short';
  if (letters > most) return 'long';
  return common.test(words) || words === plainWords(alias) ? 'common' : null;
}

/** A person chooses words of their own, by which they are known again when their chat has changed. */
export const phrase = defineFlow({
  id: 'phrase',
  roles: owners,
  open: () => ask('words', {}),
  questions: {
    words: {
      reads: { as: 'text', max: most * 2 },
      ask: ({ facts }) =>
        choices(
          [text('addresses:phrase.ask', { least })],
          facts.hasPhrase()
            ? [
                { value: keep, label: text('addresses:phrase.keep') },
                { value: forget, label: text('addresses:phrase.forget') },
              ]
            : [{ value: keep, label: text('addresses:phrase.none'), words: 'no' }],
        ),
      answer(value, { me }): Outcome {
        if (value === keep) return end(tell('phrase.kept'));
        if (value === forget) return end({ do: 'phrase.set', words: null }, tell('phrase.forgotten'));
        const trouble = phraseTrouble(value, me.alias);
        if (trouble !== null) return ask('words', {}, tell(`phrase.${trouble}`, { least, most }));
        return end({ do: 'phrase.set', words: value }, tell('phrase.done'));
      },
    },
  },
});

/** No words that a person types. */
const [keep, forget] = ['#keep', '#forget'];

/** Somebody whom this chat does not know says that they are known. The answer is the same whatever they write. */
export const comeBack = defineFlow({
  id: 'come-back',
  roles: ['stranger'],
  open: () => ask('words', {}),
  questions: {
    words: {
      reads: { as: 'text', max: most * 2 },
      ask: () => choices([text('addresses:come-back.ask')]),
      answer: (value): Outcome => end({ do: 'phrase.try', words: value }, tell('come-back.heard')),
    },
  },
});
