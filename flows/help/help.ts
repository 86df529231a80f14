import { ask, choices, defineFlow, open, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { everyone } from '../crisis/crisis.js';
import { shortNumbers } from '../crisis/numbers.js';
import { callMe } from './call-me.js';
import { numbersText } from './numbers-text.js';

/** The persistent help button: put it under every menu. Two taps from here to any number, and to people. */
export const helpButton: Option = {
  value: 'help',
  label: text('help:button.help'),
  open: { flow: 'help', args: {} },
  again: true,
};

/** The help line that every reply to something unreadable carries. */
export function helpLine(context: TurnContext): Text {
  return text('help:line', { numbers: shortNumbers(context) });
}

/** Where a help button leads. They work again and again, and hours later too: no answer to a question that is over. */
const button = (value: string): Option => ({
  value,
  label: text(`help:button.${value}`),
  open: { flow: 'help', args: { go: value } },
  again: true,
});

/** Their own words of a better day: two taps from anywhere. */
const card: Option = {
  value: 'card',
  label: text('help:button.card'),
  open: { flow: 'my-card', args: {} },
  again: true,
};

/** A tap on a help button is worth what a sentence is: it goes the same way. Family speak of their relative. */
function danger(rule: string, level: 2 | 3, { me }: TurnContext, kinds: readonly string[] = []): Outcome {
  const about = me.role === 'family' ? 'other' : 'self';
  return open('crisis', { level, kinds, about, rule, cardSent: false, confirmed: true });
}

/**
 * Help without words. The numbers stand in the first message already; one tap calls people.
 * Args: `{ go }` with the name of a button, or `{ danger: true }`.
 */
export const help = defineFlow({
  id: 'help',
  roles: everyone,
  // Its buttons work for ever; the question must not come up again after whatever else was talked about meanwhile.
  idleMs: 10 * 60_000,
  open(args, context): Outcome {
    if (args['danger'] === true) return danger('help.danger', 3, context);
    switch (args['go']) {
      case 'danger':
        return danger('help.danger', 3, context);
      case 'severe':
        return danger('help.body', 3, context, ['body']);
      case 'mild':
        return danger('help.body', 2, context, ['withdrawal']);
      case 'low':
        return open('coping', {});
      case 'numbers':
        return open('numbers', {});
      case 'talk':
        return callMe(context);
      case 'body':
        return ask('body', {});
      default:
        return ask('which', {});
    }
  },
  questions: {
    which: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [numbersText(context), text('help:help.which')],
          [button('danger')],
          [button('low'), button('body')],
          [button('talk'), button('numbers')],
          ...(context.me.role === 'client' ? [[card]] : []),
        ),
      answer: (value) => open('help', { go: value }),
    },
    body: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [numbersText(context, 'body', 3), text('help:help.body')],
          [button('severe'), button('mild')],
        ),
      answer: (value) => open('help', { go: value }),
    },
  },
});

/** Every number that may be needed, the street's own last. */
export const numbers = defineFlow({
  id: 'numbers',
  roles: everyone,
  questions: {},
  open: (_args, context) =>
    stay({
      do: 'say',
      to: 'me',
      paragraphs: [numbersText(context, 'all'), text('help:help.numbers')],
      kind: 'help',
    }),
});
