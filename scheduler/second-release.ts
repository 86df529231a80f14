import type { SecondRelease } from '../flows/again/release.js';
import type { Tx } from '../prisma/client.js';
import type { Appointment, Enrolment } from '../prisma/generated/sqlite/client.js';
import { insertDecision, insertDecisions } from '../prisma/repositories/decisions.js';
import { dueOfScope, dueRow, type DueRow } from '../prisma/repositories/due.js';
import { existingDue } from './plan-rows.js';
import type { PlanItem } from './planner/index.js';
import { planAsIf, replan, type ReplanInput } from './replan.js';
import { enrolmentScope, planScope } from './scope.js';
import { localParts } from './zone/index.js';

/** The reason code of everything that a second release takes out. */
export const again = 'second-release';

/** What a second release would do; nothing is written. */
export interface AgainPlan {
  /** The new plan, what is past already included. */
  readonly planned: readonly PlanItem[];
  /** How much of the earlier plan still waits and would be taken out. */
  readonly waiting: number;
  /** Agreed before the release day: they cannot be kept. */
  readonly unkept: readonly Appointment[];
}

/** Looks ahead: the person planned as though the new release had been begun now. */
export async function lookAgain(
  tx: Tx,
  input: ReplanInput,
  change: SecondRelease,
): Promise<AgainPlan | null> {
  const row = await tx.prisma.enrolment.findUnique({ where: { personId: input.personId } });
  if (row === null) return null;
  const { kept, unkept } = await ahead(tx, row, change, input.now);
  const rows = await dueOfScope(tx.raw, enrolmentScope(row));
  const stay = rows.filter((one) => kept.has(appointmentOf(one)));
  const next: Enrolment = { ...row, ...(await changedBy(tx, input, row, change)), moves: null };
  const existing = stay.map((one) => existingDue(one, input.now));
  const gone = new Set<unknown>(unkept.map(({ id }) => id));
  const planned = planAsIf(tx, input, next, existing);
  return {
    planned: planned.filter(({ args }) => !gone.has(args['appointmentId'])),
    waiting: rows.filter((one) => isWaiting(one) && !stay.includes(one)).length,
    unkept,
  };
}

/**
 * Begins the follow-up of a second release in the caller's transaction: what waits of the earlier one is taken out, row
 * by row with its decision, and what of it was written but has not gone out stays here; reminders of appointments that
 * lie ahead come along with their record; then the person is planned anew, in a scope of their own, so that nothing is
 * settled by the first time. What was done stays. Returns false when somebody else was faster (`after` is the episode
 * that the caller has seen).
 */
export async function beginAgain(
  tx: Tx,
  input: ReplanInput & { readonly seed: string; readonly after: number },
  change: SecondRelease,
): Promise<boolean> {
  const { personId, now } = input;
  const row = await tx.prisma.enrolment.findUnique({ where: { personId } });
  if (row?.episode !== input.after) return false;
  const data = await changedBy(tx, input, row, change);
  const { kept } = await ahead(tx, row, change, now);
  const next = { id: row.id, episode: data.episode };
  await bringAlong(tx, row, next, kept);
  await takeOut(tx, row, now);
  await tx.prisma.enrolment.update({ where: { personId }, data: { ...data, seed: input.seed, moves: [] } });
  const decision = { step: 'release-day', cycle: change.releaseOn, code: `planned.${again}` };
  await insertDecision(tx.raw, { scope: enrolmentScope(next), ...decision, personId, at: now });
  await replan(tx, input);
  return true;
}

/** The facts of the new follow-up. What the client chose (hour, consents, crisis choice) and the template stay. */
export async function changedBy(
  tx: Tx,
  { programme, now }: Pick<ReplanInput, 'programme' | 'now'>,
  row: Enrolment,
  change: SecondRelease,
) {
  const isRunning = row.state === 'active';
  const isLifted = !isRunning || (await isDetainedPause(tx, row));
  return {
    ...change,
    episode: row.episode + 1,
    programme: programme.id,
    revision: programme.revision,
    state: 'active',
    stoppedAt: null,
    optedOutAt: null,
    signedOn: null,
    lighter: false,
    thirdYear: false,
    enrolledAt: now,
    ...(isLifted ? { pausedFrom: null, pausedTo: null } : {}),
  };
}

/** Set with the status "detained", at the same moment; a rest of the client's own is theirs to end. */
async function isDetainedPause(tx: Tx, { personId, pausedFrom, pausedTo }: Enrolment): Promise<boolean> {
  if (pausedFrom === null || pausedTo !== null) return false;
  const where = { personId, status: 'detained', at: pausedFrom };
  return (await tx.prisma.statusChange.count({ where })) > 0;
}

/** What is agreed and lies ahead: from the release day on it holds, before it cannot. */
async function ahead(tx: Tx, { personId, zone }: Enrolment, { releaseOn }: SecondRelease, now: Date) {
  const rows = await tx.prisma.appointment.findMany({
    where: { personId, state: 'planned', startsAt: { gt: now } },
  });
  const isKept = ({ startsAt }: Appointment) => localParts(startsAt, zone).date >= releaseOn;
  return {
    kept: new Set<string | null>(rows.filter(isKept).map(({ id }) => id)),
    unkept: rows.filter((one) => !isKept(one)),
  };
}

function appointmentOf({ args }: DueRow): string | null {
  return typeof args['appointmentId'] === 'string' ? args['appointmentId'] : null;
}

const isWaiting = ({ state }: DueRow): boolean => state === 'planned' || state === 'folded';

/** The reminders of an appointment go with it, told ones included: none is told twice. */
async function bringAlong(
  tx: Tx,
  row: Enrolment,
  next: { readonly id: string; readonly episode: number },
  kept: ReadonlySet<string | null>,
): Promise<void> {
  const [from, to] = [enrolmentScope(row), enrolmentScope(next)];
  const rows = (await dueOfScope(tx.raw, from)).filter((one) => kept.has(appointmentOf(one)));
  for (const { step, cycle } of rows) {
    for (const table of ['Due', 'Decision'])
      await tx.raw.exec(
        `UPDATE "${table}" SET "scope" = ? WHERE "scope" = ? AND "step" = ? AND "cycle" = ?`,
        ...[to, from, step, cycle],
      );
  }
}

/** A row that is claimed at this moment falls when it finds that its release is not the one that is followed up. */
async function takeOut(tx: Tx, row: Enrolment, now: Date): Promise<void> {
  const rows = await tx.raw.query<Record<string, unknown>>(
    `UPDATE "Due" SET "state" = 'cancelled', "reason" = ?, "endedAt" = ?
     WHERE "scope" IN (?,?) AND "state" IN ('planned','folded') RETURNING *`,
    ...[again, now, enrolmentScope(row), planScope(row)],
  );
  const code = `cancelled.${again}`;
  const said = rows
    .map(dueRow)
    .map(({ scope, step, cycle, personId }) => ({ scope, step, cycle, personId, code }));
  await insertDecisions(
    tx.raw,
    said.map((one) => ({ ...one, at: now })),
  );
  // Of the plan, and no answer to anything: news of appointments, notices and people's own words still go out.
  await tx.raw.exec(
    `UPDATE "Outbox" SET "state" = 'cancelled', "error" = ? WHERE "personId" = ? AND "proactive" = TRUE
       AND "lane" = 'reminder' AND "state" IN ('queued','errored','held')
       AND ("about" IS NULL OR "about" IN (SELECT "group" FROM "Due" WHERE "scope" = ?))`,
    ...[again, row.personId, enrolmentScope(row)],
  );
}
