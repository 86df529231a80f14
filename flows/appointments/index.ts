import type { Flow } from '../engine/types.js';
import { addLine } from '../notes/lines.js';
import { appointmentPlace } from './announce.js';
import { book } from './book.js';
import { callUp } from './call-up.js';
import { cantComeFlow, rebook } from './cant-come.js';
import { appointmentMarked, mark, markReminder } from './mark.js';
import { myAppointments } from './mine.js';
import { appointmentBooked, appointmentReminder } from './reminder.js';

import { appointmentLine } from './reminder.js';

export { appointmentLine, reminderLine } from './reminder.js';

// The line is known to the check-in as soon as the flows are: both come from this file.
addLine('appointment-reminder', appointmentLine);

/** Appointments: reminders, moving them, booking, how they went, random call-ups. */
export const appointmentFlows: readonly Flow[] = [
  appointmentReminder,
  appointmentBooked,
  appointmentPlace,
  appointmentMarked,
  cantComeFlow,
  rebook,
  myAppointments,
  book,
  mark,
  markReminder,
  callUp,
];
