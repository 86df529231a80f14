import type { Database } from '../../prisma/client.js';
import { systemClock } from '../../scheduler/clock.js';

const key = 'practice.clock';

/** Where the practice clock stands; today at nine in Shanghai when it was never moved. */
export async function readClock(db: Database): Promise<Date> {
  const row = await db.prisma.setting.findUnique({ where: { key } });
  return typeof row?.value === 'string' ? new Date(row.value) : freshClock();
}

/** Keeps where the practice clock stands, so that a restart goes on from there. */
export async function writeClock(db: Database, now: Date): Promise<void> {
  const value = now.toISOString();
  await db.prisma.setting.upsert({
    where: { key },
    create: { key, value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}

/** 09:00 in Shanghai (UTC+8, no summer time) on the present day. */
export function freshClock(): Date {
  const day = new Date(systemClock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return new Date(`${day}T09:00:00+08:00`);
}
