import type {
  Appointment,
  Block,
  Consent,
  Contact,
  Enrolment,
  Leave,
  Muted,
  OnCall,
  Person,
  RotaCover,
  RotaDay,
  Session,
  Station,
} from '../generated/sqlite/client.js';
import { readerOf } from './read.js';

/** People, whatever their role. */
export const people = readerOf<Person>('Person', { createdAt: 'instant', endedAt: 'instant' });

/** Where people write from. */
export const contacts = readerOf<Contact>('Contact', {
  preferred: 'flag',
  firstAt: 'instant',
  lastInAt: 'instant',
});

/** Conversations, one a contact. */
export const sessions = readerOf<Session>('Session', { frames: 'json', updatedAt: 'instant' });

/** Enrolments, one a client. */
export const enrolments = readerOf<Enrolment>('Enrolment', {
  minor: 'flag',
  moves: 'json',
  lighter: 'flag',
  thirdYear: 'flag',
  enrolledAt: 'instant',
  pausedFrom: 'instant',
  pausedTo: 'instant',
  stoppedAt: 'instant',
  optedOutAt: 'instant',
  heldUntil: 'instant',
});

/** What was agreed to, taken back or not. */
export const consents = readerOf<Consent>('Consent', {
  givenAt: 'instant',
  expiresAt: 'instant',
  revokedAt: 'instant',
});

/** What was agreed or drawn, kept or not. */
export const appointments = readerOf<Appointment>('Appointment', {
  startsAt: 'instant',
  releaseAt: 'instant',
  createdAt: 'instant',
  markedAt: 'instant',
  request: 'json',
});

/** Leave, asked, decided or over. */
export const leaves = readerOf<Leave>('Leave', {
  away: 'flag',
  askedAt: 'instant',
  decidedAt: 'instant',
  returnedAt: 'instant',
});

/** The closer days after a lapse or a return. */
export const blocks = readerOf<Block>('Block', { openedAt: 'instant' });

/** Kinds of messages that were switched off. */
export const mutes = readerOf<Muted>('Muted', { at: 'instant' });

/** The station. */
export const stations = readerOf<Station>('Station', {
  sites: 'json',
  hours: 'json',
  group: 'json',
  practice: 'flag',
  setUpAt: 'instant',
});

/** The order of set-up. */
export const onCall = readerOf<OnCall>('OnCall', {});
/** The week plan. */
export const rotaDays = readerOf<RotaDay>('RotaDay', {});
/** Who stands in, asked or agreed. */
export const rotaCovers = readerOf<RotaCover>('RotaCover', {
  startsAt: 'instant',
  endsAt: 'instant',
  createdAt: 'instant',
});

/** The preferred address first, then where they wrote last. */
export const firstTheBest = 'ORDER BY "preferred" DESC, "lastInAt" DESC';
