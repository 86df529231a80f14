import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, plain, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from './args.js';
import type { AppointmentFile, Slot } from './facts.js';
import {
  booking,
  groupOf,
  isOpen,
  markLater,
  packSlots,
  reply,
  slotRows,
  spreadSlots,
  tellWorker,
  unpackSlots,
  when,
  whoCares,
} from './parts.js';

/** The longest wish that is kept. */
const maxWish = 200;
const offered = 3;
/** Another time is at least so far from the one that does not suit. */
const farEnoughMs = 2 * 3_600_000;

/**
 * "I can't come": three other slots, or a wish for the worker. A random call-up is moved by a person only. Asking
 * costs nothing, and the old time stands until a new one is agreed.
 */
export const cantComeFlow = defineFlow({
  id: 'cant-come',
  roles: ['client'],
  open(args, context) {
    const appointmentId = textArg(args, 'appointmentId');
    const file = context.facts.appointment(appointmentId);
    if (!isOpen(file, context.now)) return end(reply(text('appointments:gone')));
    if (file.origin === 'random' || args['wish'] === true) return ask('wish', { appointmentId });
    const slots = otherSlots(file, context);
    if (slots.length === 0) return ask('wish', { appointmentId });
    return ask('slot', { appointmentId, slots: packSlots(slots) });
  },
  questions: {
    slot: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices([text('appointments:cant.offer')], ...slotRows(unpackSlots(data)), [
          { value: 'none', label: text('appointments:cant.none'), words: 'no' },
        ]),
      answer(value, context, data) {
        const slot = unpackSlots(data)[Number(value)];
        if (slot === undefined) return ask('wish', { appointmentId: data['appointmentId'] });
        return settle(textArg(data, 'appointmentId'), slot, context);
      },
    },
    wish: {
      reads: { as: 'text', max: maxWish },
      ask: (context, data) => plain(text('appointments:cant.wish', { worker: workerOf(context, data) })),
      answer: (value, context, data) => wish(textArg(data, 'appointmentId'), value, context),
    },
  },
});

/** A new time after a miss, chosen with one tap. */
export const rebook = defineFlow({
  id: 'rebook',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const slot = { site: textArg(args, 'site'), startsAt: new Date(textArg(args, 'at')) };
    return settle(textArg(args, 'appointmentId'), slot, context);
  },
});

/** Free slots that are not the very time that does not suit. */
function otherSlots(file: AppointmentFile, context: TurnContext): Slot[] {
  const free = context.facts
    .freeSlots(file.personId, '')
    .filter((slot) => Math.abs(slot.startsAt.getTime() - file.startsAt.getTime()) >= farEnoughMs);
  return spreadSlots(free, offered);
}

function workerOf(context: TurnContext, data: JsonObject): string {
  return context.facts.appointment(textArg(data, 'appointmentId'))?.worker?.alias ?? '';
}

/** Takes the slot: the old appointment moves there; after a miss a new one is made. */
function settle(appointmentId: string, slot: Slot, context: TurnContext): Outcome {
  const file = context.facts.appointment(appointmentId);
  if (!isOpen(file, context.now)) return end(reply(text('appointments:gone')));
  if (
    slot.startsAt <= context.now ||
    !context.facts.slotIsFree(file.personId, slot.site, slot.startsAt.toISOString())
  ) {
    return taken(file, context);
  }
  const newId = context.newId();
  const made =
    file.state === 'planned'
      ? moved(file, slot, newId)
      : booking({
          appointmentId: newId,
          personId: file.personId,
          kind: file.kind === 'baseline' || file.kind === 'test' ? file.kind : 'visit',
          origin: 'agreed',
          ...slot,
          releaseAt: null,
          replaces: file.id,
        });
  const at = when(slot.startsAt);
  const news = text('appointments:worker.moved', { alias: file.alias, when: at });
  return end(
    ...made,
    reply(text('appointments:cant.moved', { when: at })),
    ...tellWorker(file, `appointment:${newId}:moved`, news),
  );
}

function moved(file: AppointmentFile, slot: Slot, newId: string): Effect[] {
  return [
    { do: 'appointment.reschedule', appointmentId: file.id, newId, ...slot },
    { do: 'due.clear', group: groupOf(file.id), reason: 'rescheduled' },
    markLater(newId, slot.startsAt),
    { do: 'replan', personId: file.personId },
  ];
}

/** Somebody else was quicker: other slots, or a wish. */
function taken(file: AppointmentFile, context: TurnContext): Outcome {
  const slots = otherSlots(file, context);
  const sorry = reply(text('appointments:cant.taken'));
  if (slots.length === 0) return ask('wish', { appointmentId: file.id }, sorry);
  const rows = slotRows(slots, (slot) => ({
    flow: 'rebook',
    args: { appointmentId: file.id, site: slot.site, at: slot.startsAt.toISOString() },
  }));
  return stay({ ...sorry, options: [...rows, [noneOfThese(file.id)]] });
}

/** "None of these": straight to the wish. */
export function noneOfThese(appointmentId: string) {
  return {
    value: 'none',
    label: text('appointments:cant.none'),
    open: { flow: 'cant-come', args: { appointmentId, wish: true } },
  };
}

function wish(appointmentId: string, said: string, context: TurnContext): Outcome {
  const file = context.facts.appointment(appointmentId);
  if (file === null) return end(reply(text('appointments:gone')));
  const assigneeId = whoCares(file, context);
  if (assigneeId === null) {
    return end(reply(text('appointments:cant.nobody', { number: context.facts.station().localNumber })));
  }
  const task: Effect = {
    do: 'task.open',
    key: `cant-come:${appointmentId}:${context.today}`,
    kind: 'cant-come',
    reason: 'asked-other-time',
    params: { alias: file.alias, appointmentId, startsAt: file.startsAt.toISOString() },
    clientId: file.personId,
    assigneeId,
    dueAt: context.now,
  };
  const done = file.state === 'planned' ? 'sent' : 'sent-after';
  return end(
    { do: 'appointment.request', appointmentId, request: { kind: 'cant-come', wish: said } },
    task,
    reply(text(`appointments:cant.${done}`, { worker: file.worker?.alias ?? '' })),
  );
}
