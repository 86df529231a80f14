import { retentionRow } from '../flows/upkeep/index.js';
import type { Database } from '../prisma/client.js';
import { insertDue } from '../prisma/repositories/due.js';
import { toInstant, addDays, localParts } from '../scheduler/zone/index.js';
import { dueOf } from './commit/core.js';

const sweepTime = '03:30';

/** Sees to it that the nightly sweep is planned; once planned, each night plans the next. */
export async function ensureUpkeep(db: Database, now: Date): Promise<void> {
  const station = await db.prisma.station.findFirst();
  const planned = await db.prisma.due.count({
    where: { flow: 'retention', state: { in: ['planned', 'claimed'] } },
  });
  if (station === null || planned > 0) return;
  const at = toInstant(addDays(localParts(now, station.zone).date, 1), sweepTime, station.zone);
  await db.transaction((tx) => insertDue(tx.raw, [dueOf(retentionRow(at), station.zone)], now));
}
