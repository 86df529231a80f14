import type { Effect } from '../effects.js';
import { ask, choices, defineFlow } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, TurnContext } from '../engine/types.js';
import { finish, greetingParagraphs, hostData, lineOptions } from './host.js';
import { ladderEffects } from './ladder.js';
import { saveAnswer, signalEffects } from './signals.js';

/** How is today: 3 good … 0 hard. Values are kept, labels shown. */
export const moods = ['good', 'okay', 'not-good', 'hard'] as const;
export type Mood = (typeof moods)[number];

const feelings = ['hungry', 'angry', 'lonely', 'tired', 'none'] as const;

/**
 * The check-in: how is today, the urge from 0 to 10, and where one of the two is heavy what lies beneath (hungry,
 * angry, lonely, tired). One to three taps. It carries the day's lines, and never asks about use.
 */
export const checkIn = defineFlow({
  id: 'check-in',
  roles: ['client'],
  idleMs: 48 * 3_600_000,
  open: (args, context) => ask('mood', hostData(args, context), ...ladderEffects(args, context)),
  questions: {
    mood: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [...greetingParagraphs(context, data), text('check-in:mood.ask')],
          ...moodRows,
          ...lineOptions(data),
        ),
      again: (_context, data) => choices([text('check-in:mood.ask')], ...moodRows, ...lineOptions(data)),
      answer: (value, context, data) =>
        ask('urge', { ...data, mood: value }, ...saveAnswer(context, 'check-in', { mood: value })),
    },
    urge: {
      reads: { as: 'number', min: 0, max: 10 },
      ask: (_context, data) => choices([text(urgeKey(data))], numbers(0, 5), numbers(6, 10)),
      answer: (value, context, data) => afterUrge(Number(value), context, data),
    },
    feeling: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('check-in:feeling.ask')],
          feelings.slice(0, 2).map(feeling),
          feelings.slice(2).map(feeling),
        ),
      answer: (value, context, data) =>
        finish(
          data,
          ...saveAnswer(context, 'check-in', { feeling: value }),
          ...closing(context, { ...data, feeling: value }),
        ),
    },
  },
});

function afterUrge(urge: number, context: TurnContext, data: JsonObject) {
  const saved = saveAnswer(context, 'check-in', { urge });
  const isHeavy = urge >= 4 || data['mood'] === 'not-good' || data['mood'] === 'hard';
  if (isHeavy) return ask('feeling', { ...data, urge }, ...saved);
  return finish(data, ...saved, ...closing(context, { ...data, urge }));
}

/** Thanks, one sentence that fits, and a hand held out: nobody has to take it. */
function closing(context: TurnContext, data: JsonObject): Effect[] {
  const urge = Number(data['urge']);
  const mood = String(data['mood']);
  const worker = clientOf(context)?.worker ?? null;
  const paragraphs: Text[] = [text(closingKey(mood, urge, dayOf(data)))];
  if (typeof data['feeling'] === 'string' && data['feeling'] !== 'none') {
    paragraphs.push(text(`check-in:feeling.${data['feeling']}`));
  }
  const isHeavy = urge >= 4 || mood === 'not-good' || mood === 'hard';
  const reach: Option[] =
    worker === null
      ? []
      : [
          {
            value: 'later',
            label: text('check-in:reach.convenient'),
            open: { flow: 'reach-me', args: { when: 'convenient' } },
          },
          {
            value: 'soon',
            label: text('check-in:reach.soon'),
            open: { flow: 'reach-me', args: { when: 'soon' } },
          },
        ];
  const options: Option[][] = [
    ...(reach.length === 0 ? [] : [isHeavy ? reach : reach.slice(0, 1)]),
    ...(isHeavy
      ? [
          [
            {
              value: 'cope',
              label: text('check-in:reach.cope'),
              open: { flow: 'help', args: { cope: true } },
            },
          ],
        ]
      : []),
  ];
  return [
    { do: 'say', to: 'me', paragraphs, options, kind: 'check-in' },
    ...signalEffects(context, { mood, urge }),
  ];
}

function dayOf(data: JsonObject): number {
  return typeof data['day'] === 'number' ? Math.abs(data['day']) : 0;
}

/** The question is spelled out in the first week, and asked shortly once it is known. */
function urgeKey(data: JsonObject): string {
  return dayOf(data) <= 7
    ? `check-in:urge.${String(data['mood'])}`
    : `check-in:urge-short.${String(data['mood'])}`;
}

function closingKey(mood: string, urge: number, day: number): string {
  if (urge >= 7) return 'check-in:closing.strong-urge';
  if (mood === 'hard') return 'check-in:closing.hard';
  if (mood === 'not-good') return 'check-in:closing.not-good';
  if (urge >= 4) return 'check-in:closing.some-urge';
  // Three ways of saying it, so that an ordinary week does not sound like a machine.
  return `check-in:closing.${mood === 'good' ? 'good' : 'okay'}.${day % 3}`;
}

function clientOf(context: TurnContext) {
  return context.me.personId === null ? null : context.facts.client(context.me.personId);
}

const mood = (value: Mood): Option => ({
  value,
  label: text(`check-in:mood.${value}`),
  words: `mood-${value}`,
});
const feeling = (value: (typeof feelings)[number]): Option => ({
  value,
  label: text(`check-in:feelings.${value}`),
});

function numbers(from: number, to: number): Option[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const value = String(from + index);
    return { value, label: text('check-in:number', { value }) };
  });
}

const moodRows: readonly (readonly Option[])[] = [
  [mood('good'), mood('okay')],
  [mood('not-good'), mood('hard')],
];
