import type { SayEffect } from '../core-effects.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option, Outcome } from '../engine/types.js';
import { staff } from './alert.js';
import { everyone } from './crisis.js';
import type { AlertFacts } from './facts.js';
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
        const reply = opening('reply', 'relay-back', { alertId: alert.id });
        const from = text('crisis:alert.from', { alias: context.me.alias });
        return end(carried(alert, { contact: alert.contactId }, from, value, { ...reply, again: true }), {
          do: 'say',
          to: 'me',
          paragraphs: [text('crisis:alert.written')],
          kind: 'alert',
        });
      },
    },
  },
});

/** The way back, to whoever has the alert. Args: `{ alertId }`. */
export const relayBack = defineFlow({
  id: 'relay-back',
  roles: everyone,
  idleMs,
  open(args, context): Outcome {
    const alert = context.facts.alert(String(args['alertId']));
    return alert?.ackBy == null ? rest() : ask('write', { alertId: alert.id });
  },
  questions: {
    write: {
      reads: { as: 'text', max: maxWritten },
      ask(context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        return choices([text('crisis:alert.reply', { alias: alert?.ackBy?.alias ?? '' })]);
      },
      answer(value, context, data) {
        const alert = context.facts.alert(String(data['alertId']));
        if (alert?.ackBy == null) return rest();
        const { alias, personId } = alert.ackBy;
        const open = opening('write', 'relay-alert', { alertId: alert.id });
        return rest(
          carried(alert, { person: personId }, whoText(alert.who), value, { ...open, again: true }),
          {
            do: 'say',
            to: 'me',
            paragraphs: [text('crisis:alert.replied', { alias })],
            kind: 'crisis-truth',
          },
        );
      },
    },
  },
});

function carried(
  alert: AlertFacts,
  to: SayEffect['to'],
  from: Text,
  words: string,
  answer: Option,
): SayEffect {
  return {
    do: 'say',
    to,
    paragraphs: [from, text('crisis:line.shown', { lines: words })],
    options: [[answer]],
    kind: 'relay',
    lane: 'crisis',
    about: `alert:${alert.id}`,
  };
}
