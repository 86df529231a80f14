import type { Effect } from '../effects.js';
import type { TurnContext } from '../engine/types.js';
import type { Subject } from './subject.js';

const minute = 60_000;
const hour = 60 * minute;
const holdMs = 24 * hour;

/** Group of the follow-ups; a person who has reached the one concerned clears it. */
export const followUpGroup = (alertId: string): string => `follow-up:${alertId}`;

/** When the bot comes back after level 2–3 (`docs/domain.md` §5), and until when it still makes sense. */
export const followUps = [
  { moment: 'minutes', afterMs: 10 * minute, freshMs: 50 * minute },
  { moment: 'hour', afterMs: hour, freshMs: 6 * hour },
  { moment: 'day', afterMs: 24 * hour, freshMs: 24 * hour },
  { moment: 'later', afterMs: 72 * hour, freshMs: 48 * hour },
] as const;
/** Which follow-up. */
export type Moment = (typeof followUps)[number]['moment'];

/** Follow-ups to the address that wrote, the 24-hour hold, and a task for each appointment inside it. */
export function after(context: TurnContext, alertId: string, subject: Subject): Effect[] {
  return [
    ...hold(context, subject),
    ...schedule(context, alertId),
    ...appointmentTasks(context, alertId, subject),
  ];
}

function hold(context: TurnContext, { facts }: Subject): Effect[] {
  return facts?.role === 'client' ? [holdUntil(facts.personId, context)] : [];
}

const holdUntil = (personId: string, { now }: TurnContext): Effect => ({
  do: 'enrolment.hold',
  personId,
  until: new Date(now.getTime() + holdMs),
});

/** The hold alone, for the client who writes. */
export function holdOf(context: TurnContext): Effect[] {
  const { personId, role } = context.me;
  return personId !== null && role === 'client' ? [holdUntil(personId, context)] : [];
}

function schedule({ me, now }: TurnContext, alertId: string): Effect[] {
  return followUps.map(({ moment, afterMs, freshMs }) => ({
    do: 'due.schedule',
    scope: `alert:${alertId}`,
    step: `follow-up-${moment}`,
    cycle: now.toISOString(),
    personId: me.personId,
    contactId: me.contactId,
    audience: 'client',
    flow: 'crisis-follow-up',
    args: { alertId, moment },
    category: 'crisis',
    dueAt: new Date(now.getTime() + afterMs),
    expiresAt: new Date(now.getTime() + afterMs + freshMs),
    startMode: 'interrupt',
    catchUp: 'skip',
    group: followUpGroup(alertId),
  }));
}

function appointmentTasks(context: TurnContext, alertId: string, { facts }: Subject): Effect[] {
  if (facts === null || facts.worker === null) return [];
  const { worker, alias, personId } = facts;
  return facts.appointments.map(({ id, startsAt }) => ({
    do: 'task.open',
    key: `move:${id}:${alertId}`,
    kind: 'move-appointment',
    reason: 'appointment-in-hold',
    params: { alias, appointmentId: id, startsAt: startsAt.toISOString() },
    clientId: personId,
    assigneeId: worker.personId,
    dueAt: context.now,
  }));
}
