import type { Effect } from '../effects.js';
import { defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { callPeople, firstHelpers, goesOn, toldNow, unheard, type Helper } from './chain.js';
import { tellGranted } from './family-news.js';
import type { AlertFacts, ToldFacts } from './facts.js';
import { page, type PageSubject } from './page.js';
import { slotKey } from './slot-keys.js';
import { sayNow, truthText } from './urgent.js';

/**
 * One rung of a chain, as the system: pages whoever is next and tells the person where things stand. Does nothing
 * when the alert has moved on meanwhile. Args: `{ alertId, to: position | 'told' | 'everyone' | 'family', when, step }`.
 */
export const alertChain = defineFlow({
  id: 'alert-chain',
  roles: ['operator'],
  questions: {},
  open(args: JsonObject, context: TurnContext): Outcome {
    const alert = context.facts.alert(String(args['alertId']));
    if (alert === null) return end();
    switch (args['when']) {
      case 'please-call':
        return alert.state === 'asked' ? end(...pleaseCall(alert, context)) : end();
      case 'uncontacted':
        return alert.state === 'acknowledged' ? end(...uncontacted(alert, args, context)) : end();
      default:
        if (alert.state !== 'open') return end();
        return end(...(args['to'] === 'family' ? tellGranted(alert, context) : climb(alert, args, context)));
    }
  },
});

function subjectOfAlert(alert: AlertFacts, context: TurnContext): PageSubject {
  const { id, who, level, kinds, shared } = alert;
  return { alertId: id, who, level, kinds, shared, inHours: context.facts.officeHours().open };
}

/** Whoever a rung goes to; only those who can be reached. */
function targetsOf(alert: AlertFacts, to: unknown, context: TurnContext): Helper[] {
  const crew = context.facts.crew();
  const told = alert.told.map((row): Helper => ({
    ...row,
    reachable:
      crew.find((member) => member.personId === row.personId)?.reachable ?? row.state !== 'unreachable',
  }));
  const everyone = [
    ...told,
    ...crew.filter((member) => !told.some((row) => row.personId === member.personId)),
  ];
  const wanted =
    to === 'told' ? told : to === 'everyone' ? everyone : crew.filter((member) => member.position === to);
  // Staff who cried themselves are on the list like everybody else.
  return wanted.filter((helper) => helper.reachable && helper.personId !== alert.personId);
}

function climb(alert: AlertFacts, args: JsonObject, context: TurnContext): Effect[] {
  const targets = targetsOf(alert, args['to'], context);
  // After an outage several rungs fall due in one moment: each person is paged, and told, once.
  const keyOf = (personId: string) => slotKey('again', [alert.id, personId], context.now);
  const pages = targets.flatMap(({ personId, position }): Effect[] => [
    { do: 'alert.told', alertId: alert.id, personId, position },
    page(personId, 'again', subjectOfAlert(alert, context), keyOf(personId)),
  ]);
  const fresh = targets.filter((helper) => !alert.told.some((row) => row.personId === helper.personId));
  const told: ToldFacts[] = [...alert.told, ...fresh.map((helper) => toldNow(helper, context.now))];
  const status = truthText(told, context, { ...alert, goesOn: goesOn(alert, context) });
  const called = targets.length === 0 ? [unheard(alert.id, 'nobody-at-position')] : pages;
  const { foldedUntil } = args;
  if (typeof foldedUntil === 'string' && context.now <= new Date(foldedUntil)) return called;
  return [
    ...called,
    sayNow(alert.id, fresh.length === 0 ? [status] : [text('crisis:truth.climbed'), status], {
      contactId: alert.contactId,
      key: slotKey('climbed', [alert.id], context.now),
    }),
  ];
}

function uncontacted(alert: AlertFacts, args: JsonObject, context: TurnContext): Effect[] {
  const isAll = args['to'] === 'everyone';
  const targets = targetsOf(alert, args['to'], context).filter(
    ({ personId }) => isAll || personId === alert.ackBy?.personId,
  );
  return targets.flatMap(({ personId, position }): Effect[] => [
    { do: 'alert.told', alertId: alert.id, personId, position },
    page(personId, 'uncontacted', subjectOfAlert(alert, context)),
  ]);
}

/** No answer to either question: somebody is asked to call, and is not told why. */
function pleaseCall(alert: AlertFacts, context: TurnContext): Effect[] {
  const about = alert.personId === null ? null : context.facts.crisisSubject(alert.personId);
  const helpers = firstHelpers(context, 3, about).filter(({ personId }) => personId !== alert.personId);
  const subject = { ...subjectOfAlert(alert, context), shared: false };
  const call = callPeople(context, subject, helpers, 'please-call');
  return [
    { do: 'alert.call', alertId: alert.id, shared: false },
    ...call.effects,
    sayNow(alert.id, [truthText(call.told, context, alert)], {
      contactId: alert.contactId,
    }),
  ];
}
