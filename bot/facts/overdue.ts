import type { OverdueFacts } from '../../flows/staff/facts.js';
import { addDays, localParts, toInstant } from '../../scheduler/zone/index.js';
import type { FactScope } from '../turn/facts.js';
import { tasksOf } from './tasks.js';

/** Working days that a task may lie; what cannot wait, one. */
const patience = 2;
const urgent = ['soon', 'worried', 'crisis-follow-up', 'leave', 'silence-call', 'reach'];
const mostOverdue = 50;

/**
 * Tasks of colleagues that lie, for whoever looks after the others: the supervisors, or where there are none the
 * second on call. Nobody is asked about their own.
 */
export async function overdueTasks(scope: FactScope): Promise<OverdueFacts[]> {
  const { tx, me, now, station, deps } = scope;
  if (me.personId === null || !(await looksAfterOthers(scope))) return [];
  const staff = await tx.prisma.person.findMany({
    where: { stationId: station.id, role: { in: ['worker', 'supervisor'] }, endedAt: null },
  });
  const nameOf = new Map(staff.map(({ id, alias }) => [id, alias]));
  const others = staff.map(({ id }) => id).filter((id) => id !== me.personId);
  const today = localParts(now, station.zone).date;
  /** What was due before the end of this day has lain for so many working days. */
  const since = (days: number) =>
    toInstant(addDays(deps.calendar.addWorkingDays(today, -days), 1), '00:00', station.zone);
  const rows = await tx.prisma.task.findMany({
    where: {
      assigneeId: { in: others },
      closedAt: null,
      OR: [{ dueAt: { lt: since(patience) } }, { kind: { in: urgent }, dueAt: { lt: since(1) } }],
    },
    orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
    take: mostOverdue,
  });
  const tasks = await tasksOf(scope, rows);
  return tasks.map((task, index) => ({ ...task, assignee: nameOf.get(rows[index]!.assigneeId) ?? '' }));
}

/** Whether the viewer looks after the tasks of others. */
export async function looksAfterOthers({
  tx,
  me,
  station,
}: Pick<FactScope, 'tx' | 'me' | 'station'>): Promise<boolean> {
  if (me.role === 'supervisor') return true;
  const where = { stationId: station.id, role: 'supervisor', endedAt: null };
  if (me.role !== 'worker' || (await tx.prisma.person.count({ where })) > 0) return false;
  return station.onCall.some(({ position, personId }) => position === 1 && personId === me.personId);
}
