import type { StationFacts } from '../flows/core-facts.js';
import { episodeKey } from '../flows/again/episode.js';
import type { Tx } from '../prisma/client.js';
import type { Enrolment } from '../prisma/generated/sqlite/client.js';
import { enrolmentOf } from '../prisma/records/index.js';
import { insertDecisions, type NewDecision } from '../prisma/repositories/decisions.js';
import { cancelDue, dueOfScope, insertDue, updateDue } from '../prisma/repositories/due.js';
import { askAPerson } from './ask-a-person.js';
import type { WorkCalendar } from './calendar/index.js';
import { dayOf, planOn, plannedUntil } from './horizon.js';
import { openMissedSteps } from './missed-steps.js';
import { movesOf, planEnrolment } from './plan-facts.js';
import { existingDue, newDue } from './plan-rows.js';
import {
  plan,
  reconcile,
  settledRows,
  type ExistingDue,
  type PlanItem,
  type Reconciliation,
} from './planner/index.js';
import { enrolmentScope } from './scope.js';
import { addedBy, shippedBook, type Programme, type ProgrammeBook } from './programmes/index.js';

/** What replanning needs of the deployment. */
export interface ReplanInput {
  /** The programme of today; people on another revision are planned from the book. */
  readonly programme: Programme;
  /** Every revision that people may be on; default: those that come with the project. */
  readonly book?: ProgrammeBook;
  readonly calendar: WorkCalendar;
  readonly station: StationFacts;
  readonly personId: string;
  readonly now: Date;
}

/**
 * Plans a person's programme anew and brings the due rows to it. Doing it twice changes nothing; rows that fired, were
 * decided at their moment, or are claimed are never touched. Of a person who has stopped only the worker's own work is left.
 */
export async function replan(tx: Tx, input: ReplanInput): Promise<void> {
  const row = enrolmentOf(tx.sql, input.personId);
  if (row === null) return;
  const chain = chainOf(input, row);
  if (chain === null) return handToPerson(tx, input, row);
  const scope = enrolmentScope(row);
  const existing = (await dueOfScope(tx.raw, scope)).map((one) => existingDue(one, input.now));
  const planned = plannedFor(tx, input, row, chain, existing);
  const changes = reconcile(planned, existing, input.now);
  const { now } = input;
  for (const { id, reason } of changes.cancel) await cancelDue(tx.raw, Number(id), reason, now);
  for (const { id, item } of changes.update) await updateDue(tx.raw, Number(id), newDue(item, row), now);
  await insertDue(
    tx.raw,
    changes.insert.map((item) => newDue(item, row)),
    now,
  );
  await insertDecisions(tx.raw, decisionsOf(changes, scope, row.personId, existing, now));
  await openMissedSteps(tx, { ...input, episode: row.episode }, { changes, planned, existing });
  await planOn(tx, row, chain, now);
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
function plannedFor(
  tx: Tx,
  input: ReplanInput,
  row: Enrolment,
  chain: readonly Programme[],
  existing: readonly ExistingDue[],
): PlanItem[] {
  if (row.state === 'completed') return [];
  const items = planOf(tx, input, row, chain, existing);
  return row.state === 'active' ? items : items.filter((item) => item.to === 'worker');
}

/** What the plan of an enrolment that is not written down (yet) would be; `existing`: the rows that it would find. */
export function planAsIf(
  tx: Tx,
  input: ReplanInput,
  row: Enrolment,
  existing: readonly ExistingDue[],
): PlanItem[] {
  const chain = chainOf(input, row);
  return chain === null ? [] : plannedFor(tx, input, row, chain, existing);
}

/** Each programme of the chain plans its own days; together they are one plan, by step and cycle. */
function planOf(
  tx: Tx,
  input: ReplanInput,
  row: Enrolment,
  chain: readonly Programme[],
  existing: readonly ExistingDue[],
): PlanItem[] {
  const { station, now, calendar } = input;
  const first = chain[0]!;
  const enrolment = planEnrolment(tx, { station, now, added: addedBy(first, movesOf(row)) }, row);
  const settled = settledRows(existing, now, row.zone);
  const until = plannedUntil(dayOf(row, now), first);
  return chain
    .filter((programme) => programme.days.from <= until)
    .flatMap((programme) => plan({ programme, enrolment, calendar, now, settled, until }));
}

/** What the person goes through: at the revision they were enrolled with, until somebody moves them. */
function chainOf({ programme, book }: ReplanInput, row: Enrolment): readonly Programme[] | null {
  const known = book ?? shippedBook();
  const chain = known.chain(row.programme, row.revision);
  const isGiven = programme.id === row.programme && programme.revision === row.revision;
  return isGiven ? [programme, ...(chain ?? []).slice(1)] : chain;
}

/** A revision that is not there any more: what is planned stands, and a person is asked. */
function handToPerson(tx: Tx, { now, station }: ReplanInput, row: Enrolment): Promise<void> {
  const key = `revision:${episodeKey(row)}:${row.programme}:${String(row.revision)}`;
  const asked = { clientId: row.personId, key, kind: 'review', reason: 'revision-unknown' } as const;
  return askAPerson(tx, station, asked, now);
}
