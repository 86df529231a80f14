import type { StationFacts } from '../../flows/core-facts.js';
import type { ReadSql } from '../../prisma/client.js';
import { onCallOrder, personById, theStation } from '../../prisma/records/index.js';
import { seatsAt } from '../rota/order.js';
import { rotaRows } from '../rota/rows.js';

/**
 * The station and who is on call: at `now` by the rota, without it in the order of set-up (set-up itself and planning
 * ask no more). Throws when set-up has not been done.
 */
export function loadStation(tx: { readonly sql: ReadSql }, now?: Date): StationFacts {
  const station = theStation(tx.sql);
  if (station === null) throw new Error('expected a station, got none; run guihang setup');
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
    onCall:
      now === undefined
        ? onCallOrder(tx.sql, station.id)
        : tx.sql.kept('rota', `seats ${station.id} ${now.getTime()}`, () => onCallAt(tx.sql, station, now)),
  };
}

function onCallAt(
  sql: ReadSql,
  { id, zone }: { id: string; zone: string },
  now: Date,
): StationFacts['onCall'] {
  return seatsAt(rotaRows(sql, id), now, zone).map(({ position, personId }) => ({
    position,
    personId,
    alias: personById(sql, personId)?.alias ?? '',
  }));
}
