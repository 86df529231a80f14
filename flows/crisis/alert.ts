import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Question, Role, TurnContext } from '../engine/types.js';
import { followUpGroup } from './after.js';
import { alertGroup, callPeople, chainRows, uncontactedRungs, uncontactedSoonRungs } from './chain.js';
import type { AlertOutcome } from './effects.js';
import type { AlertFacts } from './facts.js';
import { isLastResort, lastResorts } from './last-resorts.js';
import { whoText } from './page.js';
import { sayNow } from './urgent.js';

/** Who works alerts. */
export const staff: readonly Role[] = ['worker', 'supervisor', 'operator'];

const closedStates = ['declined', 'resolved', 'false-alarm'];

/**
 * Working an alert: mine, reached, not reached, write, close. "Mine" ends the calling; "reached" is a step of its
 * own, and until it comes the bot asks again. Args: `{ alertId, deed: 'ack' | 'contacted' | 'not-reached' | 'open' }`.
 */
export const alertFlow = defineFlow({
  id: 'alert',
  roles: staff,
  open(args, context): Outcome {
    const alert = context.facts.alert(String(args['alertId']));
    if (alert === null || closedStates.includes(alert.state)) return end(reply(text('crisis:alert.gone')));
    if (args['deed'] === 'contacted') return contacted(alert, context);
    if (args['deed'] === 'not-reached') return handOn(alert, context);
    if (args['deed'] === 'ack') return acknowledge(alert, context);
    return ask('next', { alertId: alert.id });
  },
  questions: { next: nextQuestion(), outcome: outcomeQuestion() },
});

const reply = (...paragraphs: Text[]): Effect => ({
  do: 'say',
  to: 'me',
  paragraphs,
  kind: 'alert',
  lane: 'crisis',
});

/** Seen, and taken by the first who taps. The person hears who; the others hear that it is taken. */
function seen(alert: AlertFacts, context: TurnContext): Effect[] {
  const { personId, alias } = context.me;
  if (personId === null) return [];
  const mark: Effect = { do: 'alert.seen', alertId: alert.id, personId };
  if (alert.ackBy !== null) return [mark];
  const others = alert.told.filter((row) => row.personId !== personId && row.state !== 'unreachable');
  return [
    { do: 'due.clear', group: alertGroup(alert.id), reason: 'acknowledged' },
    mark,
    ...chainRows(
      alert.id,
      alert.level === 3 ? uncontactedRungs : uncontactedSoonRungs,
      'uncontacted',
      context.now,
    ),
    sayNow(alert.id, [text('crisis:truth.ack', { alias })], { contactId: alert.contactId }),
    ...others.map((row): Effect => ({
      do: 'say',
      to: { person: row.personId },
      paragraphs: [text('crisis:page.taken', { alias, who: whoText(alert.who) })],
      kind: 'alert-note',
      lane: 'crisis',
      about: `alert:${alert.id}`,
    })),
  ];
}

function acknowledge(alert: AlertFacts, context: TurnContext): Outcome {
  const isOthers = alert.ackBy !== null && alert.ackBy.personId !== context.me.personId;
  return ask('next', { alertId: alert.id, lead: isOthers ? 'others' : 'yours' }, ...seen(alert, context));
}

function contacted(alert: AlertFacts, context: TurnContext): Outcome {
  return ask(
    'outcome',
    { alertId: alert.id },
    ...seen(alert, context),
    { do: 'alert.contacted', alertId: alert.id },
    { do: 'due.clear', group: alertGroup(alert.id), reason: 'contacted' },
    { do: 'due.clear', group: followUpGroup(alert.id), reason: 'contacted' },
  );
}

/** Passes it to the next in the order: a new round, with its own chain, that starts with them. */
function handOn(alert: AlertFacts, context: TurnContext): Outcome {
  const { me, facts } = context;
  const crew = facts.crew();
  const mine = crew.find((member) => member.personId === me.personId)?.position ?? -1;
  const next = crew.find(
    (member) => member.position > mine && member.reachable && member.personId !== me.personId,
  );
  if (next === undefined) return ask('next', { alertId: alert.id }, reply(text('crisis:alert.nobody-next')));
  const subject = { ...alert, alertId: alert.id, inHours: facts.officeHours().open };
  return end(
    { do: 'due.clear', group: alertGroup(alert.id), reason: 'handed-on' },
    { do: 'alert.call', alertId: alert.id, shared: alert.shared },
    ...callPeople(context, subject, [next], 'handed-on').effects,
    sayNow(alert.id, [text('crisis:truth.handed-on', { alias: me.alias })], { contactId: alert.contactId }),
    reply(text('crisis:alert.handed-on', { alias: next.alias })),
  );
}

