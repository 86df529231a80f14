import type { Tx } from '../../prisma/client.js';
import { defaultHandOver, handOverKey, type Place, type RotaRows } from './order.js';

/** A cover that ended so long ago decides nothing any more. */
const pastMs = 24 * 3_600_000;

/** Reads what decides who is on call. People who have left the station are left out everywhere. */
export async function rotaRows(tx: Pick<Tx, 'prisma'>, stationId: string, now: Date): Promise<RotaRows> {
  const { prisma } = tx;
  const where = { stationId };
  const base = await prisma.onCall.findMany({ where, orderBy: { position: 'asc' } });
  const week = await prisma.rotaDay.findMany({ where });
  const covers = await prisma.rotaCover.findMany({
    where: { stationId, endsAt: { gt: new Date(now.getTime() - pastMs) } },
  });
  const gone = await leavers(tx, [...base, ...week, ...covers]);
  const here = (place: Place) => !gone.has(place.personId);
  const setting = await prisma.setting.findUnique({ where: { key: handOverKey } });
  const handOver = typeof setting?.value === 'string' ? setting.value : defaultHandOver;
  return { base: base.filter(here), week: week.filter(here), covers: covers.filter(here), handOver };
}

async function leavers({ prisma }: Pick<Tx, 'prisma'>, places: readonly Place[]): Promise<Set<string>> {
  const ids = [...new Set(places.map(({ personId }) => personId))];
  const gone = await prisma.person.findMany({
    where: { id: { in: ids }, endedAt: { not: null } },
    select: { id: true },
  });
  return new Set(gone.map(({ id }) => id));
}
