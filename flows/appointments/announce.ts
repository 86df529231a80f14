import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Flow, JsonObject, Option, Role, TurnContext } from '../engine/types.js';
import { textArg } from './args.js';
import type { AppointmentFile } from './facts.js';
import { isAhead, reply, siteName } from './parts.js';

/** How one announcement differs from the others. */
export interface Announcement {
  readonly id: string;
  readonly roles: readonly Role[];
  /** What it says; null: nothing any more. */
  line(file: AppointmentFile, args: JsonObject, context: TurnContext): Text | null;
  /** What it does for somebody else than the client; default: nothing. */
  other?(file: AppointmentFile, args: JsonObject, context: TurnContext): readonly Effect[];
}

/**
 * A message about one appointment with the buttons "I know" and "can't come". The buttons open the flow itself, so
 * that they still work days later, when the question is long forgotten. What it is about is looked at again when it
 * opens: an appointment that has been moved, marked or has begun is not announced.
 */
export function announcement(what: Announcement): Flow {
  return defineFlow({
    id: what.id,
    roles: what.roles,
    open(args, context) {
      const appointmentId = textArg(args, 'appointmentId');
      const file = context.facts.appointment(appointmentId);
      if (args['reply'] === 'ok') return end(reply(text('appointments:known')));
      if (args['reply'] === 'cant') return open('cant-come', { appointmentId });
      if (!isAhead(file, context.now)) return end(silent(what.id, args, 'condition-met'));
      if (context.me.role !== 'client') return end(...(what.other?.(file, args, context) ?? []));
      if (what.line(file, args, context) === null) return end(silent(what.id, args, 'not-reminded'));
      return ask('reply', args);
    },
    questions: {
      reply: {
        reads: { as: 'choice' },
        ask(context, data) {
          const file = context.facts.appointment(textArg(data, 'appointmentId'));
          const line = isAhead(file, context.now) ? what.line(file, data, context) : null;
          if (line === null) return choices([text('appointments:gone')]);
          return choices([line], ...replyRows(what.id, textArg(data, 'appointmentId')));
        },
        answer: () => stay(),
      },
    },
  });
}

function replyRows(flow: string, appointmentId: string): Option[][] {
  return [
    [
      {
        value: 'ok',
        label: text('appointments:button.ok'),
        words: 'yes',
        open: { flow, args: { appointmentId, reply: 'ok' } },
      },
      cantCome(appointmentId, flow),
    ],
    [whereOption(appointmentId)],
  ];
}

/**
 * "Can't come", from any message; it works again and again, also after "I know", and leaves the message's other
 * buttons alone. With `flow` it also closes that flow's question.
 */
export function cantCome(appointmentId: string, flow?: string): Option {
  const open =
    flow === undefined
      ? { flow: 'cant-come', args: { appointmentId } }
      : { flow, args: { appointmentId, reply: 'cant' } };
  return { value: 'cant', label: text('appointments:button.cant'), words: 'no', open, again: true };
}

/** The place is told on the tap alone: a preview never shows it. */
export function whereOption(appointmentId: string): Option {
  return {
    value: 'where',
    label: text('appointments:button.where'),
    open: { flow: 'appointment-place', args: { appointmentId } },
    again: true,
  };
}

function silent(flow: string, args: JsonObject, code: string): Effect {
  return {
    do: 'decide',
    scope: `appointment:${textArg(args, 'appointmentId')}`,
    step: flow,
    cycle: textArg(args, 'cycle') === '' ? flow : textArg(args, 'cycle'),
    code,
  };
}

/** Where it is: name and address of the site. */
export const appointmentPlace = defineFlow({
  id: 'appointment-place',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const file = context.facts.appointment(textArg(args, 'appointmentId'));
    if (file === null) return stay(reply(text('appointments:gone')));
    const site = context.facts.station().sites.find((known) => known.id === file.site);
    const name = siteName(context, file.site);
    return stay(reply(text('appointments:where', { name, address: site?.address ?? '' })));
  },
});
