import type { SayEffect } from '../core-effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { staff } from './alert.js';
import { everyone } from './crisis.js';
import type { AlertFacts } from './facts.js';
import { holderOf } from './here.js';
import { whoText } from './page.js';
import { opening, rest, urgent } from './urgent.js';

/** At most so much in one message. */
const maxWritten = 1000;

/** What is typed hours later must not go to somebody by mistake. */
const idleMs = 30 * 60_000;

/**
 * Whoever works an alert writes to the address that called: a stranger, or a relative who told us. Neither sees the
 * other's account. Its name begins with `relay`: the inbox delivers what is written here even when the gate rings.
 * Args: `{ alertId }`.
 */
export const relayAlert = defineFlow({
  id: 'relay-alert',
  roles: staff,
  idleMs,
  open: (args, context): Outcome =>
    context.facts.alert(String(args['alertId'])) === null
      ? end()
      : ask('write', { alertId: String(args['alertId']) }),
  questions: {
    write: {
      reads: { as: 'text', max: maxWritten },
      ask(context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        const who = alert === null ? text('crisis:page.who.stranger') : whoText(alert.who);
        return choices([text('crisis:alert.write', { who })]);
      },
      answer(value, context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        if (alert === null) return end();
        return end(toThem(alert, value, context), {
          do: 'say',
          to: 'me',
          paragraphs: [text('crisis:alert.written')],
          options: [stateRow(alert.id), [again('write-on', alert)]],
          kind: 'alert',
        });
      },
    },
  },
});

/** What they type next is their answer: nobody in that hour looks for a button first. */
function toThem(alert: AlertFacts, words: string, { me }: TurnContext): SayEffect {
  const { personId: to, alias } = me;
  const back = { alertId: alert.id, to, alias };
  return {
    ...carried(alert, { contact: alert.contactId }, text('crisis:alert.from', { alias }), words),
    options: [[{ ...opening('reply', 'relay-back', back), again: true }]],
    awaits: { flow: 'relay-back', question: 'write', data: back },
  };
}

/** "Reached" and "not reached", under whatever is said while an alert is worked: the way on is never used up. */
export function stateRow(alertId: string): Option[] {
  const deed = (name: string): Option => opening(name, 'alert', { alertId, deed: name });
  return [{ ...deed('contacted'), again: true }, deed('not-reached')];
}

const again = (name: string, { id }: AlertFacts): Option => ({
  ...opening(name, 'relay-alert', { alertId: id }),
  again: true,
});

/**
 * The way back, to whoever has the alert. Args: `{ alertId }`, `to` and `alias` of whoever wrote (for when nobody has
 * it), and `text` that is passed on at once, by itself. What is typed after an answer goes the same way, as it says.
 */
export const relayBack = defineFlow({
  id: 'relay-back',
  roles: everyone,
  idleMs,
  open(args, context): Outcome {
    const alert = context.facts.alert(String(args['alertId']));
    const data = { alertId: String(args['alertId']), to: textArg(args, 'to'), alias: textArg(args, 'alias') };
    const words = textArg(args, 'text');
    const to = alert === null ? null : reader(alert, data);
    if (alert === null || to === null) return stay(unheard(context));
    if (words === '') return ask('write', data);
    return stay(toReader(alert, to, words), sayBack('crisis:alert.passed', { alias: to.alias }));
  },
  listens: true,
  questions: {
    write: {
      reads: { as: 'text', max: maxWritten },
      ask(context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        const alias = (alert === null ? null : reader(alert, data))?.alias ?? '';
        if (data['sent'] !== true) return choices([text('crisis:alert.reply', { alias })]);
        return urgent(choices([text('crisis:alert.replied', { alias })], [done]));
      },
      answer: (value, context, data) =>
        value === done.value ? rest(sayBack('relay:closed')) : pass(value, data, context),
    },
  },
});

/** No text that a person types. */
const done: Option = { value: '#done', label: text('relay:button.done') };

/** Whoever has it by now, else whoever wrote, else whoever was called. */
function reader(alert: AlertFacts, data: JsonObject): { personId: string; alias: string } | null {
  const [to, alias] = [textArg(data, 'to'), textArg(data, 'alias')];
  return alert.ackBy ?? (to === '' ? holderOf(alert) : { personId: to, alias });
}

function pass(words: string, data: JsonObject, context: TurnContext): Outcome {
  const alert = context.facts.alert(String(data['alertId']));
  const to = alert === null ? null : reader(alert, data);
  if (alert === null || to === null) return rest(unheard(context));
  return ask('write', { ...data, sent: true }, toReader(alert, to, words));
}

function toReader(alert: AlertFacts, to: { personId: string }, words: string): SayEffect {
  return {
    ...carried(alert, { person: to.personId }, whoText(alert.who), words),
    options: [[again('reply', alert)], stateRow(alert.id)],
  };
}

/** Nobody reads it: said, so that nobody waits for an answer. */
const unheard = ({ facts }: TurnContext): SayEffect =>
  sayBack('relay:nobody', { number: facts.station().localNumber });

const sayBack = (key: string, params?: Parameters<typeof text>[1]): SayEffect => ({
  do: 'say',
  to: 'me',
  paragraphs: [text(key, params)],
  kind: 'crisis-truth',
  lane: 'crisis',
});

function carried(alert: AlertFacts, to: SayEffect['to'], from: Text, words: string): SayEffect {
  return {
    do: 'say',
    to,
    paragraphs: [from, text('crisis:line.shown', { lines: words })],
    kind: 'relay',
    lane: 'crisis',
    about: `alert:${alert.id}`,
  };
}
