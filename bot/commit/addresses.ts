import type { Tx } from '../../prisma/client.js';

/** All addresses of a person but one. */
export async function othersOf(tx: Tx, personId: string, contactId: string): Promise<string[]> {
  const rows = await tx.prisma.contact.findMany({ where: { personId, id: { not: contactId } } });
  return rows.map((row) => row.id);
}

/**
 * Cuts addresses off from their person: whoever holds the phone is a stranger there from now on. Open questions,
 * buttons and whatever waits to go out there are gone, crisis messages too: they name people.
 */
export async function cutOff(tx: Tx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  const where = { contactId: { in: [...contactIds] } };
  await tx.prisma.session.deleteMany({ where });
  await tx.prisma.button.deleteMany({ where });
  await tx.prisma.outbox.updateMany({
    where: { ...where, state: { in: ['queued', 'errored', 'held'] } },
    data: { state: 'cancelled', error: 'address-cut-off' },
  });
  await tx.prisma.contact.updateMany({
    where: { id: { in: [...contactIds] } },
    data: { personId: null, preferred: false },
  });
}
