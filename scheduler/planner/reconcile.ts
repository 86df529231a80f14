/** From a fresh plan to the rows that exist: what to insert, change, take away. Pure. */
import { dateOf, localDayNumber } from '../zone/index.js';
import { keyOf } from './context.js';
import type { ReasonCode } from './reasons.js';
import type { PlanItem, SettledItem } from './types.js';

/** A due row as far as planning is concerned. */
export interface ExistingDue {
  readonly id: string;
  readonly step: string;
  readonly cycle: string;
  /**
   * planned, folded, dropped: as the planner left it, still its to change · cancelled: taken out of the plan ·
   * settled: fired, in progress, or finally decided at its moment; never touched again
   */
  readonly state: PlanItem['state'] | 'cancelled' | 'settled';
  readonly dueAt: Date;
  readonly expiresAt: Date | null;
  readonly releaseAt: Date | null;
  readonly to: string;
  readonly flow: string;
  readonly priority: number;
  readonly proactive: boolean;
  readonly args: PlanItem['args'];
  readonly foldedInto: PlanItem['foldedInto'];
  readonly reason: string | null;
  /** Settled without having gone out: it takes up no room under a cap. */
  readonly isUnsent?: boolean;
  /** Put off at its moment until `dueAt`, which is still to come. */
  readonly isPutOff?: boolean;
}

/** What to do to the due table. Rows that are not named stay as they are. */
export interface Reconciliation {
  readonly insert: PlanItem[];
  readonly update: { readonly id: string; readonly item: PlanItem }[];
  readonly cancel: { readonly id: string; readonly reason: ReasonCode | 'no-longer-planned' }[];
}

/**
 * Compares a plan with the rows of one enrolment. Rows are told by step and cycle, so nothing is ever doubled;
 * a cancelled row that is wanted again is updated, not inserted. Reconciling the same plan twice changes nothing.
 * `now` is the plan's: what was dropped at a moment that has passed is final, and a row that is already due is left
 * to whoever is about to claim it.
 */
export function reconcile(
  planned: readonly PlanItem[],
  existing: readonly ExistingDue[],
  now: Date,
): Reconciliation {
  const rows = new Map(existing.map((row) => [keyOf(row.step, row.cycle), row]));
  const result: Reconciliation = { insert: [], update: [], cancel: [] };
  for (const item of planned) {
    const key = keyOf(item.step, item.cycle);
    const row = rows.get(key);
    rows.delete(key);
    if (row === undefined) result.insert.push(item);
    else if (
      !isFinal(row, now) &&
      !alreadyDue(row, item, now) &&
      !stays(row, item, now) &&
      differs(row, item)
    )
      result.update.push({ id: row.id, item });
  }
  for (const row of rows.values()) {
    if (isFinal(row, now) || row.state === 'cancelled') continue;
    result.cancel.push({ id: row.id, reason: row.dueAt < now ? 'expired' : 'no-longer-planned' });
  }
  return result;
}

/** Settled, or dropped at a moment that has passed: otherwise a later plan would bring it back. */
function isFinal(row: ExistingDue, now: Date): boolean {
  return row.state === 'settled' || (row.state === 'dropped' && row.dueAt < now);
}

function alreadyDue(row: ExistingDue, item: PlanItem, now: Date): boolean {
  const due = row.dueAt <= now && item.dueAt <= now;
  return due && row.state === item.state && row.to === item.to && row.flow === item.flow;
}

/** Reasons of a plan that are about the person, and not about a moment that has passed. */
const factual: ReadonlySet<ReasonCode | null> = new Set([
  'consent-missing',
  'condition-met',
  'no-template',
  'paused',
  'on-leave',
  'muted',
  'ended',
]);

/** A row that was put off has had its moment, and has its new one: only a fact that has changed touches it. */
function stays(row: ExistingDue, item: PlanItem, now: Date): boolean {
  if (row.isPutOff !== true || item.wantedAt > now) return false;
  return item.state !== 'dropped' || !factual.has(item.reason);
}

function differs(row: ExistingDue, item: PlanItem): boolean {
  return (
    row.state !== item.state ||
    row.reason !== item.reason ||
    row.to !== item.to ||
    row.flow !== item.flow ||
    row.priority !== item.priority ||
    row.proactive !== item.proactive ||
    row.dueAt.getTime() !== item.dueAt.getTime() ||
    row.expiresAt?.getTime() !== item.expiresAt?.getTime() ||
    row.releaseAt?.getTime() !== item.releaseAt?.getTime() ||
    row.foldedInto?.step !== item.foldedInto?.step ||
    row.foldedInto?.cycle !== item.foldedInto?.cycle ||
    !sameArgs(row.args, item.args)
  );
}

function sameArgs(a: PlanItem['args'], b: PlanItem['args']): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** The rows that a new plan must take as given: everything settled, and everything dropped whose moment has passed. */
export function settledRows(existing: readonly ExistingDue[], now: Date, zone: string): SettledItem[] {
  return existing
    .filter(
      (row) => row.state === 'settled' || (row.state === 'dropped' && row.dueAt.getTime() < now.getTime()),
    )
    .map((row) => ({
      step: row.step,
      cycle: row.cycle,
      day: dateOf(localDayNumber(row.dueAt.getTime(), zone)),
      dueAt: row.dueAt,
      proactive: row.state === 'settled' && row.proactive && row.isUnsent !== true,
      outcome: row.reason ?? row.state,
    }));
}
