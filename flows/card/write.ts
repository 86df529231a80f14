import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt } from '../engine/types.js';
import { cardReply } from './card.js';
import { cardSections, sectionOf, type CardSection } from './facts.js';

/** Letters of a line: it must fit on a small picture and into a bad moment. */
export const longestLine = 40;
/** Lines of a whole card. More is a book, and nobody reads a book then. */
export const mostLines = 20;

/**
 * Writing the card, a section at a time: one question, any number of short lines, on with a tap, stop at any point;
 * what was written stays. Its name begins with `card-write`: the inbox keeps what is written here even when the gate
 * rings, for these are the words of bad days.
 */
export const cardWrite = defineFlow({
  id: 'card-write',
  roles: ['client'],
  open(_args, { facts }): Outcome {
    const { lines } = facts.myCard();
    if (lines.length >= mostLines) return end(cardReply(text('card:full')));
    return lines.length === 0
      ? ask('line', { section: cardSections[0], steps: true, added: 0 })
      : ask('which', {});
  },
  questions: {
    which: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('card:which')],
          ...cardSections.map((section) => [{ value: section, label: text(`card:title.${section}`) }]),
        ),
      answer: (value) => ask('line', { section: value, steps: false, added: 0 }),
    },
    line: {
      reads: { as: 'text', max: 200 },
      ask: (_context, data) => linePrompt(data),
      answer: written,
    },
  },
});

const sectionIn = (data: JsonObject): CardSection => sectionOf(data['section']) ?? cardSections[0];

function linePrompt(data: JsonObject): Prompt {
  const section = sectionIn(data);
  const isFirst = data['added'] === 0;
  const lead = data['long'] === true ? [text('card:long')] : [];
  const question = text(isFirst ? `card:ask.${section}` : 'card:more');
  const next: Option = { value: 'next', label: text(isFirst ? 'card:button.skip' : 'card:button.next') };
  const stop: Option = { value: 'stop', label: text('card:button.stop') };
  return choices([...lead, question], data['steps'] === true ? [next, stop] : [stop]);
}

function written(value: string, context: Parameters<typeof cardWrite.open>[1], data: JsonObject): Outcome {
  if (value === 'stop') return open('my-card', {});
  if (value === 'next') return onwards(data);
  const section = sectionIn(data);
  if (Array.from(value).length > longestLine) return ask('line', { ...data, long: true });
  const added = Number(data['added']) + 1;
  const isFull = context.facts.myCard().lines.length + 1 >= mostLines;
  const effect = { do: 'card.write', section, text: value.replaceAll('\n', ' ') } as const;
  if (isFull) return end(effect, cardReply(text('card:full')));
  return ask('line', { ...data, added, long: false }, effect);
}

function onwards(data: JsonObject): Outcome {
  const next = cardSections[cardSections.indexOf(sectionIn(data)) + 1];
  return next === undefined ? open('my-card', {}) : ask('line', { section: next, steps: true, added: 0 });
}
