import { afterEach, beforeEach, expect, it } from 'vitest';
import { retentionDays } from '../flows/own-hand/retention.js';
import { loadStation } from '../bot/facts/station.js';
import { sweep } from '../prisma/repositories/retention.js';
import { loadCalendar } from '../scheduler/calendar/index.js';
import { loadProgramme } from '../scheduler/programmes/index.js';
import { replan } from '../scheduler/replan.js';
import { TwoAddresses } from './support/two-addresses.js';

let world: TwoAddresses;
beforeEach(async () => {
  world = await TwoAddresses.open({ both: false, window: null });
});
afterEach(() => world.close());

const plan = () =>
  world.db.raw.query(
    `SELECT "scope","step","cycle","state","reason","dueAt" FROM "Due" WHERE "scope" LIKE 'enrolment:%' ORDER BY 1,2,3`,
  );

async function planAnew(): Promise<void> {
  const [programme, calendar] = [loadProgramme(), loadCalendar()];
  await world.db.transaction(async (tx) => {
    const station = loadStation(tx);
    await replan(tx, { programme, calendar, station, personId: world.clientId, now: world.clock.now() });
  });
}

it('a plan does not miss what is forgotten: closer days that are over change nothing in it', async () => {
  const personId = world.clientId;
  const openedAt = world.clock.now();
  const data = { id: 'block', personId, fromDay: '2026-12-05', openedAt };
  await world.db.prisma.block.create({ data });
  await planAnew();
  await world.goTo('2027-03-02T02:00:00Z');
  expect(await world.count(`"Block"`)).toBe(1);
  await world.goTo('2027-03-10T02:00:00Z');
  expect(await world.count(`"Block"`)).toBe(0);
  // Once more with the row back: what the plan is with it, it is without it.
  await world.db.prisma.block.create({ data });
  await planAnew();
  const before = await plan();
  await world.db.transaction((tx) => sweep(tx, world.clock.now(), retentionDays));
  expect(await world.count(`"Block"`)).toBe(0);
  await planAnew();
  expect(await plan()).toEqual(before);
  expect(before.length).toBeGreaterThan(50);
});
