import { afterEach, expect, it } from 'vitest';
import { loadStation } from '../../bot/facts/station.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { localParts, toInstant } from '../../scheduler/zone/index.js';
import { FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const zone = 'Asia/Shanghai';
const minute = 60_000;

interface Row {
  readonly id: number;
  readonly category: string;
  readonly dueAt: number;
}

/** The client is in the middle of a talk when the first notice that waits for its end falls due: it is put off. */
async function putOff(): Promise<Row> {
  rig = await FaultRig.open();
  const [row] = await rig.db.raw.query<Row>(
    `SELECT "id","category","dueAt" FROM "Due" WHERE "state" = 'planned' AND "audience" = 'client' AND "startMode" = 'wait'
       AND "category" IN ('group','job','lesson','activity') ORDER BY "dueAt" LIMIT 1`,
  );
  await goTo(row!.dueAt - 2 * minute);
  await rig.client.say('/hour');
  await rig.bot.settle();
  await goTo(row!.dueAt + minute);
  expect(await stateOf(row!)).toMatchObject({ state: 'planned', reason: 'talking' });
  return row!;
}

async function goTo(ms: number): Promise<void> {
  const { date, time } = localParts(new Date(ms), zone);
  await rig.goTo(date, time.slice(0, 5));
}

const stateOf = ({ id }: Row) => rig.db.prisma.due.findUniqueOrThrow({ where: { id } });

async function planAnew(): Promise<void> {
  const input = { programme: loadProgramme(), calendar: loadCalendar(), now: rig.clock.now() };
  await rig.db.transaction((tx) =>
    replan(tx, { ...input, station: loadStation(tx), personId: rig.people.clientId! }),
  );
}

const mute = ({ category }: Row) =>
  rig.db.prisma.muted.create({ data: { personId: rig.people.clientId!, category, at: rig.clock.now() } });

it('a notice that was put off falls when its kind is switched off meanwhile: planning sees it', async () => {
  const row = await putOff();
  await mute(row);
  await planAnew();
  expect(await stateOf(row)).toMatchObject({ state: 'dropped', reason: 'paused' });
});

it('and so does its moment, when nobody has planned anew', async () => {
  const row = await putOff();
  await mute(row);
  const before = rig.shown().length;
  await goTo(row.dueAt + 25 * minute);
  expect(await stateOf(row)).toMatchObject({ state: 'dropped', reason: 'muted' });
  expect(rig.shown()).toHaveLength(before);
});

it('but planning anew for another reason loses nothing that was put off', async () => {
  const row = await putOff();
  const { dueAt } = await stateOf(row);
  await planAnew();
  await planAnew();
  expect(await stateOf(row)).toMatchObject({ state: 'planned', dueAt });
  const before = rig.shown().length;
  await goTo(row.dueAt + 25 * minute);
  expect(await stateOf(row)).toMatchObject({ state: 'done' });
  expect(rig.shown()).toHaveLength(before + 1);
});

it('and a reminder that was put off goes by the new time of its appointment', async () => {
  rig = await FaultRig.open();
  const own = { id: 'ap1', personId: rig.people.clientId!, kind: 'test', origin: 'worker', site: 'east' };
  const startsAt = toInstant('2026-12-03', '15:00', zone);
  await rig.db.prisma.appointment.create({
    data: { ...own, startsAt, state: 'planned', createdAt: rig.clock.now() },
  });
  await planAnew();
  await rig.goTo('2026-12-03', '12:00');
  const where = { step: 'appointment-reminder', state: 'planned', cycle: { contains: '2h' } };
  const row = await rig.db.prisma.due.findFirstOrThrow({ where });
  // As firing leaves it: claimed once, and put back for later.
  const later = new Date(row.dueAt.getTime() + 20 * minute);
  await rig.db.prisma.due.update({
    where: { id: row.id },
    data: { lease: 1, dueAt: later, reason: 'talking' },
  });
  await rig.db.prisma.appointment.update({
    where: { id: 'ap1' },
    data: { startsAt: toInstant('2026-12-03', '19:00', zone) },
  });
  await planAnew();
  const moved = await rig.db.prisma.due.findUniqueOrThrow({ where: { id: row.id } });
  expect(moved).toMatchObject({ state: 'planned', dueAt: toInstant('2026-12-03', '17:00', zone) });
});
