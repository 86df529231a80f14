import type { Recipient } from '../../flows/core-effects.js';
import type { Turn } from '../turn/types.js';

/** Where a message goes and in what language and zone it is written. */
export interface Addressee {
  readonly contactId: string;
  readonly personId: string | null;
  readonly bot: string;
  readonly locale: string;
  readonly zone: string;
}

/** The addresses of a recipient: the preferred one first, all of them with `everywhere`. Stopped ones are left out. */
export async function addressesOf(turn: Turn, to: Recipient, everywhere: boolean): Promise<Addressee[]> {
  if (to === 'me') return turn.contact === null ? [] : [await current(turn)];
  const { prisma } = turn.tx;
  const where = 'contact' in to ? { id: to.contact } : { personId: to.person };
  const contacts = await prisma.contact.findMany({
    where: { ...where, state: 'active' },
    orderBy: [{ preferred: 'desc' }, { lastInAt: 'desc' }],
  });
  const chosen = everywhere ? contacts : contacts.slice(0, 1);
  return Promise.all(
    chosen.map(async (contact) => ({
      contactId: contact.id,
      personId: contact.personId,
      bot: contact.bot,
      ...(await manner(turn, contact.personId, contact.locale)),
    })),
  );
}

async function current(turn: Turn): Promise<Addressee> {
  const contact = turn.contact!;
  const row = await turn.tx.prisma.contact.findUniqueOrThrow({ where: { id: contact.id } });
  const { locale, zone } = await manner(turn, row.personId, row.locale);
  return { contactId: contact.id, personId: row.personId, bot: contact.bot, locale, zone };
}

async function manner(turn: Turn, personId: string | null, fallback: string) {
  const { prisma } = turn.tx;
  const person = personId === null ? null : await prisma.person.findUnique({ where: { id: personId } });
  const enrolment =
    person?.role === 'client' ? await prisma.enrolment.findUnique({ where: { personId: person.id } }) : null;
  return { locale: person?.locale ?? fallback, zone: enrolment?.zone ?? turn.station.zone };
}
