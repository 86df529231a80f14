import type { StationFacts } from '../flows/core-facts.js';
import type { JsonObject } from '../flows/engine/types.js';
import type { Tx } from '../prisma/client.js';
import type { Enrolment } from '../prisma/generated/sqlite/client.js';
import {
  cancelDue,
  dueOfScope,
  insertDecisions,
  insertDue,
  updateDue,
  type DueRow,
  type NewDecision,
  type NewDue,
} from '../prisma/repositories/due.js';
import type { WorkCalendar } from './calendar/index.js';
import {
  plan,
  reconcile,
  settledRows,
  type ExistingDue,
  type PlanEnrolment,
  type PlanItem,
  type Reconciliation,
} from './planner/index.js';
import type { Programme, TestTemplate } from './programmes/index.js';

/** What replanning needs of the deployment. */
export interface ReplanInput {
  readonly programme: Programme;
  readonly calendar: WorkCalendar;
  readonly station: StationFacts;
  readonly personId: string;
  readonly now: Date;
}

/** The scope of an enrolment's due rows. */
export const enrolmentScope = (enrolmentId: string): string => `enrolment:${enrolmentId}`;

/**
 * Plans a person's programme anew and brings the due rows to it. Doing it twice changes nothing; rows that fired,
 * were decided, or were ever claimed are never touched. Of a person who has stopped only the worker's own work is left.
 */
export async function replan(tx: Tx, input: ReplanInput): Promise<void> {
  const row = await tx.prisma.enrolment.findUnique({ where: { personId: input.personId } });
  if (row === null) return;
  const scope = enrolmentScope(row.id);
  const existing = (await dueOfScope(tx.raw, scope)).map(existingDue);
  const planned = await plannedFor(tx, input, row, existing);
  const changes = reconcile(planned, existing, input.now);
  const { now } = input;
  for (const { id, reason } of changes.cancel) await cancelDue(tx.raw, Number(id), reason, now);
  for (const { id, item } of changes.update)
    await updateDue(tx.raw, Number(id), newDue(item, scope, row, input.programme), now);
  await insertDue(
    tx.raw,
    changes.insert.map((item) => newDue(item, scope, row, input.programme)),
    now,
  );
  await insertDecisions(tx.raw, decisionsOf(changes, scope, row.personId, existing, now));
}

/** What a new plan decides: what it drops, what it takes out, and what it brings back after it had ended. */
function decisionsOf(
  changes: Reconciliation,
  scope: string,
  personId: string,
  existing: readonly ExistingDue[],
  at: Date,
): NewDecision[] {
  const known = new Map(existing.map((row) => [row.id, row]));
  const said = ({ step, cycle }: Pick<PlanItem, 'step' | 'cycle'>, code: string): NewDecision[] => [
    { scope, step, cycle, personId, code, at },
  ];
  const dropped = (item: PlanItem) =>
    item.state === 'dropped' ? said(item, `dropped.${item.reason ?? 'plan'}`) : [];
  return [
    ...changes.insert.flatMap(dropped),
    ...changes.update.flatMap(({ id, item }) => {
      const before = known.get(id)?.state;
      const isBack = item.state !== 'dropped' && (before === 'dropped' || before === 'cancelled');
      return isBack ? said(item, 'planned') : dropped(item);
    }),
    ...changes.cancel.flatMap(({ id, reason }) => {
      const row = known.get(id);
      return row === undefined ? [] : said(row, `cancelled.${reason}`);
    }),
  ];
}

/**
 * Who has stopped hears nothing more; the calls and visits of their worker are no part of the bot and go on. Nothing
 * is left for who has completed.
 */
async function plannedFor(
  tx: Tx,
  input: ReplanInput,
  row: Enrolment,
  existing: readonly ExistingDue[],
): Promise<PlanItem[]> {
  if (row.state === 'completed') return [];
  const items = await planOf(tx, input, row, existing);
  return row.state === 'active' ? items : items.filter((item) => item.to === 'worker');
}

async function planOf(
  tx: Tx,
  input: ReplanInput,
  row: Enrolment,
  existing: readonly ExistingDue[],
): Promise<PlanItem[]> {
  const enrolment = await planEnrolment(tx, input, row);
  return plan({
    programme: input.programme,
    enrolment,
    calendar: input.calendar,
    now: input.now,
    settled: settledRows(existing, input.now, row.zone),
  });
}

async function planEnrolment(tx: Tx, { station, now }: ReplanInput, row: Enrolment): Promise<PlanEnrolment> {
  const { prisma } = tx;
  const consents = await prisma.consent.findMany({
    where: { personId: row.personId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  const appointments = await prisma.appointment.findMany({ where: { personId: row.personId } });
  const familyWith = (scope: string) =>
    consents.flatMap((consent) =>
      consent.scope === scope && consent.toPersonId !== null ? [consent.toPersonId] : [],
    );
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
    // A random call-up is told once and never reminded of.
    appointments: appointments
      .filter((one) => one.origin !== 'random')
      .map((one) => ({
        id: one.id,
        at: one.startsAt,
        kind: one.kind,
        releaseAt: one.releaseAt,
        state: one.state === 'cancelled' ? 'rescheduled' : (one.state as 'planned'),
      })),
    groupWeekday: station.group?.weekday ?? null,
    groupTime: station.group?.time ?? null,
    scopes: consents.map((consent) => consent.scope),
    healthReminders: [],
    familyIds: familyWith('family.F1'),
    familyAppointmentIds: familyWith('family.F2'),
    paused: row.pausedFrom === null ? [] : [{ from: row.pausedFrom, to: row.pausedTo, category: null }],
    leave: [],
    mutedSteps: [],
    endOn: row.endOn,
  };
}

function existingDue(row: DueRow): ExistingDue {
  const isOurs =
    row.lease === 0 && (row.state === 'planned' || row.state === 'folded' || row.state === 'dropped');
  return {
    id: String(row.id),
    step: row.step,
    cycle: row.cycle,
    state: row.state === 'cancelled' ? 'cancelled' : isOurs ? (row.state as PlanItem['state']) : 'settled',
    dueAt: row.dueAt,
    expiresAt: row.expiresAt,
    releaseAt: row.releaseAt,
    to: row.audience,
    flow: row.flow,
    priority: row.priority,
    proactive: row.proactive,
    args: withoutClient(row.args) as PlanItem['args'],
    foldedInto: row.hostStep === null ? null : { step: row.hostStep, cycle: row.hostCycle ?? '' },
    reason: row.reason,
  };
}

/** The planner's own arguments: what the row adds for its flow is left out. */
function withoutClient(args: JsonObject): JsonObject {
  const { clientId: _clientId, ...own } = args;
  return own;
}

function newDue(item: PlanItem, scope: string, row: Enrolment, programme: Programme): NewDue {
  return {
    scope,
    step: item.step,
    cycle: item.cycle,
    personId: item.to === 'client' ? row.personId : item.to === 'family' ? item.familyId : null,
    audience: item.to,
    flow: item.flow,
    args: { ...item.args, clientId: row.personId },
    category: item.category,
    priority: item.priority,
    day: item.day,
    localDay: item.localDay,
    dueAt: item.dueAt,
    expiresAt: item.expiresAt,
    startMode: item.startMode,
    catchUp: item.catchUp,
    group: item.group === null ? null : `${item.group}:${row.personId}`,
    proactive: item.proactive,
    releaseAt: item.releaseAt,
    state: item.state,
    reason: item.reason,
    hostStep: item.foldedInto?.step ?? null,
    hostCycle: item.foldedInto?.cycle ?? null,
    revision: programme.revision,
  };
}
