import type { EmergencyFacts, OwnAlertFacts } from '../../flows/crisis/facts.js';
import { consentScope } from '../../flows/family/scopes.js';
import type { Alert } from '../../prisma/generated/sqlite/client.js';
import { enrolmentOf } from '../../prisma/records/index.js';
import { isViolenceFlagged } from '../crisis/violence.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { alertFacts, mayWorkAlerts } from './crisis-alert.js';

/** So many of their own episodes are shown. */
const mostOwn = 5;

/** Loaders of what the last resorts rest on: the family under F5, the number left, and the record of both. */
export const emergencyLoaders: Pick<
  FactLoaders,
  'emergency' | 'emergencyPhone' | 'minor' | 'ownPhone' | 'ownAlerts'
> = {
  async emergency(scope, alertId) {
    const found = await levelThree(scope, alertId);
    return found === null ? null : emergencyOf(scope, found.alert, found.clientId);
  },

  async emergencyPhone(scope, alertId) {
    const { tx, me, now } = scope;
    const found = await levelThree(scope, alertId);
    if (found === null || me.personId === null) return null;
    const phone = await tx.prisma.emergencyPhone.findUnique({ where: { personId: found.clientId } });
    if (phone === null) return null;
    await tx.prisma.accessLog.create({
      data: { readerId: me.personId, personId: found.clientId, what: 'phone', at: now },
    });
    return phone.number;
  },

  minor: ({ tx, me }) => Promise.resolve(isMinor(tx, me.personId)),

  async ownPhone({ tx, me }) {
    if (me.personId === null) return null;
    const phone = await tx.prisma.emergencyPhone.findUnique({ where: { personId: me.personId } });
    return phone?.number ?? null;
  },

  async ownAlerts(scope) {
    const { tx, me } = scope;
    if (me.personId === null) return [];
    const rows = await tx.prisma.alert.findMany({
      where: { personId: me.personId },
      orderBy: { openedAt: 'desc' },
      take: mostOwn,
    });
    return Promise.all(rows.map((row) => ownAlert(scope, row)));
  },
};

/** Whether a client is known to be under 18. */
export function isMinor({ sql }: Pick<FactScope['tx'], 'sql'>, personId: string | null): boolean {
  return personId !== null && enrolmentOf(sql, personId)?.minor === true;
}

/** Whether somebody is of the family of clients who are all known to be under 18. */
export function isFamilyOfMinor({ sql }: Pick<FactScope['tx'], 'sql'>, personId: string | null): boolean {
  const linked = sql.all<{ clientId: string }>(
    `SELECT "clientId" FROM "FamilyLink" WHERE "familyId" = ? AND "endedAt" IS NULL`,
    personId ?? '',
  );
  const known = linked.flatMap(({ clientId }) => enrolmentOf(sql, clientId) ?? []);
  return known.length > 0 && known.every(({ minor }) => minor);
}

interface Found {
  readonly alert: Alert;
  readonly clientId: string;
}

/** An open level 3 about a client themselves, for staff of the station and the system. */
async function levelThree(scope: FactScope, alertId: string): Promise<Found | null> {
  if (!mayWorkAlerts(scope)) return null;
  const alert = await scope.tx.prisma.alert.findUnique({ where: { id: alertId } });
  if (alert === null || alert.stationId !== scope.station.id) return null;
  const isOpen = ['open', 'acknowledged', 'contacted'].includes(alert.state);
  if (!isOpen || alert.level !== 3 || alert.personId === null) return null;
  const { who } = await alertFacts(scope, alert);
  const isTheirOwn = who.manner === 'client' || who.manner === 'reported';
  return isTheirOwn ? { alert, clientId: alert.personId } : null;
}

async function emergencyOf(scope: FactScope, alert: Alert, clientId: string): Promise<EmergencyFacts> {
  const { prisma } = scope.tx;
  const client = await prisma.person.findUnique({ where: { id: clientId } });
  const phone = await prisma.emergencyPhone.count({ where: { personId: clientId } });
  return {
    clientId,
    alias: client?.alias ?? '',
    withheld: await isViolenceFlagged(scope.tx, clientId),
    members: await membersOf(scope, alert, clientId),
    phone: phone > 0,
  };
}

async function membersOf(
  { tx, now }: FactScope,
  alert: Alert,
  clientId: string,
): Promise<EmergencyFacts['members']> {
  const { prisma } = tx;
  const links = await prisma.familyLink.findMany({
    where: { clientId, endedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const ids = links.map(({ familyId }) => familyId);
  const people = await prisma.person.findMany({ where: { id: { in: ids }, endedAt: null } });
  const contacts = await prisma.contact.findMany({ where: { personId: { in: ids }, state: 'active' } });
  const grants = await prisma.consent.findMany({
    where: {
      personId: clientId,
      toPersonId: { in: ids },
      scope: consentScope('F5'),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  const told = await prisma.decision.findMany({ where: { scope: `alert:${alert.id}`, step: 'family' } });
  const wrote = contacts.find(({ id }) => id === alert.contactId)?.personId;
  return people
    .filter(({ id }) => id !== wrote && contacts.some(({ personId }) => personId === id))
    .map(({ id, alias }) => ({
      familyId: id,
      alias,
      granted: grants.some(({ toPersonId }) => toPersonId === id),
      told: told.some(({ cycle }) => cycle === id),
    }));
}

async function ownAlert(scope: FactScope, alert: Alert): Promise<OwnAlertFacts> {
  const { told } = await alertFacts(scope, alert);
  const decisions = await scope.tx.prisma.decision.findMany({
    where: {
      scope: `alert:${alert.id}`,
      code: { in: ['crisis.family', 'crisis.break-glass', 'crisis.lowered'] },
    },
    orderBy: { at: 'asc' },
  });
  const ids = decisions.flatMap(({ cycle, personId }) => (personId === null ? [cycle] : [cycle, personId]));
  const people = await scope.tx.prisma.person.findMany({ where: { id: { in: ids } } });
  const alias = (id: string | null) => people.find((one) => one.id === id)?.alias ?? '';
  const reasonOf = (detail: unknown) => String((detail as { reason?: unknown }).reason);
  return {
    openedAt: alert.openedAt,
    state: alert.state as OwnAlertFacts['state'],
    outcome: alert.outcome,
    told,
    family: decisions
      .filter(({ code }) => code !== 'crisis.lowered')
      .map(({ code, cycle, personId, detail, at }) => {
        const isGlass = code === 'crisis.break-glass';
        return {
          alias: alias(cycle),
          at,
          by: isGlass ? alias(personId) : null,
          reason: isGlass ? reasonOf(detail) : null,
        };
      }),
    lowered: decisions
      .filter(({ code }) => code === 'crisis.lowered')
      .map(({ personId, detail, at }) => ({ by: alias(personId), at, reason: reasonOf(detail) })),
  };
}
