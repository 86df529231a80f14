import { choices, ask, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { helpButton } from '../help/help.js';
import { note } from '../programme/deeds.js';
import { naming } from '../programme/quick.js';

/** Two years are over: whoever wants goes on hearing once a month. Silence means no. */
export const thirdYear = defineFlow({
  id: 'third-year',
  roles: ['client'],
  idleMs: 72 * 3_600_000,
  open: () => ask('choice', {}),
  questions: {
    choice: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('course:third-year.ask', naming(context))],
          [
            { value: 'yes', label: text('course:third-year.yes'), words: 'yes' },
            { value: 'no', label: text('course:third-year.no'), words: 'no' },
          ],
        ),
      answer: (value, { me }) =>
        end(
          ...(value === 'yes'
            ? ([{ do: 'enrolment.change', personId: me.personId!, fields: { thirdYear: true } }] as const)
            : []),
          { do: 'say', to: 'me', paragraphs: [text(`course:third-year.reply.${value}`)], kind: 'third-year' },
        ),
    },
  },
});

/** The agreed end: thanks, and where help is from now on. */
export const farewell = defineFlow({
  id: 'farewell',
  roles: ['client'],
  questions: {},
  open: (_args, context) => end(note('farewell', [text('course:farewell', naming(context))], [[helpButton]])),
});
