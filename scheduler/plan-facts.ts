import type { StationFacts } from '../flows/core-facts.js';
import type { Tx } from '../prisma/client.js';
import type { Enrolment, Leave } from '../prisma/generated/sqlite/client.js';
import type { AddedStep, Pause, PlanAppointment, PlanEnrolment } from './planner/index.js';
import type { Move, TestTemplate } from './programmes/index.js';
import { addDays, localParts } from './zone/index.js';

/** What planning looks up beside the enrolment itself. */
export interface FactsInput {
  readonly station: StationFacts;
  readonly now: Date;
  readonly added: readonly AddedStep[];
}

/** The facts of a person that a plan depends on, from the database. */
export async function planEnrolment(tx: Tx, input: FactsInput, row: Enrolment): Promise<PlanEnrolment> {
  const { station, now, added } = input;
  const { prisma } = tx;
  const where = { personId: row.personId };
  const consents = await prisma.consent.findMany({
    where: { ...where, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  const familyWith = (scope: string) =>
    consents.flatMap((consent) =>
      consent.scope === scope && consent.toPersonId !== null ? [consent.toPersonId] : [],
    );
  const leave = await prisma.leave.findMany({ where: { ...where, state: { in: ['approved', 'returned'] } } });
  const blocks = await prisma.block.findMany({
    where: { ...where, ...since(row, 'openedAt') },
    orderBy: { openedAt: 'asc' },
  });
  return {
    id: row.id,
    zone: row.zone,
    hour: row.hour,
    releaseOn: row.releaseOn,
    enrolledAt: row.enrolledAt,
    reportIn: {
      decisionReceivedOn: row.decisionOn,
      deadlineDays: row.deadlineDays === 2 ? 2 : 15,
      reportedOn: row.reportedOn,
      agreementSignedOn: row.signedOn,
    },
    testTemplate: row.testTemplate as TestTemplate | null,
    seed: row.seed,
    appointments: await appointmentsOf(tx, row),
    groupWeekday: station.group?.weekday ?? null,
    groupTime: station.group?.time ?? null,
    scopes: consents.map((consent) => consent.scope),
    healthReminders: [],
    familyIds: familyWith('family.F1'),
    familyAppointmentIds: familyWith('family.F2'),
    paused: await pausesOf(tx, row),
    leave: leave.flatMap((one) => daysAway(one, row.zone)),
    mutedSteps: [],
    endOn: row.endOn,
    blocks: [...new Set(blocks.map(({ fromDay }) => fromDay))],
    lighter: row.lighter,
    thirdYear: row.thirdYear,
    added,
  };
}

/** The moves between revisions that a person has made, oldest first. */
export function movesOf({ moves }: Pick<Enrolment, 'moves'>): readonly Move[] {
  return (moves ?? []) as unknown as readonly Move[];
}

/** After a second release only what is of it: what lies before belongs to the plan of the first. */
function since({ episode, enrolledAt }: Enrolment, field: 'openedAt' | 'startsAt') {
  return episode === 1 ? {} : { [field]: { gt: enrolledAt } };
}

/** A random call-up is told once and never reminded of. */
async function appointmentsOf(tx: Tx, row: Enrolment): Promise<PlanAppointment[]> {
  const rows = await tx.prisma.appointment.findMany({
    where: { personId: row.personId, origin: { not: 'random' }, ...since(row, 'startsAt') },
  });
  return rows.map((one) => ({
    id: one.id,
    at: one.startsAt,
    kind: one.kind,
    releaseAt: one.releaseAt,
    state: one.state === 'cancelled' ? 'rescheduled' : (one.state as 'planned'),
  }));
}

/** The client's own pause, and each kind of notice that they switched off. */
async function pausesOf(tx: Tx, { personId, pausedFrom, pausedTo }: Enrolment): Promise<Pause[]> {
  const muted = await tx.prisma.muted.findMany({ where: { personId } });
  return [
    ...(pausedFrom === null ? [] : [{ from: pausedFrom, to: pausedTo, category: null }]),
    ...muted.map(({ category, at }) => ({ from: at, to: null, category })),
  ];
}

/** The days of a leave on which the person is away; who came back early is back from that day on. */
function daysAway({ fromDay, toDay, returnedAt }: Leave, zone: string): { from: string; to: string }[] {
  const back = returnedAt === null ? null : addDays(localParts(returnedAt, zone).date, -1);
  const to = back !== null && back < toDay ? back : toDay;
  return to < fromDay ? [] : [{ from: fromDay, to }];
}
