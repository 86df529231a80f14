import type { Effect } from '../effects.js';
import { ask, choices } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Json, JsonObject, Option, Outcome, Question, TurnContext } from '../engine/types.js';
import { alertGroup, callPeople, firstHelpers } from './chain.js';
import type { AlertFacts } from './facts.js';
import { cardUnlessSent, pageSubject } from './level-three.js';
import { fewNumbers } from './numbers.js';
import { reportOf, type Report } from './report.js';
import { subjectOf } from './subject.js';
import { opening, rest, sayNow, truthText, urgent } from './urgent.js';
import { variantOf } from './variants.js';

/** Calls whom level 2 calls first; whether anybody could be called. */
export function callFor(
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

/** What the question keeps in the session. */
export function dataOf(report: Report, alertId: string, alias: string, turn: Turn): JsonObject {
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
