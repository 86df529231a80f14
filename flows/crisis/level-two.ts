import type { ScheduleEffect } from '../core-effects.js';
import type { Effect } from '../effects.js';
import { ask } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { after } from './after.js';
import { alertGroup, chainRows, firstHelpers, unheard } from './chain.js';
import type { AlertFacts } from './facts.js';
import { cardUnlessSent } from './level-three.js';
import { note } from './page.js';
import type { Report } from './report.js';
import { setAside } from './set-aside.js';
import { subjectOf } from './subject.js';
import { callFor, dataOf } from './tell.js';
import { opening, rest, sayNow, truthText } from './urgent.js';

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
