import type { CrisisFacts } from '../../flows/crisis/facts.js';
import { nightPurposes, purposesFor, variants, type Variant } from '../../flows/crisis/variants.js';
import { minutesOf, localParts, toInstant } from '../../scheduler/zone/index.js';
import { numbersOf } from '../crisis/cards.js';
import { ownHotlines } from '../crisis/hotlines.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { alertFacts, mayWorkAlerts } from './crisis-alert.js';
import { emergencyLoaders, isFamilyOfMinor, isMinor } from './crisis-emergency.js';

const day = 24 * 3_600_000;
const oneLookMs = 3_600_000;

/** Loaders of the crisis path. */
export const crisisLoaders: Pick<FactLoaders, keyof CrisisFacts> = {
  ...emergencyLoaders,

  async crew({ tx, station }) {
    const ids = station.onCall.map((member) => member.personId);
    const contacts = await tx.prisma.contact.findMany({ where: { personId: { in: ids }, state: 'active' } });
    const reached = new Set(contacts.map((contact) => contact.personId));
    return station.onCall.map((member) => ({ ...member, reachable: reached.has(member.personId) }));
  },

  officeHours: (scope) => Promise.resolve(officeHours(scope)),

  async openAlert(scope, contactId) {
    if (contactId !== scope.me.contactId) return null;
    // One episode however many addresses they write from; a "no" is remembered for as long.
    const alert = await scope.tx.prisma.alert.findFirst({
      where: {
        contactId: { in: await ownContacts(scope) },
        OR: [{ closedAt: null }, { state: 'declined' }],
        lastAt: { gte: new Date(scope.now.getTime() - day) },
      },
      orderBy: { openedAt: 'desc' },
    });
    return alert === null ? null : alertFacts(scope, alert);
  },

  async alert(scope, alertId) {
    const alert = await scope.tx.prisma.alert.findUnique({ where: { id: alertId } });
    if (alert === null) return null;
    if ((await ownContacts(scope)).includes(alert.contactId)) return alertFacts(scope, alert);
    if (!mayWorkAlerts(scope) || alert.stationId !== scope.station.id) return null;
    const isOurs = scope.me.personId === null;
    if (!isOurs && (alert.state === 'asked' || alert.state === 'declined')) return null;
    if (!isOurs && alert.personId !== null) {
      const read = { readerId: scope.me.personId!, personId: alert.personId, what: 'alert', at: scope.now };
      // A tap after the other on one alert is one look; the client asks who looked, not how often a button was pressed.
      const since = { gte: new Date(scope.now.getTime() - oneLookMs) };
      if ((await scope.tx.prisma.accessLog.count({ where: { ...read, at: since } })) === 0)
        await scope.tx.prisma.accessLog.create({ data: read });
    }
    return alertFacts(scope, alert);
  },

  async openAlerts(scope) {
    if (!mayWorkAlerts(scope)) return [];
    const alerts = await scope.tx.prisma.alert.findMany({
      where: { stationId: scope.station.id, state: { in: ['open', 'acknowledged', 'contacted'] } },
      orderBy: { openedAt: 'asc' },
    });
    return Promise.all(alerts.map((alert) => alertFacts(scope, alert)));
  },

  async crisisSubject(scope, personId) {
    if (!(await mayKnow(scope, personId))) return null;
    const { prisma } = scope.tx;
    const person = await prisma.person.findUnique({ where: { id: personId } });
    if (person === null || person.endedAt !== null) return null;
    const enrolment = await prisma.enrolment.findUnique({ where: { personId } });
    const shares = await prisma.consent.findFirst({
      where: {
        personId,
        scope: 'share.signals',
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: scope.now } }],
      },
    });
    return {
      personId,
      alias: person.alias,
      role: person.role,
      worker: await workerOf(scope, person.workerId),
      choice: enrolment === null ? null : enrolment.crisisChoice === 'tell' ? 'tell' : 'ask',
      sharesSignals: shares !== null,
      appointments: await prisma.appointment.findMany({
        where: {
          personId,
          state: 'planned',
          startsAt: { gte: scope.now, lte: new Date(scope.now.getTime() + day) },
        },
        select: { id: true, startsAt: true },
        orderBy: { startsAt: 'asc' },
      }),
    };
  },

  async linkedClients(scope) {
    const { personId } = scope.me;
    if (personId === null) return [];
    const links = await scope.tx.prisma.familyLink.findMany({ where: { familyId: personId, endedAt: null } });
    return links.map((link) => link.clientId);
  },

  hotlines(scope, variant, level, about = scope.me.role === 'family' ? 'other' : 'self') {
    const known = variants.find((one): one is Variant => one === variant);
    const { personId } = scope.me;
    const minor = about === 'other' ? isFamilyOfMinor(scope.tx, personId) : isMinor(scope.tx, personId);
    const purposes =
      known === undefined
        ? nightPurposes
        : purposesFor(level === '3' ? 3 : level === '2' ? 2 : 1, known, minor);
    const choice = { locale: scope.me.locale, purposes };
    return Promise.resolve(numbersOf(scope.deps.locales, ownHotlines(), choice, scope.station, scope.now));
  },
};

function officeHours({ now, station, deps }: FactScope): { open: boolean; nextAt: Date } {
  const { date, weekday, minutes } = localParts(now, station.zone);
  const spans = station.hours.filter((span) => span.weekday === weekday);
  const isOpen = (spans.length === 0 && weekday > 5 ? [spanOf(station.hours, weekday)] : spans).some(
    (span) => minutesOf(span.from) <= minutes && minutes < minutesOf(span.to),
  );
  const today = spanOf(station.hours, weekday);
  const isBefore = deps.calendar.isWorkingDay(date) && minutes < minutesOf(today.from);
  const next = isBefore ? date : deps.calendar.addWorkingDays(date, 1);
  const nextWeekday = localParts(toInstant(next, '12:00', station.zone), station.zone).weekday;
  return {
    open: isOpen && deps.calendar.isWorkingDay(date),
    nextAt: toInstant(next, spanOf(station.hours, nextWeekday).from, station.zone),
  };
}

/** A make-up day falls on a weekend that the station names no hours for: then it is worked like the first day that has some. */
function spanOf(hours: FactScope['station']['hours'], weekday: number): { from: string; to: string } {
  return hours.find((one) => one.weekday === weekday) ?? hours[0] ?? { from: '09:00', to: '17:00' };
}

/** Every address of the viewer, this one included. */
async function ownContacts({ me, tx }: FactScope): Promise<string[]> {
  if (me.personId === null) return me.contactId === '' ? [] : [me.contactId];
  const contacts = await tx.prisma.contact.findMany({
    where: { personId: me.personId },
    select: { id: true },
  });
  return [...new Set([me.contactId, ...contacts.map((contact) => contact.id)])];
}

/** Themselves, the system, and their linked family: a report must not depend on a consent that was never asked. */
async function mayKnow({ me, tx }: FactScope, personId: string): Promise<boolean> {
  if (me.personId === personId) return true;
  if (me.personId === null) return me.role === 'operator';
  const link = await tx.prisma.familyLink.findFirst({
    where: { clientId: personId, familyId: me.personId, endedAt: null },
  });
  return link !== null;
}

async function workerOf({ tx }: FactScope, workerId: string | null) {
  if (workerId === null) return null;
  const worker = await tx.prisma.person.findUnique({ where: { id: workerId } });
  if (worker === null || worker.endedAt !== null) return null;
  const contact = await tx.prisma.contact.findFirst({ where: { personId: workerId, state: 'active' } });
  return { personId: worker.id, alias: worker.alias, reachable: contact !== null };
}
