import type { Contact, Session } from '../generated/sqlite/client.js';
import type { ReadSql } from '../client.js';
import { contacts, enrolments, firstTheBest, people, sessions } from './tables.js';

const ofThese = (column: string) => `"${column}" IN (SELECT value FROM json_each(?))`;

/**
 * Reads what a turn with each of these people will ask for, all of them in a handful of statements, and keeps it: a wave
 * of check-ins is bound by how many statements a turn takes. Reading alone changes nothing, and what is kept is forgotten
 * with the first write to its table.
 */
export function readAhead(sql: ReadSql, personIds: readonly string[]): void {
  const ids = JSON.stringify(personIds);
  keepEach(sql, 'person', personIds, people.all(sql, ofThese('id'), ids), ({ id }) => id);
  keepEach(sql, 'enrolment', personIds, enrolments.all(sql, ofThese('personId'), ids), (row) => row.personId);
  const found = contacts.all(sql, `${ofThese('personId')} AND "state" = 'active' ${firstTheBest}`, ids);
  keepAddresses(sql, personIds, found);
  keepSessions(sql, found);
  keepMuted(sql, personIds, ids);
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

function keepAddresses(sql: ReadSql, personIds: readonly string[], found: readonly Contact[]): void {
  const byPerson = new Map<string, Contact[]>(personIds.map((id) => [id, []]));
  for (const contact of found) {
    byPerson.get(contact.personId ?? '')?.push(contact);
    sql.keep('contact', contact.id, contact);
  }
  for (const [personId, contacts] of byPerson) sql.keep('contact', `of ${personId}`, contacts);
}

function keepSessions(sql: ReadSql, found: readonly Contact[]): void {
  const ids = found.map(({ id }) => id);
  const rows: Session[] = sessions.all(sql, ofThese('contactId'), JSON.stringify(ids));
  keepEach(sql, 'session', ids, rows, ({ contactId }) => contactId);
}

function keepMuted(sql: ReadSql, personIds: readonly string[], ids: string): void {
  const muted = new Map<string, Set<string>>(personIds.map((id) => [id, new Set()]));
  const rows = sql.all<{ personId: string; category: string }>(
    `SELECT "personId","category" FROM "Muted" WHERE ${ofThese('personId')}`,
    ids,
  );
  for (const { personId, category } of rows) muted.get(personId)?.add(category);
  for (const [personId, categories] of muted) sql.keep('muted', personId, categories);
}
