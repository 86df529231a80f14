import type { Recipient } from '../../flows/core-effects.js';
import { contactById, enrolmentOf, personById } from '../../prisma/records/index.js';
import { reachableAddresses } from '../turn/reach.js';
import type { Turn } from '../turn/types.js';

/** Where a message goes and in what language and zone it is written. */
export interface Addressee {
  readonly contactId: string;
  readonly personId: string | null;
  readonly bot: string;
  readonly locale: string;
  readonly zone: string;
}

/** The addresses of a recipient: the first that can be reached, all of them with `everywhere`. Stopped ones are left out. */
export function addressesOf(turn: Turn, to: Recipient, everywhere: boolean): Addressee[] {
  if (to === 'me') return turn.contact === null ? [] : [current(turn)];
  const contacts =
    'contact' in to
      ? known(turn, to.contact)
      : reachableAddresses(turn.deps, turn.tx.sql, to.person, turn.now);
  const chosen = everywhere ? contacts : contacts.slice(0, 1);
  return chosen.map((contact) => ({
    contactId: contact.id,
    personId: contact.personId,
    bot: contact.bot,
    ...manner(turn, contact.personId, contact.locale),
  }));
}

function known(turn: Turn, contactId: string) {
  const contact = contactById(turn.tx.sql, contactId);
  return contact?.state === 'active' ? [contact] : [];
}

function current(turn: Turn): Addressee {
  const contact = turn.contact!;
  const row = contactById(turn.tx.sql, contact.id);
  if (row === null) throw new Error('expected the contact of this turn, got none');
  const { locale, zone } = manner(turn, row.personId, row.locale);
  return { contactId: contact.id, personId: row.personId, bot: contact.bot, locale, zone };
}

function manner(turn: Turn, personId: string | null, fallback: string) {
  const { sql } = turn.tx;
  const person = personId === null ? null : personById(sql, personId);
  const enrolment = person?.role === 'client' ? enrolmentOf(sql, person.id) : null;
  return { locale: person?.locale ?? fallback, zone: enrolment?.zone ?? turn.station.zone };
}
