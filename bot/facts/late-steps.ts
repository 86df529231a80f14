import type { LateSteps } from '../../flows/onboarding/late.js';
import type { Tx } from '../../prisma/client.js';
import type { PlanItem } from '../../scheduler/planner/index.js';
import { enrolmentScope } from '../../scheduler/scope.js';

const prefix = 'late-enrolment-';

interface Late {
  readonly step: string;
  readonly reason: string | null;
}

/** What was past already when a client was enrolled, by what becomes of it; steps once each, in order of time (R1). */
export async function lateSteps(tx: Tx, personId: string): Promise<LateSteps> {
  const enrolment = await tx.prisma.enrolment.findUniqueOrThrow({ where: { personId } });
  const rows = await tx.raw.query<Late>(
    `SELECT "step", "reason" FROM "Due" WHERE "scope" = ? AND "reason" LIKE ? GROUP BY "step", "reason"
     ORDER BY min("dueAt"), min("priority")`,
    enrolmentScope(enrolment),
    `${prefix}%`,
  );
  return byRule(rows);
}

/** The same of a plan that is only looked at. */
export function lateOfPlan(planned: readonly PlanItem[]): LateSteps {
  const inOrder = [...planned].sort(
    (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.priority - b.priority,
  );
  return byRule(inOrder);
}

function byRule(rows: readonly Late[]): LateSteps {
  const of = (rule: string) => [
    ...new Set(rows.flatMap(({ step, reason }) => (reason === prefix + rule ? [step] : []))),
  ];
  const [send, task] = [of('send'), of('task')];
  return { send, task, skip: of('skip').filter((step) => !send.includes(step) && !task.includes(step)) };
}
