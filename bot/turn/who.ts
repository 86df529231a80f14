import type { StationFacts } from '../../flows/core-facts.js';
import type { Me, Role } from '../../flows/engine/types.js';
import type { Tx } from '../../prisma/client.js';
import type { Address } from '../channels/channel.js';
import type { TurnContact } from './types.js';

/** The system itself: opens due rows that are nobody's conversation. It may look at every file without a log entry. */
export const systemRole: Role = 'operator';

/** Who is in the conversation. A client's zone is their own; everybody else's is the station's. */
export async function meOf(tx: Tx, contact: TurnContact | null, station: StationFacts): Promise<Me> {
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
  const person =
    contact.personId === null ? null : await tx.prisma.person.findUnique({ where: { id: contact.personId } });
  const me = { contactId: contact.id, locale: contact.locale, zone: station.zone };
  if (person === null || person.endedAt !== null)
    return { ...me, personId: null, role: 'stranger', alias: '' };
  const enrolment =
    person.role === 'client'
      ? await tx.prisma.enrolment.findUnique({ where: { personId: person.id } })
      : null;
  return {
    ...me,
    personId: person.id,
    role: person.role as Role,
    alias: person.alias,
    locale: person.locale,
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
  const where = { bot_chat: { bot: address.bot, chat: address.chat } };
  const known = await tx.prisma.contact.findUnique({ where });
  if (known !== null) {
    await tx.prisma.contact.update({ where, data: { lastInAt: now, state: 'active' } });
    return known;
  }
  const locale = await localeFor(tx, language);
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
async function localeFor(tx: Tx, language: string | null): Promise<string> {
  if (language !== null) return language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const station = await tx.prisma.station.findFirst({ select: { locale: true } });
  return station?.locale ?? 'zh-CN';
}
