import type { SayEffect } from '../core-effects.js';
import { shortNumbers } from '../crisis/numbers.js';
import { rest } from '../crisis/urgent.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { cardSections, type CardFacts, type CardLineFacts } from './facts.js';

/** A button of the card; it works again and again. */
export function cardDoor(value: string, flow: string, args: JsonObject = {}): Option {
  return { value, label: text(`card:button.${value}`), open: { flow, args }, again: true };
}

/** The help button, under the card too. (Made here: the help flow itself leads to the card.) */
const help: Option = {
  value: 'help',
  label: text('help:button.help'),
  open: { flow: 'help', args: {} },
  again: true,
};

/** A reply about the card. */
export function cardReply(...paragraphs: Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'card' };
}

/**
 * The client's own card for bad days: written by them, alone or with their worker, line by line; two taps from help;
 * nobody else ever sees it. On the screen it looks like any list of things to do.
 */
export const myCard = defineFlow({
  id: 'my-card',
  roles: ['client'],
  questions: {},
  open(_args, context): Outcome {
    const card = context.facts.myCard();
    const isEmpty = card.lines.length === 0;
    const paragraphs = isEmpty ? [text('card:empty')] : [...cardTexts(card), numbersLine(context)];
    const rows = isEmpty
      ? [[cardDoor('begin', 'card-write'), help]]
      : [
          [cardDoor('image', 'card-image'), cardDoor('add', 'card-write')],
          [cardDoor('drop', 'card-drop'), help],
        ];
    const waiting = card.proposed.flatMap((line) => proposal(line));
    return stay(...waiting, { ...cardReply(), ...choices(paragraphs, ...rows) });
  },
});

/** The sections that have something, each under its heading. */
export function cardTexts({ lines }: Pick<CardFacts, 'lines'>): Text[] {
  return cardSections.flatMap((section) => {
    const own = lines.filter((line) => line.section === section);
    if (own.length === 0) return [];
    const list = own.map((line) => text('card:line', { text: line.text }));
    return [text('card:section', { title: text(`card:title.${section}`), lines: { list } })];
  });
}

/** Whatever a card says, somebody who answers stands on it too. */
function numbersLine(context: TurnContext): Text {
  return text('card:numbers', {
    numbers: shortNumbers(context),
    number: context.facts.station().localNumber,
  });
}

/** What a worker proposed, with a yes and a no of its own. */
export function proposal(line: CardFacts['proposed'][number]): SayEffect[] {
  const { id: lineId, by, section } = line;
  return [
    {
      ...cardReply(text('card:proposed', { by, title: text(`card:title.${section}`), text: line.text })),
      options: [
        [
          {
            value: 'take',
            label: text('card:button.take'),
            open: { flow: 'card-take', args: { lineId, yes: true } },
          },
          { value: 'leave', label: text('card:button.leave'), open: { flow: 'card-take', args: { lineId } } },
        ],
      ],
    },
  ];
}

/** As a picture to keep where there is no net; where the channel has no pictures, as text. Its name tells nothing. */
export const cardImage = defineFlow({
  id: 'card-image',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const card = context.facts.myCard();
    if (card.lines.length === 0)
      return stay({ ...cardReply(text('card:empty')), options: [[cardDoor('begin', 'card-write')]] });
    return stay({
      ...cardReply(text('card:image')),
      image: `card:${String(context.me.personId)}`,
      instead: [...cardTexts(card), numbersLine(context)],
    });
  },
});

/** Takes a line away. */
export const cardDrop = defineFlow({
  id: 'card-drop',
  roles: ['client'],
  open: (_args, { facts }) =>
    facts.myCard().lines.length === 0 ? end(cardReply(text('card:nothing'))) : ask('which', {}),
  questions: {
    which: {
      reads: { as: 'choice' },
      ask: ({ facts }) => dropPrompt(facts.myCard().lines),
      answer: (value) =>
        value === 'none'
          ? rest()
          : rest(
              { do: 'card.drop', lineId: value },
              { ...cardReply(text('card:drop.done')), options: [[cardDoor('see', 'my-card')]] },
            ),
    },
  },
});

/** The lines stand above, numbered; on the buttons are places only: what is tapped must not sound like a cry for help. */
function dropPrompt(lines: readonly CardLineFacts[]): Prompt {
  const list = lines.map((line, index) => text('card:drop.line', { place: index + 1, text: line.text }));
  return choices(
    [text('card:drop.which', { lines: { list } })],
    ...lines.map(({ id }, index) => [{ value: id, label: text('card:drop.place', { place: index + 1 }) }]),
    [{ value: 'none', label: text('card:button.keep'), words: 'no' }],
  );
}
