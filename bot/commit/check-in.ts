import type { CheckInEffect } from '../../flows/check-in/effects.js';
import type { Appliers } from './types.js';

/** Answers: one row a kind and day; later answers of the same day are merged into it. */
export const checkInAppliers: Appliers<CheckInEffect['do']> = {
  async 'answer.save'({ tx, deps, now }, effect) {
    const where = { personId: effect.personId, kind: effect.kind, localDay: effect.localDay };
    const known = await tx.prisma.answer.findFirst({ where });
    if (known === null) {
      await tx.prisma.answer.create({
        data: { id: deps.random.id(), ...where, data: { ...effect.data }, at: now },
      });
      return;
    }
    const data = { ...(known.data as object), ...effect.data };
    await tx.prisma.answer.update({ where: { id: known.id }, data: { data, at: now } });
  },
};
