import type { SayEffect } from '../core-effects.js';
import type { Effect, EffectOf } from '../effects.js';
import type { Json, JsonObject, Option, TurnContext } from '../engine/types.js';
import { shown, text, type Text } from '../engine/text.js';
import { textArg } from './args.js';
import type { AppointmentFile, Slot } from './facts.js';

const HOUR = 3_600_000;
/** How long after its start an appointment may stay unmarked before a worker is asked. */
const unmarkedMs = 2 * HOUR;

/** Everything of one appointment that waits: the deed clears it as a whole. */
export function groupOf(appointmentId: string): string {
  return `appointment:${appointmentId}`;
}

/** An appointment that still stands and lies ahead. */
export function isAhead(file: AppointmentFile | null, now: Date): file is AppointmentFile {
  return file !== null && file.state === 'planned' && file.startsAt > now;
}

/** An appointment that another time can be found for: it lies ahead, or it was missed. */
export function isOpen(file: AppointmentFile | null, now: Date): file is AppointmentFile {
  if (file === null) return false;
  return file.state === 'missed' || (file.state === 'planned' && file.startsAt > now);
}

/** A reply to the person of this turn. */
export function reply(...paragraphs: Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'appointment' };
}

/** The moment of an appointment for a placeholder. */
export function when(at: Date) {
  return shown(at, 'day-time');
}

/** The site's name as staff see it; its id when the station no longer has it. */
export function siteName(context: Pick<TurnContext, 'facts'>, site: string): string {
  return context.facts.station().sites.find((known) => known.id === site)?.name ?? site;
}

/** "Did they come?" two hours after the start, unless it is marked by then. */
export function markLater(appointmentId: string, startsAt: Date): Effect {
  return {
    do: 'due.schedule',
    scope: groupOf(appointmentId),
    step: 'mark-reminder',
    cycle: startsAt.toISOString(),
    personId: null,
    audience: 'system',
    flow: 'mark-reminder',
    args: { appointmentId },
    category: 'system',
    dueAt: new Date(startsAt.getTime() + unmarkedMs),
    group: groupOf(appointmentId),
  };
}

/** A booking with all that follows from it: the mark reminder and the new plan. */
export function booking(effect: Omit<EffectOf<'appointment.book'>, 'do'>): Effect[] {
  return [
    { do: 'appointment.book', ...effect },
    markLater(effect.appointmentId, effect.startsAt),
    { do: 'replan', personId: effect.personId },
  ];
}

/** Opens a flow in the client's conversation as soon as it may: not at night, not in a pause, under the day's cap. */
export function tellClient(
  file: Pick<AppointmentFile, 'id' | 'personId'>,
  flow: string,
  now: Date,
  expiresAt: Date,
  how: { readonly startMode: 'interrupt' | 'wait'; readonly catchUp: 'send' | 'task' },
): Effect {
  return {
    do: 'due.schedule',
    scope: groupOf(file.id),
    step: flow,
    cycle: now.toISOString(),
    personId: file.personId,
    audience: 'client',
    flow,
    args: { appointmentId: file.id },
    category: 'appointment',
    dueAt: now,
    expiresAt,
    ...how,
    group: groupOf(file.id),
    proactive: true,
  };
}

/** Slots as they are kept in a session. */
export function packSlots(slots: readonly Slot[]): Json {
  return slots.map((slot) => ({ site: slot.site, at: slot.startsAt.toISOString() }));
}

/** Slots as they were kept in a session. */
export function unpackSlots(data: JsonObject): Slot[] {
  const kept = Array.isArray(data['slots']) ? (data['slots'] as readonly JsonObject[]) : [];
  return kept.map((slot) => ({ site: textArg(slot, 'site'), startsAt: new Date(textArg(slot, 'at')) }));
}

/** One row for each slot. */
export function slotRows(
  slots: readonly Slot[],
  open?: (slot: Slot) => NonNullable<Option['open']>,
): Option[][] {
  return slots.map((slot, index) => [
    {
      value: String(index),
      label: text('appointments:slot', { when: when(slot.startsAt) }),
      ...(open === undefined ? {} : { open: open(slot) }),
    },
  ]);
}

/**
 * `count` of these slots, in order of time: one a day as long as there are days enough, early and late in turn, so
 * that somebody who works can come too.
 */
export function spreadSlots(slots: readonly Slot[], count: number): Slot[] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = slot.startsAt.toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  const chosen = [...days.values()].map((day, index) => (index % 2 === 0 ? day[0]! : day.at(-1)!));
  const rest = slots.filter((slot) => !chosen.includes(slot));
  return [...chosen, ...rest].slice(0, count).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** Tells the client's worker of something that needs no answer; nothing when there is no worker. */
export function tellWorker(
  file: Pick<AppointmentFile, 'id' | 'worker'>,
  key: string,
  line: Text,
): SayEffect[] {
  if (file.worker === null) return [];
  return [
    {
      do: 'say',
      to: { person: file.worker.personId },
      paragraphs: [line],
      kind: 'appointment',
      proactive: true,
      about: groupOf(file.id),
      key,
    },
  ];
}

/** Who gets a task about this client: the worker, else the first on call; null when there is nobody. */
export function whoCares(file: Pick<AppointmentFile, 'worker'>, context: TurnContext): string | null {
  return file.worker?.personId ?? context.facts.station().onCall[0]?.personId ?? null;
}
