import { latestEnd } from '../../flows/course/end.js';
import type { CourseLookUps } from '../../flows/course/facts.js';
import { addDays, localParts } from '../../scheduler/zone/index.js';
import type { FactLoaders } from '../turn/facts.js';
import { mayRead } from './access.js';

/** A block is so many days long. */
const blockDays = 30;

/** Loaders of the course of a follow-up. */
export const courseLoaders: Pick<FactLoaders, keyof CourseLookUps> = {
  async course(scope, personId) {
    const { tx, now } = scope;
    const enrolment = await tx.prisma.enrolment.findUnique({ where: { personId } });
    if (enrolment === null || !(await mayRead(scope, personId, 'card'))) return null;
    const own = enrolment.episode === 1 ? {} : { openedAt: { gt: enrolment.enrolledAt } };
    const block = await tx.prisma.block.findFirst({
      where: { personId, ...own },
      orderBy: { openedAt: 'desc' },
    });
    const until = block === null ? null : addDays(block.fromDay, blockDays);
    const today = localParts(now, enrolment.zone).date;
    return {
      blockUntil: until !== null && until >= today ? until : null,
      endOn: enrolment.endOn,
      latestEnd: latestEnd(enrolment.reportedOn),
      lighter: enrolment.lighter,
    };
  },
};
