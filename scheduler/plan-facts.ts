import type { StationFacts } from '../flows/core-facts.js';
import type { Tx } from '../prisma/client.js';
import type { Appointment, Enrolment, Leave, Muted } from '../prisma/generated/sqlite/client.js';
import {
  appointmentsOfPerson,
  blocksOfPerson,
  consentsOfPerson,
  leaveOfPerson,
  mutesOfPerson,
} from '../prisma/records/index.js';
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
export function planEnrolment({ sql }: Pick<Tx, 'sql'>, input: FactsInput, row: Enrolment): PlanEnrolment {
  const { station, now, added } = input;
  const { personId } = row;
  const consents = consentsOfPerson(sql, personId, now);
  const familyWith = (scope: string) =>
    consents.flatMap((consent) =>
      consent.scope === scope && consent.toPersonId !== null ? [consent.toPersonId] : [],
    );
  const leave = leaveOfPerson(sql, personId);
  const blocks = blocksOfPerson(sql, personId, since(row));
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
    appointments: appointmentsOfPerson(sql, personId, since(row)).map(appointmentOf),
    groupWeekday: station.group?.weekday ?? null,
    groupTime: station.group?.time ?? null,
    scopes: consents.map((consent) => consent.scope),
    healthReminders: [],
    familyIds: familyWith('family.F1'),
    familyAppointmentIds: familyWith('family.F2'),
    paused: pausesOf(row, mutesOfPerson(sql, personId)),
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
function since({ episode, enrolledAt }: Enrolment): Date | null {
  return episode === 1 ? null : enrolledAt;
}

/** Never a random call-up: it is told once and never reminded of. */
function appointmentOf({ id, startsAt, kind, releaseAt, state }: Appointment): PlanAppointment {
  const planned = state === 'cancelled' ? 'rescheduled' : (state as 'planned');
  return { id, at: startsAt, kind, releaseAt, state: planned };
}

/** The client's own pause, and each kind of notice that they switched off. */
function pausesOf({ pausedFrom, pausedTo }: Enrolment, muted: readonly Muted[]): Pause[] {
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
