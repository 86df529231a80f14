import type { Tx } from '../prisma/client.js';
import { insertTask } from '../prisma/repositories/tasks.js';
import { isDearStep } from './dear.js';
import type { ExistingDue, PlanItem, Reconciliation } from './planner/index.js';

/** What happened to a step that was still waiting: nobody sent it in time. */
const lapsed = ['expired', 'overdue'];

/**
 * Reminders of appointments and of reporting in that a standstill has swallowed: their worker gets one task a cause to
 * reach the person, unless another reminder of the same is still to come.
 */
export async function openMissedSteps(
  tx: Tx,
  personId: string,
  { changes, planned, existing }: Plans,
  now: Date,
): Promise<void> {
  const causes = new Set(lostReminders(changes, existing).map(causeOf));
  for (const item of planned) if (item.state !== 'dropped') causes.delete(causeOf(item));
  if (causes.size === 0) return;
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  if (person?.workerId == null || person.endedAt !== null) return;
  for (const cause of causes) {
    const key = `missed:${personId}:${cause}`;
    await insertTask(tx.raw, {
      id: key,
      key,
      kind: 'reach',
      reason: 'due-expired',
      params: { alias: person.alias },
      clientId: personId,
      assigneeId: person.workerId,
      dueAt: now,
      createdAt: now,
    });
  }
}

interface Plans {
  readonly changes: Reconciliation;
  readonly planned: readonly PlanItem[];
  readonly existing: readonly ExistingDue[];
}

function lostReminders(changes: Reconciliation, existing: readonly ExistingDue[]): PlanItem[] {
  const waiting = new Set(
    existing.filter(({ state }) => state === 'planned' || state === 'folded').map(({ id }) => id),
  );
  return changes.update
    .filter(
      ({ id, item }) => waiting.has(id) && item.state === 'dropped' && lapsed.includes(item.reason ?? ''),
    )
    .map(({ item }) => item)
    .filter((item) => isDearStep({ category: item.category, audience: item.to }));
}

/** All reminders of one appointment are one cause; so are all of one step. */
function causeOf({ step, args }: PlanItem): string {
  const appointment = args['appointmentId'];
  return typeof appointment === 'string' ? `appointment:${appointment}` : step;
}
