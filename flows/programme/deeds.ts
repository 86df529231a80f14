import type { Effect } from '../effects.js';
import { choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Flow, Option, TurnContext } from '../engine/types.js';
import { agreementOptions, agreementText, reportInOptions, reportInText } from '../notes/lines.js';
import { naming } from './quick.js';

/** A deed that the client reports with one tap; until then it is reminded of. The deed clears its whole group. */
function deedFlow(
  id: 'report-in' | 'agreement',
  field: 'reportedOn' | 'signedOn',
  ask: (context: TurnContext) => Text,
): Flow {
  const options = id === 'report-in' ? reportInOptions : agreementOptions;
  return defineFlow({
    id,
    roles: ['client'],
    questions: {},
    open(args, context) {
      if (args['done'] !== true) return end(note(id, [ask(context)], [options]));
      const personId = context.me.personId!;
      return stay(
        { do: 'enrolment.change', personId, fields: { [field]: context.today } },
        { do: 'due.clear', group: `${id}:${personId}`, reason: 'done' },
        { do: 'say', to: 'me', paragraphs: [text(`programme:${id}.thanks`, naming(context))], kind: id },
      );
    },
  });
}

/** Report-in and the agreement. */
export const deedFlows: readonly Flow[] = [
  deedFlow('report-in', 'reportedOn', reportInText),
  deedFlow('agreement', 'signedOn', agreementText),
];

/** A proactive message that asks for nothing but offers buttons. */
export function note(
  kind: string,
  paragraphs: readonly Text[],
  options: readonly (readonly Option[])[] = [],
): Effect {
  return { do: 'say', to: 'me', paragraphs, options, kind, proactive: true, lane: 'reminder' };
}

/** Still the best way to reach you? */
export const contactData = defineFlow({
  id: 'contact-data',
  roles: ['client'],
  open: (args) => ({
    effects: [],
    go: { to: 'ask', question: args['changed'] === true ? 'changed' : 'still', data: {} },
  }),
  questions: {
    still: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('programme:contact-data.ask')],
          [
            { value: 'yes', label: text('programme:contact-data.yes'), words: 'yes' },
            { value: 'changed', label: text('programme:contact-data.changed'), words: 'no' },
          ],
        ),
      answer: (value) =>
        value === 'changed'
          ? { effects: [], go: { to: 'ask', question: 'changed', data: {} } }
          : end({
              do: 'say',
              to: 'me',
              paragraphs: [text('programme:contact-data.thanks')],
              kind: 'contact-data',
            }),
    },
    changed: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('programme:contact-data.how', naming(context))],
          [
            { value: 'worker', label: text('programme:contact-data.tell-worker') },
            { value: 'never-mind', label: text('programme:contact-data.never-mind') },
          ],
        ),
      answer: (value, context) =>
        value === 'never-mind'
          ? end({
              do: 'say',
              to: 'me',
              paragraphs: [text('programme:contact-data.thanks')],
              kind: 'contact-data',
            })
          : {
              effects: [],
              go: {
                to: 'open',
                flow: 'relay',
                args: { to: context.facts.client(context.me.personId!)?.worker?.personId ?? null },
              },
            },
    },
  },
});

/** Simple notes: a milestone that could not be folded, a peer's lesson, a health reminder under its neutral name. */
export const noteFlows: readonly Flow[] = [
  defineFlow({
    id: 'milestone',
    roles: ['client'],
    questions: {},
    open: (args) => end(note('milestone', [text(`programme:milestone.${String(args['cycle'])}`)])),
  }),
  defineFlow({
    id: 'health',
    roles: ['client'],
    questions: {},
    open: (args) =>
      end(note('health', [text('programme:health.line', { name: String(args['name'] ?? '') })])),
  }),
  defineFlow({
    id: 'job-leads',
    roles: ['client'],
    questions: {},
    // Leads are written by workers as notices; without one the step ends with its reason and says nothing.
    open: (args) =>
      end({
        do: 'decide',
        scope: 'job-leads',
        step: 'job-leads',
        cycle: String(args['cycle']),
        code: 'nothing-new',
      }),
  }),
];
