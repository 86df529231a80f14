import type { CaseloadRow, ClientStatus } from '../../flows/staff/facts.js';
import type { Enrolment, Person } from '../../prisma/generated/sqlite/client.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import type { FactScope } from '../turn/facts.js';

/** A worker's own clients; a supervisor's are all of the station. Those who have ended are left out. */
export async function myClients({
  tx,
  me,
  station,
}: Pick<FactScope, 'tx' | 'me' | 'station'>): Promise<Person[]> {
  if (me.personId === null) return [];
  const own = me.role === 'supervisor' ? {} : { workerId: me.personId };
  return tx.prisma.person.findMany({
    where: { role: 'client', stationId: station.id, endedAt: null, ...own },
    orderBy: [{ alias: 'asc' }, { id: 'asc' }],
  });
}

/** These clients as rows of the list, in the same order. */
export async function caseloadRows(
  { tx, now }: FactScope,
  people: readonly Person[],
): Promise<CaseloadRow[]> {
  const { prisma } = tx;
  const personId = { in: people.map((person) => person.id) };
  const enrolments = await prisma.enrolment.findMany({ where: { personId } });
  const appointments = await prisma.appointment.findMany({
    where: {
      personId,
      state: 'planned',
      startsAt: { gt: now },
      OR: [{ releaseAt: null }, { releaseAt: { lte: now } }],
    },
    orderBy: { startsAt: 'desc' },
  });
  const changes = await prisma.statusChange.findMany({ where: { personId }, orderBy: [{ at: 'asc' }] });
  const contacts = await prisma.contact.findMany({
    where: { personId, lastInAt: { not: null } },
    orderBy: { lastInAt: 'asc' },
  });
  const silent = await prisma.task.findMany({
    where: { clientId: personId, closedAt: null, kind: { in: ['silence-call', 'silence-visit'] } },
  });
  const enrolmentOf = new Map(enrolments.map((row) => [row.personId, row]));
  const nextOf = new Map(appointments.map((row) => [row.personId, row.startsAt]));
  const statusOf = new Map(changes.map((row) => [row.personId, row.status as ClientStatus]));
  const heardOf = new Map(contacts.map((row) => [row.personId, row.lastInAt]));
  const isSilent = new Set(silent.map((task) => task.clientId));
  return people.map((person) => {
    const enrolment = enrolmentOf.get(person.id);
    return {
      personId: person.id,
      alias: person.alias,
      day:
        enrolment === undefined
          ? null
          : daysBetween(enrolment.releaseOn, localParts(now, enrolment.zone).date),
      state: stateOf(enrolment, now),
      status: statusOf.get(person.id) ?? 'in-contact',
      nextAt: nextOf.get(person.id) ?? null,
      isSilent: isSilent.has(person.id),
      lastContact: bucket(heardOf.get(person.id) ?? null, enrolment?.zone ?? 'UTC', now),
    };
  });
}

function stateOf(enrolment: Enrolment | undefined, now: Date): CaseloadRow['state'] {
  if (enrolment === undefined) return 'none';
  if (enrolment.state !== 'active') return enrolment.state as 'stopped' | 'completed';
  return isPaused(enrolment, now) ? 'paused' : 'active';
}

/** Whether everything that the bot begins is paused for this person. */
export function isPaused(
  { pausedFrom, pausedTo }: Pick<Enrolment, 'pausedFrom' | 'pausedTo'>,
  now: Date,
): boolean {
  return pausedFrom !== null && pausedFrom <= now && (pausedTo === null || pausedTo > now);
}

/** When somebody was last heard of, no finer than a worker needs. */
function bucket(heardAt: Date | null, zone: string, now: Date): CaseloadRow['lastContact'] {
  if (heardAt === null) return 'never';
  const days = daysBetween(localParts(heardAt, zone).date, localParts(now, zone).date);
  if (days <= 0) return 'today';
  return days <= 3 ? 'days' : days <= 7 ? 'week' : 'longer';
}
