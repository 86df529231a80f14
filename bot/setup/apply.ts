import type { Database, Tx } from '../../prisma/client.js';
import { Prisma } from '../../prisma/generated/sqlite/client.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { DefinitionError } from '../../scheduler/programmes/errors.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { loadStation } from '../facts/station.js';
import type { Random } from '../random.js';
import { seedStaff, seedStation, type StationSetup } from '../seed/station.js';
import { inviteStaff, notJoined, type StaffCode } from './invite.js';
import { lostSites, presentStation, setupOf } from './station.js';
import { staffPlaces, type StationFile } from './station-file.js';

/** What set-up needs of its surroundings. */
export interface SetupDeps {
  readonly random: Random;
  readonly now: Date;
}

/**
 * Writes the station: a new one, or changes to the one there is. Nobody is ever removed: who leaves the on-call order
 * stays a colleague. Returns a new code for everybody of the staff who has not joined yet.
 */
export async function applySetup(
  db: Database,
  file: StationFile,
  deps: SetupDeps,
): Promise<readonly StaffCode[]> {
  const codes = await db.transaction(async (tx) => {
    const stationId = await write(tx, file, deps);
    await placeStaff(tx, stationId, file, deps);
    const waiting = await notJoined(tx, stationId);
    const made: StaffCode[] = [];
    for (const person of waiting) made.push(await inviteStaff(tx, person, deps.random, deps.now));
    return made;
  });
  await planAnew(db, deps.now);
  return codes;
}

async function write(tx: Tx, file: StationFile, { random, now }: SetupDeps): Promise<string> {
  const before = await presentStation(tx);
  const setup = setupOf(file, before);
  if (before === null) return (await seedStation(tx, setup, [], random, now)).stationId;
  const problems = await lostSites(tx, before, setup, now);
  if (problems.length > 0) throw new DefinitionError('definition.sense', 'the station', problems);
  await tx.prisma.station.update({ where: { id: before.id }, data: columns(setup) });
  return before.id;
}

function columns({ sites, hours, group, ...plain }: StationSetup) {
  return {
    ...plain,
    sites: [...sites],
    hours: [...hours],
    group: group === null ? Prisma.DbNull : { ...group },
  };
}

async function placeStaff(
  tx: Tx,
  stationId: string,
  file: StationFile,
  { random, now }: SetupDeps,
): Promise<void> {
  await tx.prisma.onCall.deleteMany({ where: { stationId } });
  for (const [position, place] of staffPlaces.entries()) {
    const alias = file.staff[place]?.trim();
    if (alias === undefined || alias === '') continue;
    const role = place === 'second' ? 'worker' : place;
    const known = await tx.prisma.person.findFirst({ where: { stationId, role, alias, endedAt: null } });
    if (known === null) {
      await seedStaff(tx, stationId, file.language, { alias, role, position }, random, now);
    } else {
      await tx.prisma.onCall.create({ data: { stationId, position, personId: known.id } });
    }
  }
}

/** Opening hours and the group's day are part of every plan. One transaction a person: a large street takes a while. */
async function planAnew(db: Database, now: Date): Promise<void> {
  const active = await db.prisma.enrolment.findMany({
    where: { state: 'active' },
    select: { personId: true },
  });
  if (active.length === 0) return;
  const [programme, calendar] = [loadProgramme(), loadCalendar()];
  for (const { personId } of active) {
    await db.transaction(async (tx) => {
      await replan(tx, { programme, calendar, station: loadStation(tx), personId, now });
    });
  }
}
