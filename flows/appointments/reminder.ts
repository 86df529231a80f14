import { familyAppointmentEffects } from '../family/appointments.js';
import type { Line } from '../notes/lines.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, TurnContext } from '../engine/types.js';
import { announcement, cantCome } from './announce.js';
import { textArg } from './args.js';
import type { AppointmentFile } from './facts.js';
import { isAhead, when } from './parts.js';

const leads = ['3d', '1d', '2h'];

/**
 * The reminder of an appointment as one discreet sentence: when, never what for or where. Null when nothing may be
 * said: a random call-up is never reminded of, before or after it was told.
 */
export function reminderLine(file: AppointmentFile, args: JsonObject): Text | null {
  if (file.origin === 'random') return null;
  const lead = textArg(args, 'lead');
  const key = leads.includes(lead) ? lead : 'plain';
  return text(`appointments:reminder.${key}`, { when: when(file.startsAt) });
}

/** The reminder as a line of the day's check-in, with "can't come". Null when the appointment does not stand. */
export function appointmentLine(args: JsonObject, context: TurnContext): Line | null {
  const file = context.facts.appointment(textArg(args, 'appointmentId'));
  const line = isAhead(file, context.now) ? reminderLine(file, args) : null;
  return line === null ? null : { text: line, options: [cantCome(textArg(args, 'appointmentId'))] };
}

/** T−3 days, T−1 day, T−2 hours to the client; to the family with F2 once, the day before, under a neutral name. */
export const appointmentReminder = announcement({
  id: 'appointment-reminder',
  roles: ['client', 'family'],
  line: reminderLine,
  other: (file, args, context) =>
    familyAppointmentEffects({
      appointmentId: file.id,
      clientId: file.personId,
      familyIds: context.me.personId === null ? [] : [context.me.personId],
      startsAt: file.startsAt,
      news: textArg(args, 'lead'),
    }),
});

/** The worker has made an appointment: the client is told and may say no. */
export const appointmentBooked = announcement({
  id: 'appointment-booked',
  roles: ['client'],
  line: (file) =>
    text('appointments:booked.client', { when: when(file.startsAt), worker: file.worker?.alias ?? '' }),
});
