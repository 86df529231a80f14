import type { StationFacts } from '../../flows/core-facts.js';
import type { Me, Role } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';
import { contactAt, enrolmentOf, personById, theStation } from '../../prisma/records/index.js';
import type { Address } from '../channels/channel.js';
import type { TurnContact } from './types.js';

/** The system itself: opens due rows that are nobody's conversation. It may look at every file without a log entry. */
export const systemRole: Role = 'operator';

/** Who is in the conversation. A client's zone is their own; everybody else's is the station's. */
export function meOf(tx: Tx, contact: TurnContact | null, station: StationFacts): Me {
  if (contact === null) {
    return {
      contactId: '',
      personId: null,
      role: systemRole,
      alias: '',
      locale: station.locale,
      zone: station.zone,
    };
  }
  const person = contact.personId === null ? null : personById(tx.sql, contact.personId);
  const isKnown = person !== null && person.endedAt === null;
  const enrolment = isKnown && person.role === 'client' ? enrolmentOf(tx.sql, person.id) : null;
  return {
    contactId: contact.id,
    personId: isKnown ? person.id : null,
    role: isKnown ? (person.role as Role) : 'stranger',
    alias: isKnown ? person.alias : '',
    locale: isKnown ? person.locale : contact.locale,
    zone: enrolment?.zone ?? station.zone,
  };
}

/** The contact behind an address; made (unclaimed) when it writes for the first time. */
export async function contactOf(
  tx: Tx,
  address: Address,
  language: string | null,
  id: () => string,
  now: Date,
): Promise<TurnContact> {
  const known = contactAt(tx.sql, address.bot, address.chat);
  if (known !== null) {
    tx.sql.run(`UPDATE "Contact" SET "lastInAt" = ?, "state" = 'active' WHERE "id" = ?`, now, known.id);
    return known;
  }
  const locale = localeFor(tx, language);
  const data = {
    id: id(),
    ...address,
    personId: null,
    locale,
    state: 'active',
    preferred: true,
    firstAt: now,
    lastInAt: now,
  };
  return tx.prisma.contact.create({ data: { ...data, bot: address.bot, chat: address.chat } });
}

/** What the app says; where it says nothing (WeChat), what the unit speaks. */
function localeFor(tx: Tx, language: string | null): string {
  if (language !== null) return language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  return theStation(tx.sql)?.locale ?? 'zh-CN';
}
