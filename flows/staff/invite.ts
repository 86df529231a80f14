import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { templateName } from './client-card.js';
import { testTemplates, type ClientInvitation } from './invitation.js';
import { about, inPairs, onlyAbout } from './layout.js';
import { releaseFacts, releaseQuestions, reportLine } from './release-questions.js';

/** Letters of a pseudonym. */
const aliasMax = 20;

/**
 * A worker makes an invitation: what to call the person, the release day, how far reporting in is, the test template.
 * Nothing here needs a real name. The code is told once and kept as a hash only.
 */
export const invite = defineFlow({
  id: 'invite',
  roles: ['worker', 'supervisor'],
  idleMs: 2 * 3_600_000,
  // Said before anything is typed: a code that nobody may use helps nobody.
  open: (_args, { facts, newId }) =>
    facts.mayEnrol() ? ask('alias', { draft: newId() }) : end(tell('invite:not-yet')),
  questions: {
    alias: {
      reads: { as: 'text', max: aliasMax + 1 },
      ask: () => ({ paragraphs: [text('invite:alias.ask')] }),
      answer: named,
    },
    ...releaseQuestions({ kind: 'invite', ask: 'invite:release.ask', next: 'template' }),
    template: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('invite:template.ask')],
          ...inPairs(
            [...testTemplates, null].map((template) => ({
              value: template ?? 'none',
              label: templateName(template),
            })),
          ),
        ),
      answer: (template, _context, data) =>
        template === 'none'
          ? ask('review', { ...data, testTemplate: null })
          : ask('confirm', { ...data, testTemplate: template }),
    },
    confirm: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('staff:template.sure', { name: templateName(String(data['testTemplate'])) })],
          [
            { value: 'yes', label: text('staff:template.yes'), words: 'yes' },
            { value: 'no', label: text('staff:template.no'), words: 'no' },
          ],
        ),
      answer: (value, _context, data) =>
        ask('review', value === 'yes' ? data : { ...data, testTemplate: null }),
    },
    review: {
      reads: { as: 'choice' },
      ask: review,
      answer: onlyAbout('review', 'draft', (value, context, data) => {
        if (value === 'again') return ask('alias', { draft: context.newId() });
        if (value === 'drop') return end(tell('invite:dropped'));
        return end({ do: 'invitation.create', facts: factsOf(data, context) });
      }),
    },
  },
});

function named(said: string, _context: TurnContext, data: JsonObject): Outcome {
  if (Array.from(said).length > aliasMax)
    return ask('alias', data, tell('invite:alias.too-long', { max: aliasMax }));
  // A long number is a telephone or an identity card: neither has any business here.
  if (/\d{6,}/u.test(said.replace(/[\s-]/gu, ''))) return ask('alias', data, tell('invite:alias.number'));
  return ask('release', { ...data, alias: said });
}

function review(context: TurnContext, data: JsonObject): Prompt {
  const facts = factsOf(data, context);
  const lines = [
    text('invite:review.alias', { alias: facts.alias }),
    text('invite:review.release', { on: facts.releaseOn }),
    reportLine(facts),
    text('invite:review.template', { name: templateName(facts.testTemplate) }),
  ];
  const [create, again, drop] = about(
    String(data['draft']),
    ['create', 'again', 'drop'].map((value) => ({ value, label: text(`invite:button.${value}`) })),
  );
  return choices(
    [text('invite:review.head'), text('staff:lines', { lines: { list: lines } })],
    [create!],
    [again!, drop!],
  );
}

function factsOf(data: JsonObject, { me, today }: TurnContext): ClientInvitation {
  return {
    alias: String(data['alias']),
    ...releaseFacts(data, today),
    testTemplate: testTemplates.find((template) => template === data['testTemplate']) ?? null,
    workerId: me.personId!,
  };
}

function tell(key: string, params?: Parameters<typeof text>[1]) {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'invite' } as const;
}
