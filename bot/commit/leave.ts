import type { LeaveEffect } from '../../flows/leave/effects.js';
import type { Turn } from '../turn/types.js';
import { closeTasks } from './close-tasks.js';
import type { Appliers } from './types.js';

/** Leave: asked for, decided by a person, over. */
export const leaveAppliers: Appliers<LeaveEffect['do']> = {
  async 'leave.ask'(turn, { leaveId, fromDay, toDay, away }) {
    const { tx, me, now } = turn;
    if (me.personId === null) return;
    const older = await tx.prisma.leave.findMany({ where: { personId: me.personId, state: 'asked' } });
    for (const { id } of older) await over(turn, id, 'not-needed');
    const data = { id: leaveId, personId: me.personId, fromDay, toDay, away, state: 'asked', askedAt: now };
    await tx.prisma.leave.create({ data });
  },

  async 'leave.decide'(turn, { leaveId, approved }) {
    const { tx, me, now, more } = turn;
    const { count } = await tx.prisma.leave.updateMany({
      where: { id: leaveId, state: 'asked' },
      data: { state: approved ? 'approved' : 'declined', decidedBy: me.personId, decidedAt: now },
    });
    if (count === 0) return;
    await closeTasks(turn, { key: `leave:${leaveId}` }, 'done');
    const { personId } = await tx.prisma.leave.findUniqueOrThrow({ where: { id: leaveId } });
    if (approved) more.push({ do: 'replan', personId });
  },

  async 'leave.end'(turn, { leaveId }) {
    await over(turn, leaveId, 'not-needed');
    await closeTasks(turn, { key: `leave-late:${leaveId}` }, 'reached');
    if (turn.me.personId !== null) turn.more.push({ do: 'replan', personId: turn.me.personId });
  },
};

async function over(turn: Turn, id: string, outcome: string): Promise<void> {
  const data = { state: 'returned', returnedAt: turn.now };
  await turn.tx.prisma.leave.update({ where: { id }, data });
  await closeTasks(turn, { key: `leave:${id}` }, outcome);
}
