import type { FamilyFacts, GrantFacts } from '../../flows/family/facts.js';
import { scopeOf } from '../../flows/family/scopes.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';

/** Loaders of the facts about family. What a client has granted is nobody's business but theirs. */
export const familyLoaders: Pick<FactLoaders, keyof FamilyFacts> = {
  async familyLinks(scope, clientId) {
    if (!isSelfOrSystem(scope, clientId)) return [];
    const { prisma } = scope.tx;
    const links = await prisma.familyLink.findMany({
      where: { clientId, endedAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    const ids = links.map((link) => link.familyId);
    const people = await prisma.person.findMany({ where: { id: { in: ids }, endedAt: null } });
    const contacts = await prisma.contact.findMany({ where: { personId: { in: ids } } });
    const grants = await grantsOf(scope, { personId: clientId });
    return links.flatMap((link) => {
      const person = people.find((one) => one.id === link.familyId);
      if (person === undefined) return [];
      const joined = contacts.some((contact) => contact.personId === person.id);
      const own = grants.filter((grant) => grant.toPersonId === person.id);
      return [{ familyId: person.id, alias: person.alias, joined, grants: own.map(grantOnly) }];
    });
  },

  async clientsOf(scope, familyId) {
    if (!isSelfOrSystem(scope, familyId)) return [];
    const { prisma } = scope.tx;
    const links = await prisma.familyLink.findMany({
      where: { familyId, endedAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    const family = await prisma.person.findUnique({ where: { id: familyId } });
    const clients = await prisma.person.findMany({
      where: { id: { in: links.map((link) => link.clientId) }, endedAt: null },
    });
    const workers = await prisma.person.findMany({
      where: { id: { in: clients.flatMap((client) => client.workerId ?? []) }, endedAt: null },
    });
    const grants = await grantsOf(scope, { toPersonId: familyId });
    return clients.map((client) => {
      const worker = workers.find((one) => one.id === client.workerId);
      return {
        clientId: client.id,
        alias: client.alias,
        called: family?.alias ?? '',
        worker: worker === undefined ? null : { personId: worker.id, alias: worker.alias },
        grants: grants.filter((grant) => grant.personId === client.id).map(grantOnly),
      };
    });
  },
};

function isSelfOrSystem({ me }: FactScope, personId: string): boolean {
  return me.personId === personId || (me.personId === null && me.role === 'operator');
}

type Grant = GrantFacts & { readonly personId: string; readonly toPersonId: string | null };

async function grantsOf(
  scope: FactScope,
  where: { personId: string } | { toPersonId: string },
): Promise<Grant[]> {
  const rows = await scope.tx.prisma.consent.findMany({
    where: { ...where, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: scope.now } }] },
    orderBy: { scope: 'asc' },
  });
  return rows.flatMap(({ scope: name, expiresAt, personId, toPersonId }) => {
    const known = scopeOf(name);
    return known === null || toPersonId === null ? [] : [{ scope: known, expiresAt, personId, toPersonId }];
  });
}

function grantOnly({ scope, expiresAt }: Grant): GrantFacts {
  return { scope, expiresAt };
}
