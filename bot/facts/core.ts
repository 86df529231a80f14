import type { CoreFacts, EnrolmentFacts } from '../../flows/core-facts.js';
import type { Enrolment } from '../../prisma/generated/sqlite/client.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayRead } from './access.js';

const day = 24 * 3_600_000;

/** Loaders of the facts that every capability uses. */
export const coreLoaders: Pick<FactLoaders, keyof CoreFacts> = {
  station: (scope) => Promise.resolve(scope.station),

  async client(scope, personId) {
    if (!(await mayRead(scope, personId, 'file'))) return null;
    const { prisma } = scope.tx;
    const person = await prisma.person.findUnique({ where: { id: personId } });
    if (person === null || person.role !== 'client' || person.endedAt !== null) return null;
    const worker =
      person.workerId === null ? null : await prisma.person.findUnique({ where: { id: person.workerId } });
    const enrolment = await prisma.enrolment.findUnique({ where: { personId } });
    return {
      personId,
      alias: person.alias,
      worker: worker === null ? null : { personId: worker.id, alias: worker.alias },
      enrolment: enrolment === null ? null : enrolmentFacts(enrolment, scope.now),
      consents: await consentsOf(scope, personId),
    };
  },

  async appointments(scope, personId) {
    if (!(await mayRead(scope, personId, 'appointments'))) return [];
    const rows = await scope.tx.prisma.appointment.findMany({
      where: { personId, startsAt: { gte: new Date(scope.now.getTime() - 30 * day) } },
      orderBy: { startsAt: 'asc' },
    });
    const visible = scope.me.role === 'client' || scope.me.role === 'family';
    return rows.filter((row) => !visible || row.releaseAt === null || row.releaseAt <= scope.now);
  },

  async answers(scope, personId) {
    if (scope.me.personId !== personId) return [];
    const rows = await scope.tx.prisma.answer.findMany({
      where: { personId, at: { gte: new Date(scope.now.getTime() - 14 * day) } },
      orderBy: { at: 'desc' },
    });
    return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
  },
};

function enrolmentFacts(row: Enrolment, now: Date): EnrolmentFacts {
  return {
    ...row,
    state: row.state as EnrolmentFacts['state'],
    crisisChoice: row.crisisChoice as EnrolmentFacts['crisisChoice'],
    preview: row.preview as EnrolmentFacts['preview'],
    day: daysBetween(row.releaseOn, localParts(now, row.zone).date),
  };
}

async function consentsOf(scope: FactScope, personId: string) {
  const rows = await scope.tx.prisma.consent.findMany({
    where: { personId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: scope.now } }] },
  });
  const ids = rows.flatMap((row) => (row.toPersonId === null ? [] : [row.toPersonId]));
  const people = await scope.tx.prisma.person.findMany({ where: { id: { in: ids } } });
  const aliasOf = new Map(people.map((person) => [person.id, person.alias]));
  return rows.map((row) => ({
    ...row,
    toAlias: row.toPersonId === null ? null : (aliasOf.get(row.toPersonId) ?? null),
  }));
}
