import type { ReadSql } from '../../prisma/client.js';
import { rotaRecords, theStation } from '../../prisma/records/index.js';
import { defaultHandOver, type RotaRows } from './order.js';

/** Reads what decides who is on call: in every turn, so it is kept between them. Leavers are left out. */
export function rotaRows(sql: ReadSql, stationId: string): RotaRows {
  return { ...rotaRecords(sql, stationId), handOver: theStation(sql)?.handOver ?? defaultHandOver };
}
