import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { whereOption } from './announce.js';
import { textArg } from './args.js';
import type { Slot } from './facts.js';
import {
  booking,
  groupOf,
  isAhead,
  markLater,
  packSlots,
  reply,
  siteName,
  tellWorker,
  unpackSlots,
  when,
} from './parts.js';

/**
 * A random call-up, told in the morning for the next working day. Until this flow opens there is no appointment at
 * all, so no view, plan or export of the client can show one. It is booked late in the day at once (silence must not
 * turn into a miss by accident); the early slot is one tap away. Nothing reminds of it afterwards.
 */
export const callUp = defineFlow({
  id: 'call-up',
  roles: ['client'],
  open(args, context) {
    return args['pick'] === undefined ? tell(args, context) : pick(args, context);
  },
  questions: {
    slot: {
      reads: { as: 'choice' },
      ask(_context, data) {
        const [early, late] = unpackSlots(data) as [Slot, Slot];
        const appointmentId = textArg(data, 'appointmentId');
        const option = (value: string, slot: Slot) => ({
          value,
          label: text(`appointments:call-up.${value}`, { time: shown(slot.startsAt, 'time') }),
          open: {
            flow: 'call-up',
            args: { appointmentId, pick: value, site: slot.site, at: slot.startsAt.toISOString() },
          },
        });
        return choices(
          [text('appointments:call-up.told', { when: when(late.startsAt) })],
          ...(early.startsAt < late.startsAt ? [[option('early', early)], [option('late', late)]] : []),
          [whereOption(appointmentId)],
        );
      },
      answer: () => stay(),
    },
  },
});

function tell(args: JsonObject, context: TurnContext): Outcome {
  const personId = context.me.personId!;
  const client = context.facts.client(personId);
  const slots = context.facts.callUpSlots(personId, textArg(args, 'onDate'), textArg(args, 'until'));
  const [early, late] = [slots[0], slots.at(-1)];
  if (early === undefined || late === undefined) return end(...noSlot(args, context));
  const appointmentId = context.newId();
  const file = { id: appointmentId, worker: client?.worker ?? null };
  const news = text('appointments:worker.call-up', {
    alias: context.me.alias,
    when: when(late.startsAt),
    site: siteName(context, late.site),
  });
  return ask(
    'slot',
    { appointmentId, slots: packSlots([early, late]) },
    ...booking({
      appointmentId,
      personId,
      kind: 'call-up',
      origin: 'random',
      ...late,
      releaseAt: context.now,
    }),
    ...tellWorker(file, `appointment:${appointmentId}:call-up`, news),
  );
}

/** No free moment at any site that day: a person finds one, the client hears nothing. */
function noSlot(args: JsonObject, context: TurnContext): Effect[] {
  const personId = context.me.personId!;
  const client = context.facts.client(personId);
  const onDate = textArg(args, 'onDate');
  const decided: Effect = {
    do: 'decide',
    scope: `person:${personId}`,
    step: 'call-up',
    cycle: onDate,
    code: 'no-slot',
  };
  if (client?.worker == null) return [decided];
  const task: Effect = {
    do: 'task.open',
    key: `no-slot:${personId}:${onDate}`,
    kind: 'move-appointment',
    reason: 'no-slot',
    params: { alias: client.alias, onDate },
    clientId: personId,
    assigneeId: client.worker.personId,
    dueAt: context.now,
  };
  return [decided, task];
}

function pick(args: JsonObject, context: TurnContext): Outcome {
  const file = context.facts.appointment(textArg(args, 'appointmentId'));
  if (!isAhead(file, context.now)) return end(reply(text('appointments:gone')));
  const slot = { site: textArg(args, 'site'), startsAt: new Date(textArg(args, 'at')) };
  const settled = reply(text('appointments:call-up.settled', { when: when(slot.startsAt) }));
  if (slot.startsAt.getTime() === file.startsAt.getTime()) return end(settled);
  const isFree = context.facts.slotIsFree(file.personId, slot.site, slot.startsAt.toISOString());
  if (slot.startsAt <= context.now || !isFree) {
    return end(reply(text('appointments:call-up.kept', { when: when(file.startsAt) })));
  }
  const news = text('appointments:worker.moved', { alias: file.alias, when: when(slot.startsAt) });
  return end(
    { do: 'appointment.move', appointmentId: file.id, ...slot },
    { do: 'due.clear', group: groupOf(file.id), reason: 'moved' },
    markLater(file.id, slot.startsAt),
    { do: 'replan', personId: file.personId },
    settled,
    ...tellWorker(file, `appointment:${file.id}:${slot.startsAt.toISOString()}`, news),
  );
}
