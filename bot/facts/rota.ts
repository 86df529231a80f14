import type {
  RotaAsk,
  RotaDuty,
  RotaFacts,
  RotaFactsNow,
  RotaPerson,
  RotaSeat,
} from '../../flows/rota/facts.js';
import { personById } from '../../prisma/records/index.js';
import { addDays, localParts, minutesOf, toInstant } from '../../scheduler/zone/index.js';
import { dutyDay, dutySpanOf, nextChange, seatsAt, type RotaRows, type Seat } from '../rota/order.js';
import { rotaRows } from '../rota/rows.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';
import { mayWorkAlerts } from './crisis-alert.js';

/** How far ahead the rota is shown and watched. */
const daysAhead = 7;

/** Loaders of the rota. */
export const rotaLoaders: Pick<FactLoaders, keyof RotaFacts> = {
  async rota(scope) {
    if (!mayWorkAlerts(scope)) return null;
    const rows = rotaRows(scope.tx.sql, scope.station.id);
    return rotaNow(scope, rows, await staffOf(scope));
  },

  async rotaAsk(scope, id) {
    if (!mayWorkAlerts(scope)) return null;
    const row = await scope.tx.prisma.rotaCover.findUnique({ where: { id } });
    if (row === null || row.stationId !== scope.station.id) return null;
    const aliasOf = (personId: string) => personById(scope.tx.sql, personId)?.alias ?? '';
    const { personId, byId, startsAt, endsAt } = row;
    return {
      id,
      position: row.position === 1 ? 1 : 0,
      personId,
      alias: aliasOf(personId),
      by: { personId: byId, alias: aliasOf(byId) },
      startsAt,
      endsAt,
      state: row.state as RotaAsk['state'],
    };
  },

  dutySpan({ tx, station, now }, from) {
    const { handOver } = rotaRows(tx.sql, station.id);
    const { zone } = station;
    if (/^\d{4}-/u.test(from)) return Promise.resolve(dutySpanOf(from, zone, handOver));
    const startsAt = from === 'now' ? now : nextAt(from, now, zone);
    const { endsAt } = dutySpanOf(dutyDay(startsAt, zone, handOver), zone, handOver);
    return Promise.resolve({ startsAt, endsAt });
  },
};

function nextAt(time: string, now: Date, zone: string): Date {
  const { date, minutes } = localParts(now, zone);
  return toInstant(minutesOf(time) > minutes ? date : addDays(date, 1), time, zone);
}

function rotaNow({ now, station }: FactScope, rows: RotaRows, everyone: readonly Colleague[]): RotaFactsNow {
  const { zone } = station;
  const personOf = new Map(everyone.map((one) => [one.personId, one]));
  const seats = (at: Date) => {
    const found = seatsAt(rows, at, zone).map((seat) => named(seat, personOf));
    const at0 = (position: number) => found.find((seat) => seat.position === position) ?? null;
    return { first: at0(0), second: at0(1) };
  };
  const today = dutyDay(now, zone, rows.handOver);
  const coming = Array.from({ length: daysAhead }, (_, index): RotaDuty => {
    const day = addDays(today, index);
    const span = dutySpanOf(day, zone, rows.handOver);
    const { weekday } = localParts(toInstant(day, '12:00', zone), zone);
    return { day, weekday, ...span, ...seats(index === 0 ? now : span.startsAt) };
  });
  const plannedDays = rows.week.filter(({ position }) => position === 0).map(({ weekday }) => weekday);
  const all = [1, 2, 3, 4, 5, 6, 7];
  return {
    handOver: rows.handOver,
    now: { ...seats(now), until: nextChange(rows, now, zone) },
    coming,
    unplanned: plannedDays.length === 0 ? [] : all.filter((weekday) => !plannedDays.includes(weekday)),
    staff: everyone.filter(({ role }) => role !== 'operator').map(({ role: _role, ...one }) => one),
    heads: rows.base.filter(({ position }) => position > 1).map(({ personId }) => personId),
  };
}

interface Colleague extends RotaPerson {
  readonly role: string;
}

function named(seat: Seat, personOf: ReadonlyMap<string, Colleague>): RotaSeat & { position: number } {
  const { personId, position, from } = seat;
  const person = personOf.get(personId);
  return { personId, position, from, alias: person?.alias ?? '', reachable: person?.reachable ?? false };
}

async function staffOf({ tx, station }: FactScope): Promise<Colleague[]> {
  const people = await tx.prisma.person.findMany({
    where: { stationId: station.id, role: { in: ['worker', 'supervisor', 'operator'] }, endedAt: null },
    orderBy: [{ role: 'desc' }, { alias: 'asc' }],
  });
  const contacts = await tx.prisma.contact.findMany({
    where: { personId: { in: people.map(({ id }) => id) }, state: 'active' },
  });
  const reached = new Set(contacts.map(({ personId }) => personId));
  return people.map(({ id, alias, role }) => ({ personId: id, alias, role, reachable: reached.has(id) }));
}
