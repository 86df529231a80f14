import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import { saveAnswer } from '../check-in/signals.js';
import { naming, taskOf } from './quick.js';

const places = ['home', 'relatives', 'friends', 'rented', 'nowhere'] as const;
const company = ['someone', 'alone'] as const;

/** The first night: where do you sleep, who is with you; the worker's name and the help button. */
export const firstNight = defineFlow({
  id: 'first-night',
  roles: ['client'],
  open: () => ask('place', {}),
  questions: {
    place: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('programme:first-night.hello', naming(context)), text('programme:first-night.place')],
          places.slice(0, 2).map(place),
          places.slice(2, 4).map(place),
          places.slice(4).map(place),
        ),
      answer(value, context) {
        const saved = saveAnswer(context, 'first-night', { place: value });
        const help =
          value === 'nowhere'
            ? taskOf({ task: { kind: 'soon', reason: 'no-bed' } }, 'first-night', context)
            : [];
        return ask('company', { place: value }, ...saved, ...help);
      },
    },
    company: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [
            ...(data['place'] === 'nowhere' ? [text('programme:first-night.bed', naming(context))] : []),
            text('programme:first-night.company'),
          ],
          company.map((value): Option => ({ value, label: text(`programme:first-night.with.${value}`) })),
        ),
      answer: (value, context) =>
        end(...saveAnswer(context, 'first-night', { company: value }), {
          do: 'say',
          to: 'me',
          paragraphs: [
            text(`programme:first-night.reply.${value}`),
            text('programme:first-night.close', naming(context)),
          ],
          options: [
            [
              {
                value: 'help',
                label: text('programme:help-button'),
                open: { flow: 'help', args: {} },
                again: true,
              },
            ],
          ],
          kind: 'first-night',
        }),
    },
  },
});

const place = (value: (typeof places)[number]): Option => ({
  value,
  label: text(`programme:first-night.at.${value}`),
});
