import type { CourseEffect } from '../../flows/course/effects.js';
import type { Appliers } from './types.js';

/** The course of a follow-up. */
export const courseAppliers: Appliers<CourseEffect['do']> = {
  async 'block.open'({ tx, me, now, more }, { blockId, personId, fromDay }) {
    const data = { id: blockId, personId, fromDay, openedBy: me.personId, openedAt: now };
    await tx.prisma.block.create({ data });
    more.push({ do: 'replan', personId });
  },
};
