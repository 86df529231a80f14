import { afterEach, expect, it } from 'vitest';
import { loadStation } from '../../bot/facts/station.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const zone = 'Asia/Shanghai';

/** An appointment on the sixth: its line rides in the check-in of the evening before. */
async function book(): Promise<void> {
  const personId = rig.people.clientId!;
  const createdAt = rig.clock.now();
  const own = { id: 'ap1', personId, kind: 'test', origin: 'worker', site: 'east', state: 'planned' };
  await rig.db.prisma.appointment.create({
    data: { ...own, startsAt: toInstant('2026-12-06', '15:00', zone), createdAt },
  });
  const input = { programme: loadProgramme(), calendar: loadCalendar(), personId, now: createdAt };
  await rig.db.transaction((tx) => replan(tx, { ...input, station: loadStation(tx) }));
}

async function rowOf(step: string, cycle: string) {
  const where = { step, cycle, scope: { startsWith: 'enrolment:' } };
  const { state, reason, hostStep } = await rig.db.prisma.due.findFirstOrThrow({ where });
  return { state, reason, hostStep };
}

const evening = `"hostStep" = 'check-in' AND "localDay" = '2026-12-05'`;

it('a line about an appointment goes out alone when the check-in that should carry it fails for good', async () => {
  rig = await FaultRig.open();
  await book();
  const line = await rig.db.raw.query<{ cycle: string; hostCycle: string }>(
    `SELECT "cycle","hostCycle" FROM "Due" WHERE "step" = 'appointment-reminder' AND "state" = 'folded' AND ${evening}`,
  );
  expect(line).toHaveLength(1);
  const { cycle, hostCycle } = line[0]!;
  await rig.db.raw.exec(
    `UPDATE "Due" SET "flow" = 'no-such-flow' WHERE "step" = 'check-in' AND "cycle" = ?`,
    hostCycle,
  );
  await rig.goTo('2026-12-05', '19:59');
  const before = rig.shown().length;
  await rig.goTo('2026-12-05', '20:30');
  expect(await rowOf('check-in', hostCycle)).toMatchObject({ state: 'dropped', reason: 'failed' });
  expect(await rowOf('appointment-reminder', cycle)).toEqual({ state: 'done', reason: null, hostStep: null });
  expect(rig.shown()).toHaveLength(before + 1);
  // Nothing stays folded into a host that is gone.
  await rig.goTo('2026-12-12', '12:00');
  const left = await rig.count(
    `"Due" g JOIN "Due" h ON h."scope" = g."scope" AND h."step" = g."hostStep" AND h."cycle" = g."hostCycle"
     WHERE g."state" = 'folded' AND h."state" NOT IN ('planned','claimed')`,
  );
  expect(left).toBe(0);
});
