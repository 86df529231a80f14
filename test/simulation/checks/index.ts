import type { Run } from '../world.js';
import { checkCalendar } from './calendar.js';
import { checkCards, checkHandOvers } from './crises.js';
import { gather, type Problem } from './evidence.js';
import { checkLeave } from './leave.js';
import { checkCaps, checkDoubles, checkNights, checkOptOuts, checkOrder } from './phones.js';
import { checkCallUps, checkFamily } from './private.js';
import { checkWords } from './words.js';
import { checkDues, checkErrors, checkInbox, checkOutbox } from './rows.js';

export type { Problem } from './evidence.js';

/** Everything that must hold at the end of a run; empty when it does. */
export async function check(run: Run): Promise<Problem[]> {
  const evidence = await gather(run);
  return [
    ...checkErrors(evidence),
    ...checkDues(evidence),
    ...(await checkCalendar(evidence)),
    ...(await checkInbox(evidence)),
    ...checkOutbox(evidence),
    ...checkDoubles(evidence),
    ...checkNights(evidence),
    ...checkOptOuts(evidence),
    ...checkCaps(evidence),
    ...checkOrder(evidence),
    ...checkCards(evidence),
    ...(await checkHandOvers(evidence)),
    ...checkFamily(evidence),
    ...(await checkCallUps(evidence)),
    ...(await checkLeave(evidence)),
    ...checkWords(evidence),
  ];
}
