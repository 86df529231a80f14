import type { ScheduleEffect } from '../core-effects.js';
import type { Effect } from '../effects.js';
import { ask, choices } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Json, JsonObject, Option, Outcome, Question, TurnContext } from '../engine/types.js';
import { after } from './after.js';
import { alertGroup, callPeople, chainRows, firstHelpers, unheard } from './chain.js';
import type { AlertFacts } from './facts.js';
import { cardUnlessSent, pageSubject } from './level-three.js';
import { fewNumbers } from './numbers.js';
import { note } from './page.js';
import { reportOf, type Report } from './report.js';
import { setAside } from './set-aside.js';
import { subjectOf } from './subject.js';
import { opening, rest, sayNow, truthText, urgent } from './urgent.js';
import { variantOf } from './variants.js';

const askAgainMs = 30 * 60_000;
const pleaseCallMinutes = 60;

/**
 * No danger this minute: what the client chose at enrolment, `tell` or `ask` (the default, and what everybody else
 * gets). Use that was told is always asked about first, after saying what a worker must report (`docs/domain.md` §5).
 */
export function levelTwo(report: Report, context: TurnContext): Outcome {
  const last = context.facts.openAlert(context.me.contactId);
  if (last !== null && last.state !== 'asked' && last.state !== 'declined')
    return join(report, context, last);
  // A "no" was about what had been told then. What is new is asked about, and waited for, anew.
  const isAnew = last?.state === 'declined' && tellsMore(report, last);
  const known = isAnew ? null : last;
  const subject = subjectOf(report, context);
  const alertId = known?.id ?? context.newId();
  const all = { ...report, kinds: [...new Set([...(known?.kinds ?? []), ...report.kinds])] };
  const mayTell = subject.isOwn && subject.facts?.choice === 'tell' && !all.kinds.includes('lapse');
  const begun = [
    ...(isAnew ? setAside(last) : []),
    ...(known === null ? [begin(report, context, alertId, mayTell)] : [joined(report, known.id)]),
  ];
  const later = known === null ? after(context, alertId, subject) : [];
  if (mayTell) return told(all, context, alertId, { begun, later });
  const helper = firstHelpers(context, 2, subject.facts).at(-1);
  if (helper === undefined || !helper.reachable) {
    const paragraphs = [...cardUnlessSent(report, context), text('crisis:tell.nobody')];
    return rest(...begun, ...later, unheard(alertId, 'nobody-on-call'), sayNow(alertId, paragraphs));
  }
  const waits = known === null ? waiting(context, alertId) : [];
  return ask('tell', dataOf(all, alertId, helper.alias, 'first'), ...begun, ...later, ...waits);
}

/** Danger without a kind is more than any kind that was named. */
function tellsMore({ kinds }: Report, known: AlertFacts): boolean {
  return kinds.length === 0 ? known.kinds.length > 0 : kinds.some((kind) => !known.kinds.includes(kind));
}

function begin(report: Report, context: TurnContext, alertId: string, mayTell: boolean): Effect {
  return {
    do: 'alert.open',
    alertId,
    contactId: context.me.contactId,
    personId: subjectOf(report, context).facts?.personId ?? context.me.personId,
    level: 2,
    kinds: report.kinds,
    rule: report.rule,
    state: mayTell ? 'open' : 'asked',
  };
}

const joined = (report: Report, alertId: string): Effect => ({
  do: 'alert.join',
  alertId,
  level: 2,
  kinds: report.kinds,
});

function join(report: Report, context: TurnContext, known: AlertFacts): Outcome {
  const people = known.ackBy === null ? known.told.map((row) => row.personId) : [known.ackBy.personId];
  const paragraphs = [
    ...cardUnlessSent(report, context),
    truthText(known.told, context, known),
    ...(people.length > 0 ? [text('crisis:truth.more')] : []),
  ];
  return rest(
    joined(report, known.id),
    ...note(people, 'more', known, context.now),
    sayNow(known.id, paragraphs),
  );
}

/** As chosen at enrolment. What comes later stands behind the chain: at the same minute it knows what that has done. */
function told(
  report: Report,
  context: TurnContext,
  alertId: string,
  { begun, later }: { readonly begun: readonly Effect[]; readonly later: readonly Effect[] },
): Outcome {
  const call = callFor(report, context, alertId, later.length > 0 ? 'followed-up' : 'alone');
  const { alias } = call.told.at(-1) ?? { alias: '' };
  const paragraphs = [
    ...cardUnlessSent(report, context),
    ...(call.isHeard ? [text('crisis:tell.chosen', { alias })] : []),
    truthText(call.told, context, { level: 2, kinds: report.kinds }),
  ];
  return rest(
    ...begun,
    { do: 'alert.call', alertId, shared: true },
    sayNow(alertId, paragraphs, {
      options: [[{ ...opening('info', 'crisis-info', { alertId }), again: true }]],
    }),
    ...call.effects,
    ...later,
  );
}

function callFor(
  report: Report,
  context: TurnContext,
  alertId: string,
  follow: 'followed-up' | 'alone' = 'alone',
) {
  const subject = subjectOf(report, context);
  const helpers = firstHelpers(context, 2, subject.facts);
  const inHours = context.facts.officeHours().open;
  const call = callPeople(
    context,
    pageSubject(alertId, subject, report.kinds, 2, inHours),
    helpers,
    'head-soon',
    follow,
  );
  return { ...call, isHeard: helpers.at(-1)?.reachable === true };
}

