import type { StationFacts } from '../../flows/core-facts.js';
import type { Tx } from '../../prisma/client.js';
import { seatsAt } from '../rota/order.js';
import { rotaRows } from '../rota/rows.js';

/**
 * The station and who is on call: at `now` by the rota, without it in the order of set-up (set-up itself and planning
 * ask no more). Throws when set-up has not been done.
 */
export async function loadStation(tx: Tx, now?: Date): Promise<StationFacts> {
  const station = await tx.prisma.station.findFirst();
  if (station === null) throw new Error('expected a station, got none; run guihang setup');
  const order =
    now === undefined
      ? await tx.prisma.onCall.findMany({ where: { stationId: station.id }, orderBy: { position: 'asc' } })
      : seatsAt(await rotaRows(tx, station.id, now), now, station.zone);
  const people = await tx.prisma.person.findMany({ where: { id: { in: order.map((row) => row.personId) } } });
  const aliasOf = new Map(people.map((person) => [person.id, person.alias]));
  return {
    id: station.id,
    unit: station.unit,
    region: station.region,
    zone: station.zone,
    locale: station.locale,
    localNumber: station.localNumber,
    sites: station.sites as unknown as StationFacts['sites'],
    hours: station.hours as unknown as StationFacts['hours'],
    group: station.group as unknown as StationFacts['group'],
    practice: station.practice,
    onCall: order.map((row) => ({
      position: row.position,
      personId: row.personId,
      alias: aliasOf.get(row.personId) ?? '',
    })),
  };
}
