import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Effect } from '../effects.js';
import type { JsonObject, Option, Question, TurnContext } from '../engine/types.js';
import { saveAnswer } from './signals.js';

/** PHQ-2 and GAD-2 (free to reproduce): two items each, 0–3, over the last two weeks. */
const items = ['phq-1', 'phq-2', 'gad-1', 'gad-2'] as const;
/** Three or more on either offers the long form with a worker. */
const threshold = 3;

/** Four questions after the check-in nearest to days 7, 30, 60 and 90. */
export const screening = defineFlow({
  id: 'screening',
  roles: ['client'],
  idleMs: 48 * 3_600_000,
  open: () => ask('phq-1', {}),
  questions: Object.fromEntries(items.map((item, index) => [item, question(item, index)])),
});

function question(item: (typeof items)[number], index: number): Question {
  return {
    reads: { as: 'choice' },
    ask: () =>
      choices(
        [
          ...(index === 0 ? [text('check-in:screening.intro')] : []),
          text(`check-in:screening.${item}`, { step: index + 1, of: items.length }),
        ],
        [score(0), score(1)],
        [score(2), score(3)],
      ),
    answer(value, context, data) {
      const scores = { ...data, [item]: Number(value) };
      const next = items[index + 1];
      return next !== undefined ? ask(next, scores) : end(...result(scores, context));
    },
  };
}

function result(scores: JsonObject, context: TurnContext): Effect[] {
  const phq = Number(scores['phq-1']) + Number(scores['phq-2']);
  const gad = Number(scores['gad-1']) + Number(scores['gad-2']);
  const client = context.facts.client(context.me.personId!);
  const isHigh = phq >= threshold || gad >= threshold;
  const isShared = client?.consents.some((consent) => consent.scope === 'share.signals') ?? false;
  const task: Effect[] =
    isHigh && isShared && client?.worker != null
      ? [
          {
            do: 'task.open',
            key: `signal:${client.personId}:screening:${context.today}`,
            kind: 'signal',
            reason: 'screening',
            params: { alias: client.alias },
            clientId: client.personId,
            assigneeId: client.worker.personId,
            dueAt: context.now,
          },
        ]
      : [];
  const talk: Option = {
    value: 'talk',
    label: text('check-in:screening.talk'),
    open: { flow: 'reach-me', args: { when: 'convenient' } },
  };
  return [
    ...saveAnswer(context, 'phq-2', { total: phq }),
    ...saveAnswer(context, 'gad-2', { total: gad }),
    ...task,
    {
      do: 'say',
      to: 'me',
      paragraphs: [
        text(isHigh ? 'check-in:screening.high' : 'check-in:screening.thanks', {
          worker: client?.worker?.alias ?? '',
        }),
      ],
      options: isHigh
        ? [
            [talk],
            [
              {
                value: 'cope',
                label: text('check-in:reach.cope'),
                open: { flow: 'help', args: { cope: true } },
              },
            ],
          ]
        : [],
      kind: 'screening',
    },
  ];
}

const score = (value: number): Option => ({
  value: String(value),
  label: text(`check-in:screening.score.${value}`),
});