function close(alert: AlertFacts, outcome: AlertOutcome): Outcome {
  const state = outcome === 'false-alarm' ? 'false-alarm' : 'resolved';
  return end(
    { do: 'due.clear', group: alertGroup(alert.id), reason: state },
    { do: 'due.clear', group: followUpGroup(alert.id), reason: state },
    { do: 'alert.close', alertId: alert.id, state, outcome },
    reply(text('crisis:alert.closed')),
  );
}

/** The state in one line: "nobody has it yet", "… has it, not reached yet". */
export function stateText(alert: AlertFacts): Text {
  return text(`crisis:alert.state.${alert.state}`, { alias: alert.ackBy?.alias ?? '' });
}

function withAlert(data: JsonObject, context: TurnContext, go: (alert: AlertFacts) => Outcome): Outcome {
  const alert = context.facts.alert(String(data['alertId']));
  if (alert === null || closedStates.includes(alert.state)) return end(reply(text('crisis:alert.gone')));
  return go(alert);
}

function button(value: string): Option {
  return { value, label: text(`crisis:button.${value}`) };
}

/** What stands over the choices: what a tap has just done, or how things are. */
function leadOf(alert: AlertFacts, lead: unknown): Text {
  const who = whoText(alert.who);
  if (lead === 'yours') return text('crisis:alert.yours', { who });
  if (lead === 'others') return text('crisis:alert.others', { who, alias: alert.ackBy?.alias ?? '' });
  return text('crisis:alert.next', { who, state: stateText(alert) });
}

function nextQuestion(): Question {
  return {
    reads: { as: 'choice' },
    ask(context, data) {
      const alert = context.facts.alert(String(data['alertId']));
      if (alert === null) return choices([text('crisis:alert.gone')]);
      return choices(
        [leadOf(alert, data['lead'])],
        [button('contacted'), button('not-reached')],
        ...(alert.who.manner === 'reported' ? [[button('write-reporter')]] : []),
        [button('write'), button('false-alarm')],
        ...lastResorts(alert, data['lead'] === 'yours', context),
      );
    },
    answer: (value, context, data) =>
      withAlert(data, context, (alert) => {
        if (value === 'contacted') return contacted(alert, context);
        if (value === 'not-reached') return handOn(alert, context);
        if (value === 'false-alarm') return close(alert, 'false-alarm');
        if (value === 'write-reporter') return open('relay-alert', { alertId: alert.id });
        if (isLastResort(value)) return open(`alert-${value}`, { alertId: alert.id });
        return writeTo(alert, context);
      }),
  };
}

/** At the address that called. Whom a relative told us of did not call: to them it is the relay of every day. */
function writeTo(alert: AlertFacts, context: TurnContext): Outcome {
  const isElsewhere =
    alert.who.manner === 'reported' && alert.personId !== null && context.me.role !== 'operator';
  return isElsewhere
    ? open('relay', { personId: alert.personId, alertId: alert.id })
    : open('relay-alert', { alertId: alert.id });
}

const outcomes: Record<string, AlertOutcome> = {
  'out-safe': 'safe',
  'out-with': 'with-someone',
  'out-hospital': 'hospital',
  'out-police': 'police',
  'out-declined': 'declined',
};

function outcomeQuestion(): Question {
  return {
    reads: { as: 'choice' },
    ask: () =>
      choices(
        [text('crisis:alert.contacted')],
        [button('out-safe'), button('out-with')],
        [button('out-hospital'), button('out-police')],
        [button('out-declined'), button('later')],
      ),
    answer: (value, context, data) =>
      withAlert(data, context, (alert) => {
        const outcome = outcomes[value];
        return outcome === undefined ? ask('next', { alertId: alert.id }) : close(alert, outcome);
      }),
  };
}
