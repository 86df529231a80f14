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
import { addressesKey } from './ahead.js';
import {
  consents,
  contacts,
  enrolments,
  firstTheBest,
  onCall,
  people,
  rotaCovers,
  rotaDays,
  sessions,
  stations,
} from './tables.js';

export { readAhead } from './ahead.js';
export { appointmentsOfPerson, blocksOfPerson, leaveOfPerson, mutesOfPerson } from './plan.js';

const here = '"personId" IN (SELECT "id" FROM "Person" WHERE "endedAt" IS NULL)';

/** A person, or null. */
export function personById(sql: ReadSql, id: string): Person | null {
  return sql.kept('person', id, () => people.first(sql, '"id" = ?', id));
}

/** The enrolment of a person, or null. */
export function enrolmentOf(sql: ReadSql, personId: string): Enrolment | null {
  return sql.kept('enrolment', personId, () => enrolments.first(sql, '"personId" = ?', personId));
}

/** The contact at an address, or null. */
export function contactAt(sql: ReadSql, bot: string, chat: string): Contact | null {
  return contacts.first(sql, '"bot" = ? AND "chat" = ?', bot, chat);
}

/** A contact, or null. */
export function contactById(sql: ReadSql, id: string): Contact | null {
  return sql.kept('contact', id, () => contacts.first(sql, '"id" = ?', id));
}

/** Where a person can be written to: the preferred address first, then where they wrote last. */
export function addressesOfPerson(sql: ReadSql, personId: string): Contact[] {
  return sql.kept('contact', addressesKey(personId), () =>
    contacts.all(sql, `"personId" = ? AND "state" = 'active' ${firstTheBest}`, personId),
  );
}

/** Where a person wrote last, of what they can be written to; null when they have no address. */
export function lastHeardOf(sql: ReadSql, personId: string): Contact | null {
  const writtenAt = ({ lastInAt }: Contact) => lastInAt?.getTime() ?? 0;
  const [first, ...others] = addressesOfPerson(sql, personId);
  return others.reduce((last, one) => (writtenAt(one) > writtenAt(last) ? one : last), first!) ?? null;
}

/** The conversation with a contact, or null. */
export function sessionOf(sql: ReadSql, contactId: string): Session | null {
  return sql.kept('session', contactId, () => sessions.first(sql, '"contactId" = ?', contactId));
}

/** What a person has agreed to and not taken back, as far as it has not run out. */
export function consentsOfPerson(sql: ReadSql, personId: string, now: Date): Consent[] {
  const running = '"revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ?)';
  return consents.all(sql, `"personId" = ? AND ${running}`, personId, now);
}

/** The station of this deployment, or null before set-up. */
export function theStation(sql: ReadSql): Station | null {
  return sql.kept('station', '', () => stations.first(sql, 'true LIMIT 1'));
}

/** Who is woken, in order; the alias is empty when the person is gone. */
export function onCallOrder(
  sql: ReadSql,
  stationId: string,
): { position: number; personId: string; alias: string }[] {
  return sql.kept('rota', `on call ${stationId}`, () =>
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
  return sql.kept('rota', `plan ${stationId}`, () => ({
    base: onCall.all(sql, `"stationId" = ? AND ${here} ORDER BY "position"`, stationId),
    week: rotaDays.all(sql, `"stationId" = ? AND ${here}`, stationId),
    covers: rotaCovers.all(sql, `"stationId" = ? AND "state" = 'agreed' AND ${here}`, stationId),
  }));
}
