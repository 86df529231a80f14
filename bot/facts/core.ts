import type { CoreFacts, EnrolmentFacts } from '../../flows/core-facts.js';
import type { Enrolment } from '../../prisma/generated/sqlite/client.js';
import { consentsOfPerson, enrolmentOf, personById } from '../../prisma/records/index.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayRead } from './access.js';

const day = 24 * 3_600_000;

/** Loaders of the facts that every capability uses. */
export const coreLoaders: Pick<FactLoaders, keyof CoreFacts> = {
  station: (scope) => Promise.resolve(scope.station),

  async client(scope, personId) {
    if (!(await mayRead(scope, personId, 'file'))) return null;
    const { sql } = scope.tx;
    const person = personById(sql, personId);
    if (person === null || person.role !== 'client' || person.endedAt !== null) return null;
    const worker = person.workerId === null ? null : personById(sql, person.workerId);
    const enrolment = enrolmentOf(sql, personId);
    return {
      personId,
      alias: person.alias,
      worker: worker === null ? null : { personId: worker.id, alias: worker.alias },
      enrolment: enrolment === null ? null : enrolmentFacts(enrolment, scope.now),
      consents: consentsOf(scope, personId),
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

function consentsOf({ tx: { sql }, now }: FactScope, personId: string) {
  return consentsOfPerson(sql, personId, now).map((row) => ({
    ...row,
    toAlias: row.toPersonId === null ? null : (personById(sql, row.toPersonId)?.alias ?? null),
  }));
}
