import type { Effect } from '../effects.js';
import { text, type Text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { after } from './after.js';
import { cardTexts } from './card.js';
import { alertGroup, callPeople, firstHelpers } from './chain.js';
import type { AlertFacts, ToldFacts } from './facts.js';
import { note, type PageSubject } from './page.js';
import { variantOfReport, type Report } from './report.js';
import { subjectOf, type Subject } from './subject.js';
import { rest, sayNow, truthText, wordOptions } from './urgent.js';

/**
 * Life in danger: people are called without asking, as said at enrolment. One alert an episode; a further message
 * joins it and raises it. A level 2 that turns into 3, and one that seemed over, start the chain anew.
 */
export function levelThree(report: Report, context: TurnContext): Outcome {
  const subject = subjectOf(report, context);
  const known = context.facts.openAlert(context.me.contactId);
  if (known === null) return begin(report, context, subject, null);
  const isRunning = known.level === 3 && (known.state === 'open' || known.state === 'acknowledged');
  return isRunning ? join(report, context, known) : begin(report, context, subject, known);
}

function begin(report: Report, context: TurnContext, subject: Subject, known: AlertFacts | null): Outcome {
  const alertId = known?.id ?? context.newId();
  const kinds = [...new Set([...(known?.kinds ?? []), ...report.kinds])];
  const call = callPeople(
    context,
    pageSubject(alertId, subject, kinds),
    firstHelpers(context, 3, subject.facts),
    'head',
  );
  const paragraphs = [
    ...cardUnlessSent(report, context),
    ...(isOffDuty(call.told, context) ? [text('crisis:truth.off-duty')] : []),
    truthText(call.told, context, kinds),
    ...(subject.who.manner === 'reported'
      ? [text('crisis:truth.reporter', { alias: subject.who.alias })]
      : []),
  ];
  return rest(
    ...(known === null ? [opened(report, context, subject, alertId)] : raised(report, known)),
    sayNow(alertId, paragraphs, { options: wordOptions(alertId) }),
    ...call.effects,
    ...after(context, alertId, subject),
  );
}

/** Nobody is on call, yet somebody is written to all the same. */
const isOffDuty = (told: readonly ToldFacts[], { facts }: TurnContext) =>
  told.some((row) => row.state !== 'unreachable') && !facts.crew().some((member) => member.reachable);

function opened(report: Report, context: TurnContext, subject: Subject, alertId: string): Effect {
  return {
    do: 'alert.open',
    alertId,
    contactId: context.me.contactId,
    personId: subject.facts?.personId ?? context.me.personId,
    level: 3,
    kinds: report.kinds,
    rule: report.rule,
    state: 'open',
  };
}

function raised(report: Report, known: AlertFacts): Effect[] {
  return [
    { do: 'alert.join', alertId: known.id, level: 3, kinds: report.kinds },
    { do: 'due.clear', group: alertGroup(known.id), reason: 'risen' },
    { do: 'alert.call', alertId: known.id, shared: true },
  ];
}

/** The chain runs already, or somebody has it: they hear that more has come, the person where things stand. */
function join(report: Report, context: TurnContext, known: AlertFacts): Outcome {
  const people = known.ackBy === null ? known.told.map((row) => row.personId) : [known.ackBy.personId];
  const hasHelper = people.length > 0;
  return rest(
    { do: 'alert.join', alertId: known.id, level: 3, kinds: report.kinds },
    ...note(people, 'more', known, context.now),
    sayNow(known.id, [
      ...cardUnlessSent(report, context),
      truthText(known.told, context, known.kinds),
      ...(hasHelper ? [text('crisis:truth.more')] : []),
    ]),
  );
}

/** The card, where the gate has not taken care of it: numbers first. */
export function cardUnlessSent(report: Report, context: TurnContext): Text[] {
  if (report.cardSent || report.level === 1) return [];
  const variant = variantOfReport(report);
  const level = report.level;
  const audience = report.about === 'other' ? 'other' : 'self';
  const lines = context.facts.hotlines(variant, String(level), audience);
  const hasCrew = context.facts.crew().some((member) => member.reachable);
  const status = level === 2 ? 'untold' : hasCrew ? 'calling' : 'nobody';
  const minor = audience === 'self' && context.facts.minor();
  return cardTexts(lines, { level, variant, audience, status, minor, naloxone: false });
}

/** What a page of a new round says. */
export function pageSubject(
  alertId: string,
  subject: Subject,
  kinds: Report['kinds'],
  level: 2 | 3 = 3,
  inHours = true,
): PageSubject {
  return { alertId, who: subject.who, level, kinds, shared: true, inHours };
}
