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
      latestEnd: enrolment.reportedOn === null ? null : yearsAfter(enrolment.reportedOn, 3),
      lighter: enrolment.lighter,
    };
  },
};

/** The day before the same date so many years later; 29 February gives way to the 28th. */
function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const same = day.slice(4) === '-02-29' ? '-03-01' : day.slice(4);
  return addDays(`${String(year)}${same}`, -1);
}