/** No answer: asked once more after half an hour; then the on-call person is asked to call, without content. */
function waiting(context: TurnContext, alertId: string): Effect[] {
  const again: ScheduleEffect = {
    do: 'due.schedule',
    scope: alertGroup(alertId),
    step: 'ask-again',
    cycle: context.now.toISOString(),
    personId: context.me.personId,
    contactId: context.me.contactId,
    audience: 'client',
    flow: 'crisis',
    args: { retell: alertId },
    category: 'crisis',
    dueAt: new Date(context.now.getTime() + askAgainMs),
    startMode: 'interrupt',
    catchUp: 'send',
    group: alertGroup(alertId),
  };
  const rung = { step: 'please-call', afterMinutes: pleaseCallMinutes, to: 0 } as const;
  return [again, ...chainRows(alertId, [rung], 'please-call', context.now)];
}

/** Why it is asked once more: half an hour without an answer, "still hard", or they have written something else. */
const leads = ['again', 'declined', 'here'] as const;
type Turn = 'first' | (typeof leads)[number];

/** Asks once more; after a "no" only when they find it still hard. */
export function retell(alertId: string, lead: Json | undefined, context: TurnContext): Outcome {
  const alert = context.facts.alert(alertId);
  const turn = leads.find((one) => one === lead) ?? 'again';
  const mayAsk = alert?.state === 'asked' || (alert?.state === 'declined' && turn === 'declined');
  if (alert === null || !mayAsk) return rest();
  const report = reportAgain(alert);
  const { facts } = subjectOf(report, context);
  const helper = firstHelpers(context, 2, facts).at(-1);
  if (helper === undefined || !helper.reachable) return rest(sayNow(alertId, [text('crisis:tell.nobody')]));
  // Whoever is asked to call, if nothing is said, is on call then and may be somebody else.
  const caller = firstHelpers(context, 3, facts).at(-1)?.alias ?? helper.alias;
  return ask('tell', { ...dataOf(report, alertId, helper.alias, turn), caller });
}

function dataOf(report: Report, alertId: string, alias: string, turn: Turn): JsonObject {
  const { level, kinds, about, rule, cardSent } = report;
  return { alertId, alias, turn, level, kinds: [...kinds], about, rule, cardSent };
}

const askedAs: Record<Turn, string> = {
  first: 'crisis:tell.ask',
  again: 'crisis:tell.again',
  declined: 'crisis:follow-up.declined',
  here: 'crisis:tell.here',
};

/** What was reported, as the alert keeps it. */
function reportAgain({ kinds }: AlertFacts): Report {
  const about = kinds.includes('other-person') ? 'other' : 'self';
  return reportOf({ level: 2, kinds, about, rule: 'asked', cardSent: true });
}

/** The way back from a "no", which said that a word is enough. */
const tellButton = (alertId: string): Option => ({
  value: 'tell',
  label: text('crisis:tell.yes'),
  open: { flow: 'crisis', args: { tell: alertId } },
});

/** Yes after all; nothing where somebody has been told already. */
export function tellAfterAll(alertId: string, context: TurnContext): Outcome {
  const alert = context.facts.alert(alertId);
  if (alert === null || (alert.state !== 'declined' && alert.state !== 'asked')) return rest();
  const report = reportAgain(alert);
  return tellNow(alertId, report, context);
}

function tellNow(alertId: string, report: Report, context: TurnContext): Outcome {
  const call = callFor(report, context, alertId);
  return rest(
    { do: 'due.clear', group: alertGroup(alertId), reason: 'answered' },
    { do: 'alert.call', alertId, shared: true },
    sayNow(alertId, [truthText(call.told, context, { level: 2, kinds: report.kinds })]),
    ...call.effects,
  );
}

/** Shall somebody be told? */
export const tellQuestion: Question = {
  reads: { as: 'choice' },
  lasting: true,
  unclear: text('crisis:tell.unclear'),
  ask(context, data) {
    const { turn, alias, caller = alias } = data as { turn: Turn; alias: string; caller?: string };
    const report = reportOf(data);
    const isLapse = report.kinds.includes('lapse');
    const paragraphs: Text[] = [
      ...(turn === 'first' ? cardUnlessSent(report, context) : []),
      ...(isLapse ? [text('crisis:tell.lapse')] : []),
      text(askedAs[turn], turn === 'again' ? { alias, caller } : { alias }),
      ...(turn === 'here'
        ? [text('crisis:line.shown', { lines: fewNumbers(context, variantOf(report.kinds), 2) })]
        : []),
    ];
    return urgent(
      choices(
        paragraphs,
        [
          { value: 'yes', label: text('crisis:tell.yes'), words: 'yes' },
          { value: 'no', label: text('crisis:tell.no'), words: 'no' },
        ],
        [{ ...opening('info', 'crisis-info', { alertId: String(data['alertId']) }), again: true }],
      ),
    );
  },
  answer(value, context, data) {
    const alertId = String(data['alertId']);
    const clear: Effect = { do: 'due.clear', group: alertGroup(alertId), reason: 'answered' };
    if (value === 'no') {
      return rest(
        clear,
        { do: 'alert.close', alertId, state: 'declined', outcome: 'declined' },
        sayNow(alertId, [text('crisis:tell.declined')], { options: [[tellButton(alertId)]] }),
      );
    }
    return tellNow(alertId, reportOf(data), context);
  },
};
