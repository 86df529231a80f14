import { groupOf } from '../appointments/parts.js';
import { textArg } from '../appointments/args.js';
import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, plain } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { about, onlyAbout } from '../staff/layout.js';
import type { LeaveFacts } from './facts.js';
import { leaveGroup, needsReport, period, reply } from './parts.js';

const dayMs = 24 * 3_600_000;
/** Ways of saying no, each a sentence that leaves a door open. */
const refusals = ['another-time', 'talk-first'] as const;

/** A worker approves or declines. What was agreed in those days is excused with it: an absence with leave is none. */
export const leaveDecide = defineFlow({
  id: 'leave-decide',
  roles: ['worker', 'supervisor'],
  idleMs: 30 * 60_000,
  open(args, { facts }) {
    const found = facts.leave(textArg(args, 'leaveId'));
    if (found === null) return end(reply(text('leave:staff.gone')));
    if (found.state !== 'asked') return end(reply(text(`leave:staff.already.${found.state}`)));
    return ask('decide', { leaveId: found.id });
  },
  questions: {
    decide: {
      reads: { as: 'choice' },
      ask({ facts, me }, data) {
        const found = facts.leave(textArg(data, 'leaveId'));
        return found === null ? plain(text('leave:staff.gone')) : choices(card(found, me), ...rows(found));
      },
      answer: onlyAbout('decide', 'leaveId', (value, context, data) => decide(value, context, data)),
    },
  },
});

function card(found: LeaveFacts, me: TurnContext['me']): Text[] {
  const { alias, days, away, appointments, worker } = found;
  const lines = appointments.map(({ startsAt }) =>
    text('leave:staff.appointment', { at: shown(startsAt, 'day-time') }),
  );
  return [
    text(away ? 'leave:staff.asks-away' : 'leave:staff.asks', { alias, days, ...period(found) }),
    ...(worker === null || worker.personId === me.personId
      ? []
      : [text('leave:staff.standing-in', { worker: worker.alias })]),
    ...(needsReport(found) ? [text('leave:staff.written')] : []),
    ...(lines.length === 0 ? [] : [text('leave:staff.appointments', { list: { list: lines } })]),
  ];
}

function rows({ id }: LeaveFacts): Option[][] {
  const option = (value: string): Option => ({ value, label: text(`leave:staff.button.${value}`) });
  return [about(id, [option('approve')]), about(id, refusals.map(option))];
}

function decide(value: string, context: TurnContext, data: JsonObject): Outcome {
  const found = context.facts.leave(textArg(data, 'leaveId'));
  if (found?.state !== 'asked') return end(reply(text('leave:staff.gone')));
  const approved = value === 'approve';
  return end(
    { do: 'leave.decide', leaveId: found.id, approved },
    answerLater(found, approved ? 'approved' : value, context),
    ...(approved ? approve(found, context) : []),
    reply(text(`leave:staff.done.${approved ? 'approve' : 'decline'}`, { alias: found.alias })),
    ...tellWorker(found, approved, context),
  );
}

/** Whoever was away finds out what was decided in their place. */
function tellWorker(found: LeaveFacts, approved: boolean, { me }: TurnContext): Effect[] {
  if (found.worker === null || found.worker.personId === me.personId) return [];
  const key = `leave:staff.decided.${approved ? 'approve' : 'decline'}`;
  return [
    {
      do: 'say',
      to: { person: found.worker.personId },
      paragraphs: [text(key, { by: me.alias, alias: found.alias, ...period(found) })],
      kind: 'leave-news',
      proactive: true,
      key: `leave-decided:${found.id}`,
    },
  ];
}

/** Through a due row: not at night, not in a pause. The words are looked up when they are said. */
function answerLater(found: LeaveFacts, how: string, { now }: TurnContext): Effect {
  return {
    do: 'due.schedule',
    scope: `leave:${found.id}`,
    step: 'leave-answer',
    cycle: '1',
    personId: found.personId,
    audience: 'client',
    flow: 'leave-answer',
    args: { leaveId: found.id, how },
    category: 'appointment',
    dueAt: now,
    expiresAt: found.backAt,
    // It is what they wait for.
    startMode: 'interrupt',
    group: leaveGroup(found.personId),
    proactive: true,
  };
}

function approve(found: LeaveFacts, context: TurnContext): Effect[] {
  const excused = found.appointments.flatMap(({ id }): Effect[] => [
    { do: 'appointment.mark', appointmentId: id, state: 'excused' },
    { do: 'due.clear', group: groupOf(id), reason: 'excused' },
  ]);
  return [...excused, ...bookAnew(found, context), ...askWhenBack(found)];
}

/** What was excused is agreed anew once they are back; a random call-up is not. */
function bookAnew(found: LeaveFacts, { me }: TurnContext): Effect[] {
  if (!found.appointments.some(({ origin }) => origin !== 'random')) return [];
  return [
    {
      do: 'task.open',
      key: `after-leave:${found.id}`,
      kind: 'move-appointment',
      reason: 'after-leave',
      params: { alias: found.alias },
      clientId: found.personId,
      assigneeId: found.worker?.personId ?? me.personId!,
      dueAt: found.backAt,
    },
  ];
}

function askWhenBack({ id, personId, backAt }: LeaveFacts): Effect[] {
  const group = leaveGroup(personId);
  const base = { do: 'due.schedule', scope: `leave:${id}`, cycle: '1', group } as const;
  return [
    {
      ...base,
      step: 'leave-over',
      personId,
      audience: 'client',
      flow: 'leave-over',
      args: { leaveId: id },
      category: 'contact',
      dueAt: backAt,
      expiresAt: new Date(backAt.getTime() + dayMs),
      proactive: true,
    },
    {
      ...base,
      step: 'leave-late',
      personId,
      audience: 'system',
      flow: 'leave-late',
      args: { leaveId: id },
      category: 'system',
      dueAt: new Date(backAt.getTime() + dayMs),
    },
  ];
}
