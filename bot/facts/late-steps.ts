import type { LateSteps } from '../../flows/onboarding/late.js';
import type { Tx } from '../../prisma/client.js';
import { enrolmentScope } from '../../scheduler/replan.js';

const prefix = 'late-enrolment-';

/** What was past already when a client was enrolled, by what becomes of it; steps once each, in order of time (R1). */
export async function lateSteps(tx: Tx, personId: string): Promise<LateSteps> {
  const enrolment = await tx.prisma.enrolment.findUniqueOrThrow({ where: { personId } });
  const rows = await tx.raw.query<{ step: string; reason: string }>(
    `SELECT "step", "reason" FROM "Due" WHERE "scope" = ? AND "reason" LIKE ? GROUP BY "step", "reason"
     ORDER BY min("dueAt"), min("priority")`,
    enrolmentScope(enrolment.id),
    `${prefix}%`,
  );
  const of = (rule: string) => rows.flatMap(({ step, reason }) => (reason === prefix + rule ? [step] : []));
  const [send, task] = [of('send'), of('task')];
  return { send, task, skip: of('skip').filter((step) => !send.includes(step) && !task.includes(step)) };
}
