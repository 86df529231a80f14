import type { LeaveDesk, LeaveFacts, LeaveLookUps } from '../../flows/leave/facts.js';
import type { Leave } from '../../prisma/generated/sqlite/client.js';
import { addressesOfPerson, personById } from '../../prisma/records/index.js';
import { addDays, daysBetween, toInstant } from '../../scheduler/zone/index.js';
import { standInsAt } from '../rota/away.js';
import { rotaRows } from '../rota/rows.js';
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

  leaveDesk: (scope) => Promise.resolve(deskOf(scope)),

  async leaveWaiting({ tx, me, station, now }, personId) {
    if (me.personId !== null) return [];
    const tasks = await tx.prisma.task.findMany({
      where: {
        kind: 'leave',
        closedAt: null,
        assigneeId: { in: standsInFor({ tx, station, now }, personId) },
      },
      orderBy: { createdAt: 'asc' },
    });
    return tasks.map(({ id, clientId }) => ({
      taskId: id,
      alias: personById(tx.sql, clientId ?? '')?.alias ?? '',
    }));
  },
};

/** For whom this person stands in at this moment. */
export function standsInFor({ tx, station, now }: Where, personId: string): string[] {
  const standIns = standInsAt(rotaRows(tx.sql, station.id), now, station.zone);
  return [...standIns].flatMap(([away, standIn]) => (standIn === personId ? [away] : []));
}

type Where = Pick<FactScope, 'tx' | 'station' | 'now'>;

function deskOf(scope: FactScope): LeaveDesk | null {
  const { tx, me, station, now } = scope;
  const workerId = me.personId === null ? null : (personById(tx.sql, me.personId)?.workerId ?? null);
  const worker = workerId === null ? null : personById(tx.sql, workerId);
  const isThere = (personId: string) =>
    personById(tx.sql, personId)?.endedAt === null && addressesOfPerson(tx.sql, personId).length > 0;
  const standIn = standInsAt(rotaRows(tx.sql, station.id), now, station.zone).get(workerId ?? '');
  const own = worker === null ? [] : [worker.id];
  const onCall = station.onCall.filter(({ position }) => position < 3).map(({ personId }) => personId);
  const wanted = [...(standIn === undefined ? own : [standIn]), ...onCall, ...own];
  // Where nobody can be reached it lies with whose it is, and in the list of what lies.
  const personId = wanted.find(isThere) ?? own[0] ?? onCall[0];
  if (personId === undefined) return null;
  const alias = personById(tx.sql, personId)?.alias ?? '';
  return { personId, alias, standsInFor: worker === null || worker.id === personId ? null : worker.alias };
}

async function factsOf({ tx, station, now }: FactScope, row: Leave): Promise<LeaveFacts> {
  const { prisma } = tx;
  const person = await prisma.person.findUniqueOrThrow({ where: { id: row.personId } });
  const worker =
    person.workerId === null ? null : await prisma.person.findUnique({ where: { id: person.workerId } });
  const task = await prisma.task.findUnique({ where: { key: `leave:${row.id}` } });
  const asked = task === null ? worker : personById(tx.sql, task.assigneeId);
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
    asked: asked === null ? null : { personId: asked.id, alias: asked.alias },
    backAt: toInstant(addDays(row.toDay, 1), backTime, zone),
    appointments: planned,
  };
}
