import type { JsonObject } from '../flows/engine/types.js';
import type { Enrolment } from '../prisma/generated/sqlite/client.js';
import type { DueRow, NewDue } from '../prisma/repositories/due.js';
import type { ExistingDue, PlanItem } from './planner/index.js';
import { enrolmentScope } from './scope.js';

/** What the state says, and not the lease: a row that was put off at its moment may still be changed, taken out or moved. */
export function existingDue(row: DueRow, now: Date): ExistingDue {
  const isOurs =
    row.state === 'planned' || row.state === 'folded' || (row.state === 'dropped' && row.lease === 0);
  return {
    id: String(row.id),
    step: row.step,
    cycle: row.cycle,
    state: row.state === 'cancelled' ? 'cancelled' : isOurs ? row.state : 'settled',
    dueAt: row.dueAt,
    expiresAt: row.expiresAt,
    releaseAt: row.releaseAt,
    to: row.audience,
    flow: row.flow,
    priority: row.priority,
    proactive: row.proactive,
    args: plannersOwn(row.args) as PlanItem['args'],
    foldedInto: row.hostStep === null ? null : { step: row.hostStep, cycle: row.hostCycle ?? '' },
    reason: row.reason,
    isUnsent: row.state === 'dropped',
    isPutOff: row.state === 'planned' && row.lease > 0 && row.dueAt > now,
  };
}

/** The planner's own arguments: what the row adds for its flow is left out. */
function plannersOwn(args: JsonObject): JsonObject {
  const { clientId: _clientId, episode: _episode, ...own } = args;
  return own;
}

/** The row of an item of somebody's plan. */
export function newDue(item: PlanItem, row: Enrolment): NewDue {
  return {
    scope: enrolmentScope(row),
    step: item.step,
    cycle: item.cycle,
    personId: item.to === 'client' ? row.personId : item.to === 'family' ? item.familyId : null,
    audience: item.to,
    flow: item.flow,
    args: { ...item.args, clientId: row.personId, ...(row.episode > 1 ? { episode: row.episode } : {}) },
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
    revision: row.revision,
  };
}
