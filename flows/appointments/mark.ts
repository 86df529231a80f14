import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, plain } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from './args.js';
import { noneOfThese } from './cant-come.js';
import type { MarkedState } from './effects.js';
import type { AppointmentFile } from './facts.js';
import { groupOf, reply, slotRows, spreadSlots, tellClient, when, whoCares } from './parts.js';

const HOUR = 3_600_000;
const day = 24 * HOUR;
/** Thanks within this time answer the coming itself; later they begin a talk of their own. */
const thanksAreReplyMs = 4 * HOUR;
/** How long after the mark its message still makes sense. */
const newsForMs = 2 * day;

/** A slip of the finger can be mended; what was moved or cancelled stays so. */
const markable = ['planned', 'attended', 'missed', 'excused'];

/**
 * A worker says how an appointment went. What is called missed here is not a legal finding: it brings a kind message
 * with new times and a task, nothing else.
 */
export const mark = defineFlow({
  id: 'mark',
  roles: ['worker', 'supervisor'],
  open(args, context) {
    const file = context.facts.appointment(textArg(args, 'appointmentId'));
    if (file === null) return end(reply(text('appointments:mark.none')));
    if (!markable.includes(file.state)) return end(reply(text(`appointments:mark.already.${file.state}`)));
    return ask('how', { appointmentId: file.id });
  },
  questions: {
    how: {
      reads: { as: 'choice' },
      ask(context, data) {
        const file = context.facts.appointment(textArg(data, 'appointmentId'));
        if (file === null) return plain(text('appointments:mark.none'));
        const params = { alias: file.alias, when: when(file.startsAt) };
        const options = optionsOf(file, context).map((value) => ({
          value,
          label: text(`appointments:mark.${value}`),
        }));
        const already = file.state === 'planned' ? [] : [text(`appointments:mark.already.${file.state}`)];
        return choices([...already, text('appointments:mark.how', params)], options);
      },
      answer: (value, context, data) => marked(textArg(data, 'appointmentId'), value, context),
    },
  },
});

function optionsOf(file: AppointmentFile, context: TurnContext): (MarkedState | 'later')[] {
  const states: MarkedState[] =
    file.startsAt <= context.now ? ['attended', 'missed', 'excused'] : ['excused'];
  return [...states.filter((state) => state !== file.state), 'later'];
}

function marked(appointmentId: string, value: string, context: TurnContext): Outcome {
  const file = context.facts.appointment(appointmentId);
  if (file === null) return end(reply(text('appointments:mark.none')));
  if (value === 'later') return end(reply(text('appointments:mark.left')));
  const state = value as MarkedState;
  return end(
    { do: 'appointment.mark', appointmentId, state },
    { do: 'due.clear', group: groupOf(appointmentId), reason: state },
    ...news(file, state, context),
    ...(state === 'missed' ? missedTask(file, context) : []),
    { do: 'replan', personId: file.personId },
    {
      ...reply(text(`appointments:mark.done.${state}`, { alias: file.alias })),
      options: [[mend(appointmentId)]],
    },
  );
}

function mend(appointmentId: string): Option {
  return {
    value: 'mend',
    label: text('appointments:mark.mend'),
    open: { flow: 'mark', args: { appointmentId } },
  };
}

function news(file: AppointmentFile, state: MarkedState, context: TurnContext): Effect[] {
  const isReply = state === 'attended' && context.now.getTime() - file.startsAt.getTime() < thanksAreReplyMs;
  if (!isReply) {
    const expiresAt = new Date(context.now.getTime() + newsForMs);
    const how = { startMode: 'wait', catchUp: 'send' } as const;
    return [tellClient(file, 'appointment-marked', context.now, expiresAt, how)];
  }
  return [
    {
      do: 'say',
      to: { person: file.personId },
      paragraphs: [text('appointments:marked.attended')],
      kind: 'appointment',
      about: groupOf(file.id),
      key: `appointment:${file.id}:thanks`,
    },
  ];
}

function missedTask(file: AppointmentFile, context: TurnContext): Effect[] {
  const assigneeId = whoCares(file, context);
  if (assigneeId === null) return [];
  return [
    {
      do: 'task.open',
      key: `missed:${file.id}`,
      kind: 'missed-appointment',
      reason: 'appointment-missed',
      params: { alias: file.alias, appointmentId: file.id, startsAt: file.startsAt.toISOString() },
      clientId: file.personId,
      assigneeId,
      dueAt: new Date(context.now.getTime() + day),
    },
  ];
}

/** What the client hears of the mark, looked up when it is said: a mark that was mended says the mended thing. */
export const appointmentMarked = defineFlow({
  id: 'appointment-marked',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const file = context.facts.appointment(textArg(args, 'appointmentId'));
    if (file === null || !['attended', 'missed', 'excused'].includes(file.state)) return end();
    const slots = file.state === 'missed' ? spreadSlots(context.facts.freeSlots(file.personId, ''), 3) : [];
    const rows = slotRows(slots, (slot) => ({
      flow: 'rebook',
      args: { appointmentId: file.id, site: slot.site, at: slot.startsAt.toISOString() },
    }));
    return end({
      do: 'say',
      to: 'me',
      paragraphs: [text(`appointments:marked.${file.state}`)],
      ...(file.state === 'missed' ? { options: [...rows, [noneOfThese(file.id)]] } : {}),
      kind: 'appointment',
      lane: 'reminder',
      proactive: true,
      about: groupOf(file.id),
      key: `appointment:${file.id}:marked:${file.state}`,
    });
  },
});

/** Two hours past and unmarked: the worker is asked how it went. */
export const markReminder = defineFlow({
  id: 'mark-reminder',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const file = context.facts.appointment(textArg(args, 'appointmentId'));
    if (file === null || file.state !== 'planned' || file.startsAt > context.now) return end();
    const assigneeId = whoCares(file, context);
    if (assigneeId === null) return end();
    return end({
      do: 'task.open',
      key: `unmarked:${file.id}`,
      kind: 'missed-appointment',
      reason: 'unmarked',
      params: { alias: file.alias, appointmentId: file.id, startsAt: file.startsAt.toISOString() },
      clientId: file.personId,
      assigneeId,
      dueAt: context.now,
    });
  },
});
