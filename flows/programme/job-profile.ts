import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option } from '../engine/types.js';
import { saveAnswer } from '../check-in/signals.js';
import { naming, taskOf } from './quick.js';

const kinds = ['kitchen', 'cleaning', 'building', 'factory', 'shop', 'other'] as const;
const starts = ['now', 'weeks', 'learn', 'not-now'] as const;

/** What work suits, and from when. Driving jobs are not offered: the law bars them for three years. */
export const jobProfile = defineFlow({
  id: 'job-profile',
  roles: ['client'],
  idleMs: 36 * 3_600_000,
  open: () => ask('kind', {}),
  questions: {
    kind: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('programme:job-profile.ask', naming(context))],
          kinds.slice(0, 3).map(kind),
          kinds.slice(3).map(kind),
        ),
      answer: (value) => ask('start', { kind: value }),
    },
    start: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('programme:job-profile.start')],
          starts.slice(0, 2).map(start),
          starts.slice(2).map(start),
        ),
      answer: (value, context, data) =>
        end(
          ...saveAnswer(context, 'job-profile', { kind: data['kind'] ?? null, start: value }),
          ...(value === 'not-now'
            ? []
            : taskOf({ task: { kind: 'support', reason: 'job-profile' } }, 'job-profile', context)),
          {
            do: 'say',
            to: 'me',
            paragraphs: [text(`programme:job-profile.reply.${value}`, naming(context))],
            kind: 'job-profile',
          },
        ),
    },
  },
});

const kind = (value: (typeof kinds)[number]): Option => ({
  value,
  label: text(`programme:job-profile.kind.${value}`),
});
const start = (value: (typeof starts)[number]): Option => ({
  value,
  label: text(`programme:job-profile.starts.${value}`),
});
