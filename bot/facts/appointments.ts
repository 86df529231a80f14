import type { AppointmentFile, AppointmentsFacts, Slot } from '../../flows/appointments/facts.js';
import { consentScope } from '../../flows/family/scopes.js';
import type { Appointment } from '../../prisma/generated/sqlite/client.js';
import { nextSlots, type SlotSite } from '../../scheduler/planner/index.js';
import { inQuietHours, localParts, toInstant } from '../../scheduler/zone/index.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayRead } from './access.js';

const minute = 60_000;
/** People at one site come so far apart that they do not meet at the door; the planner keeps the same distance. */
const staggerMs = 15 * minute;
const offered = 12;

/** Loaders of the facts about appointments. */
export const appointmentLoaders: Pick<FactLoaders, keyof AppointmentsFacts> = {
  async appointment(scope, id) {
    const row = await scope.tx.prisma.appointment.findUnique({ where: { id } });
    if (row === null) return null;
    const isTold = row.releaseAt === null || row.releaseAt <= scope.now;
    if (scope.me.role === 'family') return isTold ? timeOnly(scope, row) : null;
    if (!isTold && scope.me.role === 'client') return null;
    return (await mayRead(scope, row.personId, 'appointments')) ? fileOf(scope, row) : null;
  },

  async appointmentRequest(scope, personId) {
    if (!(await mayRead(scope, personId, 'appointments'))) return null;
    const rows = await scope.tx.prisma.appointment.findMany({
      where: { personId, state: { in: ['planned', 'missed'] } },
      orderBy: { startsAt: 'desc' },
    });
    const row = rows.find((one) => one.request !== null);
    if (row === undefined) return null;
    const { wish } = row.request as { wish?: string };
    return { appointmentId: row.id, startsAt: row.startsAt, kind: row.kind, wish: wish ?? '' };
  },

  async freeSlots(scope, personId, site) {
    const { station, now, deps } = scope;
    const zone = await zoneOf(scope, personId);
    const sites = sitesOf(scope).filter((one) => site === '' || one.id === site);
    const taken = await takenFrom(scope, now);
    const suits = (at: Date) => isAwake(scope, at, zone);
    const query = { sites, taken, calendar: deps.calendar, now, zone: station.zone, suits };
    // Nobody can be at two places within the hour.
    const own = taken.filter((one) => one.personId === personId).map((one) => one.at.getTime());
    return nextSlots({ ...query, count: offered })
      .filter((slot) => own.every((at) => Math.abs(at - slot.at.getTime()) >= 60 * minute))
      .map(slotOf);
  },

  async slotAt(scope, _personId, site, day, time) {
    const { station, deps } = scope;
    const startsAt = toInstant(day, time, station.zone);
    const { weekday } = localParts(startsAt, station.zone);
    const isOpen =
      deps.calendar.isWorkingDay(day) &&
      station.hours.some((hours) => hours.weekday === weekday && hours.from <= time && time < hours.to);
    return { site, startsAt, isOpen, isFree: await isFree(scope, site, startsAt) };
  },

  slotIsFree: (scope, _personId, site, startsAt) => isFree(scope, site, new Date(startsAt)),

  async callUpSlots(scope, personId, onDate, until) {
    const { station, deps } = scope;
    const zone = await zoneOf(scope, personId);
    const [now, end] = [toInstant(onDate, '00:00', zone), toInstant(onDate, until, zone)];
    // A door is open by the station's clock; the day, its last hour and its night are the client's.
    const suits = (at: Date) => at.getTime() + staggerMs <= end.getTime() && isAwake(scope, at, zone);
    const taken = await takenFrom(scope, now);
    const query = { sites: sitesOf(scope), taken, calendar: deps.calendar, now, zone: station.zone, suits };
    const found = nextSlots({
      ...query,
      count: mostADay,
      noticeHours: 0,
      lastDay: localParts(end, station.zone).date,
    });
    return found.map(slotOf).filter((_slot, index, { length }) => index === 0 || index === length - 1);
  },
};

/** Two of each day, and a day of the client's touches two of the station's. */
const mostADay = 4;

/** The client's own zone; the station's for somebody who has none. */
async function zoneOf({ tx, station }: FactScope, personId: string): Promise<string> {
  const enrolment = await tx.prisma.enrolment.findUnique({ where: { personId }, select: { zone: true } });
  return enrolment?.zone ?? station.zone;
}

function isAwake({ deps }: FactScope, at: Date, zone: string): boolean {
  return !inQuietHours(at, zone, deps.programme.quietHours);
}

/** One entry for each site and different pair of hours: weekdays may differ in theirs. */
function sitesOf({ station }: FactScope): SlotSite[] {
  const pairs = [...new Set(station.hours.map(({ from, to }) => `${from}-${to}`))];
  return station.sites.flatMap((site) =>
    pairs.map((pair) => {
      const [from, to] = pair.split('-') as [string, string];
      const same = station.hours.filter((hours) => hours.from === from && hours.to === to);
      return { id: site.id, weekdays: same.map((hours) => hours.weekday), hours: [{ from, to }] };
    }),
  );
}

async function takenFrom(
  { tx }: FactScope,
  from: Date,
): Promise<{ siteId: string; at: Date; personId: string }[]> {
  const rows = await tx.prisma.appointment.findMany({
    where: { state: 'planned', startsAt: { gte: new Date(from.getTime() - staggerMs) } },
    select: { site: true, startsAt: true, personId: true },
  });
  return rows.map((row) => ({ siteId: row.site, at: row.startsAt, personId: row.personId }));
}

async function isFree({ tx }: FactScope, site: string, startsAt: Date): Promise<boolean> {
  const at = startsAt.getTime();
  const near = await tx.prisma.appointment.count({
    where: {
      state: 'planned',
      site,
      startsAt: { gt: new Date(at - staggerMs), lt: new Date(at + staggerMs) },
    },
  });
  return near === 0;
}

function slotOf(slot: { siteId: string; at: Date }): Slot {
  return { site: slot.siteId, startsAt: slot.at };
}

async function fileOf({ tx }: FactScope, row: Appointment): Promise<AppointmentFile> {
  const person = await tx.prisma.person.findUniqueOrThrow({ where: { id: row.personId } });
  const worker =
    person.workerId === null ? null : await tx.prisma.person.findUnique({ where: { id: person.workerId } });
  return {
    id: row.id,
    personId: row.personId,
    alias: person.alias,
    kind: row.kind,
    origin: row.origin,
    site: row.site,
    startsAt: row.startsAt,
    state: row.state,
    worker: worker === null ? null : { personId: worker.id, alias: worker.alias },
  };
}

/** What F2 allows: the time under a neutral name. Random call-ups are nobody's but the client's. */
async function timeOnly({ tx, now, me }: FactScope, row: Appointment): Promise<AppointmentFile | null> {
  if (me.personId === null || row.origin === 'random') return null;
  const granted = await tx.prisma.consent.findFirst({
    where: {
      personId: row.personId,
      toPersonId: me.personId,
      scope: consentScope('F2'),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  if (granted === null) return null;
  const { id, personId, startsAt, state } = row;
  return {
    id,
    personId,
    alias: '',
    kind: 'other',
    origin: 'agreed',
    site: '',
    startsAt,
    state,
    worker: null,
  };
}
