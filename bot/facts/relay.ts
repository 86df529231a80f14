import type { RelayFacts, RelayName, RelayPair } from '../../flows/relay/facts.js';
import type { Person } from '../../prisma/generated/sqlite/client.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';

const staffRoles = ['worker', 'supervisor'];

/** Loaders of the relay: who may write to whom, and under what name. */
export const relayLoaders: Pick<FactLoaders, keyof RelayFacts> = {
  async relay(scope, personId) {
    const me = scope.me.personId === null ? null : await personOf(scope, scope.me.personId);
    const other = await personOf(scope, personId);
    if (me === null || other === null || isStaff(me) === isStaff(other)) return null;
    const [to, from] = [await nameOf(scope, other), await nameOf(scope, me)];
    if (to === null || from === null) return null;
    return { to: { ...to, personId: other.id }, from, reach: await reachOf(scope, other) };
  },

  async myWorker(scope) {
    const { me, tx, station } = scope;
    if (me.personId === null) return null;
    const link =
      me.role === 'family'
        ? await tx.prisma.familyLink.findFirst({ where: { familyId: me.personId, endedAt: null } })
        : null;
    const client = await personOf(scope, link?.clientId ?? me.personId);
    // Nobody is left without a person: whoever is on call stands in, the operator (position 3) never.
    const order = [
      client?.workerId,
      ...station.onCall.filter((one) => one.position < 3).map((one) => one.personId),
    ];
    for (const id of order) {
      const worker = id == null ? null : await personOf(scope, id);
      if (worker !== null && isStaff(worker)) return worker.id;
    }
    return null;
  },
};

/** A person of this station who has not ended. */
async function personOf({ tx, station }: FactScope, id: string): Promise<Person | null> {
  const person = await tx.prisma.person.findUnique({ where: { id } });
  return person === null || person.endedAt !== null || person.stationId !== station.id ? null : person;
}

function isStaff(person: Person): boolean {
  return staffRoles.includes(person.role);
}

async function nameOf({ tx, now }: FactScope, person: Person): Promise<RelayName | null> {
  const { alias } = person;
  if (isStaff(person)) return { alias, role: 'staff', day: null, of: null };
  if (person.role === 'client') {
    const enrolment = await tx.prisma.enrolment.findUnique({ where: { personId: person.id } });
    const day =
      enrolment === null ? null : daysBetween(enrolment.releaseOn, localParts(now, enrolment.zone).date);
    return { alias, role: 'client', day, of: null };
  }
  const link = await tx.prisma.familyLink.findFirst({ where: { familyId: person.id, endedAt: null } });
  const client = link === null ? null : await tx.prisma.person.findUnique({ where: { id: link.clientId } });
  return client === null || person.role !== 'family'
    ? null
    : { alias, role: 'family', day: null, of: client.alias };
}

async function reachOf({ tx }: FactScope, person: Person): Promise<RelayPair['reach']> {
  const enrolment = await tx.prisma.enrolment.findUnique({ where: { personId: person.id } });
  if (enrolment?.state === 'stopped') return 'stopped';
  const contact = await tx.prisma.contact.findFirst({ where: { personId: person.id, state: 'active' } });
  return contact === null ? 'no-address' : 'ok';
}
