import { ask, choices } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Outcome, Question, TurnContext } from '../engine/types.js';
import { dayOption, daysFrom } from './days.js';

/** A follow-up begins at most so many days before the release. */
const daysAhead = 90;
/** Community recovery lasts at most three years; an older day is a slip of the finger. */
const daysBack = 3 * 366;

/** How a flow uses these questions. */
export interface ReleaseQuestions {
  /** The kind under which it speaks. */
  readonly kind: string;
  /** The key of the question about the release day; its `alias` is in the data. */
  readonly ask: string;
  /** The question that comes after these. */
  readonly next: string;
  /** Why a day will not do beside being too early or too old; null when it does. */
  readonly trouble?: (day: string, data: JsonObject) => Text | null;
}

/** What a worker knows when somebody is released: the day, how far reporting in is, when the decision was received. */
export function releaseQuestions(use: ReleaseQuestions): Record<string, Question> {
  const { kind } = use;
  return {
    release: {
      reads: { as: 'day' },
      unclear: text('invite:day-unclear'),
      ask: ({ today }, data) =>
        choices(
          [text(use.ask, { alias: String(data['alias']) })],
          [dayOption(today, 'today'), dayOption(today, 'tomorrow')],
          [dayOption(today, 'in-a-week'), { value: 'none', label: text('invite:release.none') }],
        ),
      answer: (value, context, data) => released(value, context, data, use),
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
      answer: (day, context, data) => reported(day, context, data, use),
    },
    decision: {
      reads: { as: 'day' },
      unclear: text('invite:day-unclear'),
      ask: () =>
        choices(
          [text('invite:decision.ask')],
          [{ value: 'unknown', label: text('invite:decision.unknown') }],
        ),
      answer: (value, context, data) => {
        if (value === 'unknown') return ask(use.next, { ...data, decisionOn: null });
        if (daysFrom(context.today, value) > 0) return ask('decision', data, tell(kind, notYet));
        if (daysFrom(context.today, value) < -daysBack) return ask('decision', data, tell(kind, old(value)));
        return ask(use.next, { ...data, decisionOn: value });
      },
    },
  };
}

const notYet = text('staff:day.not-yet');
const old = (day: string) => text('invite:release.too-old', { day });

function released(
  value: string,
  { today }: TurnContext,
  data: JsonObject,
  { kind, trouble }: ReleaseQuestions,
): Outcome {
  if (value === 'none') return ask('report', { ...data, releaseOn: null });
  const ahead = daysFrom(today, value);
  const why =
    ahead > daysAhead
      ? text('invite:release.too-early', { max: daysAhead })
      : ahead < -daysBack
        ? old(value)
        : (trouble?.(value, data) ?? null);
  return why === null ? ask('report', { ...data, releaseOn: value }) : ask('release', data, tell(kind, why));
}

function reported(day: string, { today }: TurnContext, data: JsonObject, use: ReleaseQuestions): Outcome {
  if (day > today) return ask('reported', data, tell(use.kind, notYet));
  // Without a release day the day of reporting in stands in for it.
  const why = data['releaseOn'] === null ? (use.trouble?.(day, data) ?? null) : null;
  return why === null
    ? ask(use.next, { ...data, reportedOn: day })
    : ask('reported', data, tell(use.kind, why));
}

/** What was answered to {@link releaseQuestions}; without a release day the day of reporting in, else today. */
export function releaseFacts(data: JsonObject, today: string) {
  const day = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  const reportedOn = day('reportedOn');
  return {
    releaseOn: day('releaseOn') ?? reportedOn ?? today,
    decisionOn: day('decisionOn'),
    deadlineDays: data['deadlineDays'] === 2 ? (2 as const) : (15 as const),
    reportedOn,
  };
}

/** How far reporting in is, for a summary. */
export function reportLine(facts: ReturnType<typeof releaseFacts>): Text {
  const { reportedOn, decisionOn, deadlineDays: days } = facts;
  if (reportedOn !== null) return text('invite:review.reported', { on: reportedOn });
  return decisionOn !== null
    ? text('invite:review.deadline', { on: decisionOn, days })
    : text('invite:review.deadline-unknown', { days });
}

function tell(kind: string, paragraph: Text) {
  return { do: 'say', to: 'me', paragraphs: [paragraph], kind } as const;
}
