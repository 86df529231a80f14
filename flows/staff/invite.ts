import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Outcome, Prompt, TurnContext } from '../engine/types.js';
import { templateName } from './client-card.js';
import { dayOption, daysFrom } from './days.js';
import { testTemplates, type ClientInvitation } from './invitation.js';
import { about, inPairs, onlyAbout } from './layout.js';

/** Letters of a pseudonym. */
const aliasMax = 20;
/** Enrolment begins at most so many days before the release. */
const daysAhead = 90;
/** Community recovery lasts at most three years; an older day is a slip of the finger. */
const daysBack = 3 * 366;

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
    release: {
      reads: { as: 'day' },
      unclear: text('invite:day-unclear'),
      ask: ({ today }, data) =>
        choices(
          [text('invite:release.ask', { alias: String(data['alias']) })],
          [dayOption(today, 'today'), dayOption(today, 'tomorrow')],
          [dayOption(today, 'in-a-week'), { value: 'none', label: text('invite:release.none') }],
        ),
      answer: released,
    },
    report: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('invite:report.ask')],
          ...['15', '2', 'reported'].map((value) => [{ value, label: text(`invite:report.${value}`) }]),
        ),
      answer: (value, _context, data) =>
        value === 'reported'
          ? ask('reported', { ...data, deadlineDays: 15 })
          : ask('decision', { ...data, deadlineDays: Number(value) }),
    },
    reported: {
      reads: { as: 'day' },
      unclear: text('invite:day-unclear'),
      ask: ({ today }) =>
        choices([text('invite:reported.ask')], [dayOption(today, 'today'), dayOption(today, 'yesterday')]),
      answer: (day, context, data) =>
        day > context.today
          ? ask('reported', data, tell('staff:day.not-yet'))
          : ask('template', { ...data, reportedOn: day }),
    },
    decision: {
      reads: { as: 'day' },
      unclear: text('invite:day-unclear'),
      ask: () =>
        choices(
          [text('invite:decision.ask')],
          [{ value: 'unknown', label: text('invite:decision.unknown') }],
        ),
      answer: decided,
    },
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

function released(value: string, { today }: TurnContext, data: JsonObject): Outcome {
  if (value === 'none') return ask('report', { ...data, releaseOn: null });
  const ahead = daysFrom(today, value);
  if (ahead > daysAhead) return ask('release', data, tell('invite:release.too-early', { max: daysAhead }));
  if (ahead < -daysBack) return ask('release', data, tell('invite:release.too-old', { day: value }));
  return ask('report', { ...data, releaseOn: value });
}

function decided(value: string, { today }: TurnContext, data: JsonObject): Outcome {
  if (value === 'unknown') return ask('template', { ...data, decisionOn: null });
  if (daysFrom(today, value) > 0) return ask('decision', data, tell('staff:day.not-yet'));
  if (daysFrom(today, value) < -daysBack)
    return ask('decision', data, tell('invite:release.too-old', { day: value }));
  return ask('template', { ...data, decisionOn: value });
}

function review(context: TurnContext, data: JsonObject): Prompt {
  const { alias, releaseOn, decisionOn, deadlineDays, reportedOn, testTemplate } = factsOf(data, context);
  const report: Text =
    reportedOn !== null
      ? text('invite:review.reported', { on: reportedOn })
      : decisionOn !== null
        ? text('invite:review.deadline', { on: decisionOn, days: deadlineDays })
        : text('invite:review.deadline-unknown', { days: deadlineDays });
  const lines = [
    text('invite:review.alias', { alias }),
    text('invite:review.release', { on: releaseOn }),
    report,
    text('invite:review.template', { name: templateName(testTemplate) }),
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
  const day = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  const reportedOn = day('reportedOn');
  return {
    alias: String(data['alias']),
    releaseOn: day('releaseOn') ?? reportedOn ?? today,
    decisionOn: day('decisionOn'),
    deadlineDays: data['deadlineDays'] === 2 ? 2 : 15,
    reportedOn,
    testTemplate: testTemplates.find((template) => template === data['testTemplate']) ?? null,
    workerId: me.personId!,
  };
}

function tell(key: string, params?: Parameters<typeof text>[1]) {
  return { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'invite' } as const;
}
