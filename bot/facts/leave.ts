import type { LeaveFacts, LeaveLookUps } from '../../flows/leave/facts.js';
import type { Leave } from '../../prisma/generated/sqlite/client.js';
import { addDays, daysBetween, toInstant } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayRead } from './access.js';

/** When somebody is asked whether they are back. */
const backTime = '10:00';

/** Loaders of leave. */
export const leaveLoaders: Pick<FactLoaders, keyof LeaveLookUps> = {
  async leave(scope, id) {
    const row = await scope.tx.prisma.leave.findUnique({ where: { id } });
    if (row === null || !(await mayRead(scope, row.personId, 'file'))) return null;
    return factsOf(scope, row);
  },

  async myLeave(scope) {
    const { me, tx } = scope;
    if (me.personId === null) return null;
    const row = await tx.prisma.leave.findFirst({
      where: { personId: me.personId, state: { in: ['asked', 'approved'] } },
      orderBy: { askedAt: 'desc' },
    });
    return row === null ? null : factsOf(scope, row);
  },
};

async function factsOf({ tx, station, now }: FactScope, row: Leave): Promise<LeaveFacts> {
  const { prisma } = tx;
  const person = await prisma.person.findUniqueOrThrow({ where: { id: row.personId } });
  const worker =
    person.workerId === null ? null : await prisma.person.findUnique({ where: { id: person.workerId } });
  const enrolment = await prisma.enrolment.findUnique({ where: { personId: row.personId } });
  const zone = enrolment?.zone ?? station.zone;
  const planned = await prisma.appointment.findMany({
    where: {
      personId: row.personId,
      state: 'planned',
      startsAt: {
        gte: toInstant(row.fromDay, '00:00', zone),
        lt: toInstant(addDays(row.toDay, 1), '00:00', zone),
      },
      OR: [{ releaseAt: null }, { releaseAt: { lte: now } }],
    },
    orderBy: { startsAt: 'asc' },
    select: { id: true, startsAt: true, origin: true },
  });
  return {
    id: row.id,
    personId: row.personId,
    alias: person.alias,
    fromDay: row.fromDay,
    toDay: row.toDay,
    days: daysBetween(row.fromDay, row.toDay) + 1,
    away: row.away,
    state: row.state as LeaveFacts['state'],
    worker: worker === null ? null : { personId: worker.id, alias: worker.alias },
    backAt: toInstant(addDays(row.toDay, 1), backTime, zone),
    appointments: planned,
  };
}
