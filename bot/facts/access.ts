import type { FactScope } from '../turn/facts.js';

const staffRoles = ['worker', 'supervisor'];

/**
 * Whether this viewer may look at this client, and the trace of it: a client sees their own file, staff of the
 * station see its clients and each read is logged (once a turn and kind), everybody else sees nothing.
 */
export async function mayRead(scope: FactScope, personId: string, what: string): Promise<boolean> {
  const { me, tx, now } = scope;
  if (me.personId === personId) return true;
  if (me.personId === null) return me.role === 'operator';
  if (!staffRoles.includes(me.role)) return false;
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  if (person === null || person.stationId !== scope.station.id) return false;
  await tx.prisma.accessLog.create({ data: { readerId: me.personId, personId, what, at: now } });
  return true;
}
