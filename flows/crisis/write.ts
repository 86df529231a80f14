import type { SayEffect } from '../core-effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { staff } from './alert.js';
import { everyone } from './crisis.js';
import type { AlertFacts } from './facts.js';
import { holderOf } from './here.js';
import { whoText } from './page.js';
import { opening, rest } from './urgent.js';

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
        const { personId, alias } = context.me;
        const reply = opening('reply', 'relay-back', { alertId: alert.id, to: personId, alias });
        const from = text('crisis:alert.from', { alias });
        return end(
          {
            ...carried(alert, { contact: alert.contactId }, from, value),
            options: [[{ ...reply, again: true }]],
          },
          { do: 'say', to: 'me', paragraphs: [text('crisis:alert.written')], kind: 'alert' },
        );
      },
    },
  },
});

/**
 * The way back, to whoever has the alert. Args: `{ alertId }`, `to` and `alias` of whoever wrote (for when nobody has
 * it), and `text` that is passed on at once.
 */
export const relayBack = defineFlow({
  id: 'relay-back',
  roles: everyone,
  idleMs,
  open(args, context): Outcome {
    const alert = context.facts.alert(String(args['alertId']));
    const data = { alertId: String(args['alertId']), to: textArg(args, 'to'), alias: textArg(args, 'alias') };
    const words = textArg(args, 'text');
    if (alert === null || reader(alert, data) === null) return stay(unheard(context));
    return words === '' ? ask('write', data) : pass(words, data, context);
  },
  questions: {
    write: {
      reads: { as: 'text', max: maxWritten },
      ask(context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        const alias = (alert === null ? null : reader(alert, data))?.alias ?? '';
        return choices([text('crisis:alert.reply', { alias })]);
      },
      answer: (value, context, data) => pass(value, data, context),
    },
  },
});

/** Whoever has it by now, else whoever wrote, else whoever was called. */
function reader(alert: AlertFacts, data: JsonObject): { personId: string; alias: string } | null {
  const [to, alias] = [textArg(data, 'to'), textArg(data, 'alias')];
  return alert.ackBy ?? (to === '' ? holderOf(alert) : { personId: to, alias });
}

function pass(words: string, data: JsonObject, context: TurnContext): Outcome {
  const alert = context.facts.alert(String(data['alertId']));
  const to = alert === null ? null : reader(alert, data);
  if (alert === null || to === null) return rest(unheard(context));
  const open = opening('write', 'relay-alert', { alertId: alert.id });
  return rest(
    {
      ...carried(alert, { person: to.personId }, whoText(alert.who), words),
      options: [[{ ...open, again: true }]],
    },
    {
      do: 'say',
      to: 'me',
      paragraphs: [text('crisis:alert.replied', { alias: to.alias })],
      kind: 'crisis-truth',
    },
  );
}

/** Nobody reads it: said, so that nobody waits for an answer. */
function unheard({ facts }: TurnContext): SayEffect {
  const { localNumber: number } = facts.station();
  return { do: 'say', to: 'me', paragraphs: [text('relay:nobody', { number })], kind: 'crisis-truth' };
}

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
