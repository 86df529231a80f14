import type { StationFacts } from '../../flows/core-facts.js';
import type { ReadSql } from '../../prisma/client.js';
import { onCallOrder, theStation } from '../../prisma/records/index.js';

/** The station and its on-call order. Throws when set-up has not been done. */
export function loadStation(tx: { readonly sql: ReadSql }): StationFacts {
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
    onCall: onCallOrder(tx.sql, station.id),
  };
}
