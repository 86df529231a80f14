import { retentionRow } from '../flows/upkeep/index.js';
import type { Database } from '../prisma/client.js';
import { insertDue, type NewDue } from '../prisma/repositories/due.js';
import type { Clock } from '../scheduler/clock.js';
import { planOnRow } from '../scheduler/horizon.js';
import { scopeSql } from '../scheduler/scope.js';
import { toInstant, addDays, localParts } from '../scheduler/zone/index.js';
import { dueOf } from './commit/core.js';

const sweepTime = '03:30';
const everyMs = 60 * 60_000;

/** The system's own rows plan one another on; whichever was given up is planned anew, at most once an hour. */
export function createUpkeep(db: Database, clock: Clock): () => Promise<void> {
  let lastAt = -Infinity;
  return async () => {
    if (clock.elapsedMs() - lastAt < everyMs) return;
    await ensureUpkeep(db, clock.now());
    lastAt = clock.elapsedMs();
  };
}

/** Sees to it that the nightly sweep is planned, and that every plan is carried on. */
export async function ensureUpkeep(db: Database, now: Date): Promise<void> {
  const station = await db.prisma.station.findFirst();
  if (station === null) return;
  const rows = [...(await sweep(db, station.zone, now)), ...(await stoppedPlans(db, now))];
  if (rows.length > 0) await db.transaction((tx) => insertDue(tx.raw, rows, now));
}

const tonight = (zone: string, now: Date): string => addDays(localParts(now, zone).date, 1);

async function sweep(db: Database, zone: string, now: Date): Promise<NewDue[]> {
  const { scope, step } = retentionRow(now);
  const planned = await db.prisma.due.count({
    where: { scope, step, state: { in: ['planned', 'claimed'] } },
  });
  return planned > 0 ? [] : [dueOf(retentionRow(toInstant(tonight(zone, now), sweepTime, zone)), zone)];
}

interface Stopped {
  readonly id: string;
  readonly episode: number;
  readonly personId: string;
  readonly zone: string;
  readonly revision: number;
}

/** People whose plan was to be carried on and was given up, with nothing planned since: tried again each night. */
async function stoppedPlans(db: Database, now: Date): Promise<NewDue[]> {
  const people = await db.raw.query<Stopped>(
    `SELECT e."id", e."episode", e."personId", e."zone", e."revision" FROM "Enrolment" e
     JOIN "Due" d ON d."scope" = ${scopeSql('e', 'plan')}
     WHERE e."state" <> 'completed' AND d."state" = 'dropped' AND NOT EXISTS (SELECT 1 FROM "Due" n
       WHERE n."scope" = d."scope" AND n."dueAt" >= d."dueAt" AND n."state" IN ('planned','claimed','done'))`,
  );
  return people.map((one) => planOnRow(one, tonight(one.zone, now), one.revision));
}
