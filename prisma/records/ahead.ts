import type { Contact, Session } from '../generated/sqlite/client.js';
import type { ReadSql } from '../client.js';
import { keepGrouped } from './keep.js';
import { contacts, enrolments, firstTheBest, mutes, people, sessions } from './tables.js';

const ofThese = (column: string) => `"${column}" IN (SELECT value FROM json_each(?))`;

/**
 * Reads what a turn with each of these people will ask for, all of them in a handful of statements, and keeps it: a wave
 * of check-ins is bound by how many statements a turn takes. Reading alone changes nothing, and what is kept is forgotten
 * with the first write to its table.
 */
export function readAhead(sql: ReadSql, personIds: readonly string[]): void {
  const ids = JSON.stringify(personIds);
  keepEach(sql, 'person', personIds, people.many(sql, ofThese('id'), ids), ({ id }) => id);
  keepEach(
    sql,
    'enrolment',
    personIds,
    enrolments.many(sql, ofThese('personId'), ids),
    (row) => row.personId,
  );
  const found = contacts.many(sql, `${ofThese('personId')} AND "state" = 'active' ${firstTheBest}`, ids);
  for (const contact of found) sql.keep('contact', contact.id, contact);
  const addresses = personIds.map(addressesKey);
  keepGrouped(sql, 'contact', addresses, found, (row) => addressesKey(row.personId ?? ''));
  keepSessions(sql, found);
  keepGrouped(sql, 'muted', personIds, mutes.many(sql, ofThese('personId'), ids), (row) => row.personId);
}

function keepEach<T>(
  sql: ReadSql,
  kind: 'person' | 'enrolment' | 'session',
  keys: readonly string[],
  rows: readonly T[],
  keyOf: (row: T) => string,
): void {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const key of keys) sql.keep(kind, key, byKey.get(key) ?? null);
}

/** The key under which the addresses of a person are kept, beside each contact under its own id. */
export const addressesKey = (personId: string): string => `of ${personId}`;

function keepSessions(sql: ReadSql, found: readonly Contact[]): void {
  const ids = found.map(({ id }) => id);
  const rows: Session[] = sessions.many(sql, ofThese('contactId'), JSON.stringify(ids));
  keepEach(sql, 'session', ids, rows, ({ contactId }) => contactId);
}
