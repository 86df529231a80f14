import type { ReadSql } from '../client.js';
import type {
  Consent,
  Contact,
  Enrolment,
  OnCall,
  Person,
  RotaCover,
  RotaDay,
  Session,
  Station,
} from '../generated/sqlite/client.js';
import { readerOf } from './read.js';

const people = readerOf<Person>('Person', { createdAt: 'instant', endedAt: 'instant' });

const contacts = readerOf<Contact>('Contact', { preferred: 'flag', firstAt: 'instant', lastInAt: 'instant' });

const sessions = readerOf<Session>('Session', { frames: 'json', updatedAt: 'instant' });

const enrolments = readerOf<Enrolment>('Enrolment', {
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

const consents = readerOf<Consent>('Consent', {
  givenAt: 'instant',
  expiresAt: 'instant',
  revokedAt: 'instant',
});

const stations = readerOf<Station>('Station', {
  sites: 'json',
  hours: 'json',
  group: 'json',
  practice: 'flag',
  setUpAt: 'instant',
});

const onCall = readerOf<OnCall>('OnCall', {});
const rotaDays = readerOf<RotaDay>('RotaDay', {});
const rotaCovers = readerOf<RotaCover>('RotaCover', {
  startsAt: 'instant',
  endsAt: 'instant',
  createdAt: 'instant',
});
const here = '"personId" IN (SELECT "id" FROM "Person" WHERE "endedAt" IS NULL)';

/** A person, or null. */
export function personById(sql: ReadSql, id: string): Person | null {
  return sql.kept(`person ${id}`, () => people.first(sql, '"id" = ?', id));
}

/** The enrolment of a person, or null. */
export function enrolmentOf(sql: ReadSql, personId: string): Enrolment | null {
  return sql.kept(`enrolment ${personId}`, () => enrolments.first(sql, '"personId" = ?', personId));
}

/** The contact at an address, or null. */
export function contactAt(sql: ReadSql, bot: string, chat: string): Contact | null {
  return contacts.first(sql, '"bot" = ? AND "chat" = ?', bot, chat);
}

/** A contact, or null. */
export function contactById(sql: ReadSql, id: string): Contact | null {
  return contacts.first(sql, '"id" = ?', id);
}

/** Where a person can be written to: the preferred address first, then where they wrote last. */
export function addressesOfPerson(sql: ReadSql, personId: string): Contact[] {
  const order = 'ORDER BY "preferred" DESC, "lastInAt" DESC';
  return contacts.all(sql, `"personId" = ? AND "state" = 'active' ${order}`, personId);
}

/** Where a person wrote last, of what they can be written to; null when they have no address. */
export function lastHeardOf(sql: ReadSql, personId: string): Contact | null {
  return contacts.first(
    sql,
    `"personId" = ? AND "state" = 'active' ORDER BY "lastInAt" DESC LIMIT 1`,
    personId,
  );
}

/** The conversation with a contact, or null. */
export function sessionOf(sql: ReadSql, contactId: string): Session | null {
  return sessions.first(sql, '"contactId" = ?', contactId);
}

/** What a person has agreed to and not taken back, as far as it has not run out. */
export function consentsOfPerson(sql: ReadSql, personId: string, now: Date): Consent[] {
  const running = '"revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ?)';
  return consents.all(sql, `"personId" = ? AND ${running}`, personId, now);
}

/** The station of this deployment, or null before set-up. */
export function theStation(sql: ReadSql): Station | null {
  return sql.kept('station', () => stations.first(sql, 'true LIMIT 1'));
}

/** Who is woken, in order; the alias is empty when the person is gone. */
export function onCallOrder(
  sql: ReadSql,
  stationId: string,
): { position: number; personId: string; alias: string }[] {
  return sql.kept(`on call ${stationId}`, () =>
    sql.all(
      `SELECT "position", "personId", COALESCE("alias", '') AS "alias" FROM "OnCall" LEFT JOIN "Person" ON "id" = "personId"
     WHERE "OnCall"."stationId" = ? ORDER BY "position"`,
      stationId,
    ),
  );
}

/** What the rota is made of: the order of set-up, the week plan, and who has agreed to stand in; nobody who has left. */
export function rotaRecords(
  sql: ReadSql,
  stationId: string,
): { readonly base: OnCall[]; readonly week: RotaDay[]; readonly covers: RotaCover[] } {
  return sql.kept(`rota ${stationId}`, () => ({
    base: onCall.all(sql, `"stationId" = ? AND ${here} ORDER BY "position"`, stationId),
    week: rotaDays.all(sql, `"stationId" = ? AND ${here}`, stationId),
    covers: rotaCovers.all(sql, `"stationId" = ? AND "state" = 'agreed' AND ${here}`, stationId),
  }));
}
