import type { TaskKind } from '../../flows/core-effects.js';
import type { JsonObject } from '../../flows/engine/types.js';
import type { TaskFacts } from '../../flows/staff/facts.js';
import type { Task } from '../../prisma/generated/sqlite/client.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import type { FactScope } from '../turn/facts.js';
import { standsInFor } from './leave.js';

/** Tasks as the worker sees them, in the same order. */
export async function tasksOf(scope: FactScope, rows: readonly Task[]): Promise<TaskFacts[]> {
  const nameOf = await namesOf(
    scope,
    rows.flatMap((row) => (row.clientId === null ? [] : [row.clientId])),
  );
  const standsIn = standsInFor(scope, scope.me.personId ?? '');
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as TaskKind,
    reason: row.reason,
    params: row.params as JsonObject,
    client: row.clientId === null ? null : (nameOf.get(row.clientId) ?? null),
    dueAt: row.dueAt,
    isMine:
      row.assigneeId === scope.me.personId || (row.kind === 'leave' && standsIn.includes(row.assigneeId)),
    closed: row.closedAt === null ? null : { outcome: row.outcome },
  }));
}

/** How people are called, with the day of the programme. */
async function namesOf({ tx, now }: FactScope, ids: readonly string[]) {
  const people = await tx.prisma.person.findMany({ where: { id: { in: [...ids] } } });
  const enrolments = await tx.prisma.enrolment.findMany({ where: { personId: { in: [...ids] } } });
  const dayOf = new Map(
    enrolments.map((row) => [row.personId, daysBetween(row.releaseOn, localParts(now, row.zone).date)]),
  );
  return new Map(
    people.map((person) => [
      person.id,
      { personId: person.id, alias: person.alias, day: dayOf.get(person.id) ?? null },
    ]),
  );
}
