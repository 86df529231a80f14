import type { Prisma } from '../../prisma/generated/sqlite/client.js';
import type { Turn } from '../turn/types.js';

/** Closes those of these tasks that are open, in the name of whoever this turn is with. */
export async function closeTasks(
  { tx, now, me }: Pick<Turn, 'tx' | 'now' | 'me'>,
  which: Prisma.TaskWhereInput,
  outcome: string,
): Promise<void> {
  await tx.prisma.task.updateMany({
    where: { ...which, closedAt: null },
    data: { closedAt: now, closedBy: me.personId, outcome },
  });
}
