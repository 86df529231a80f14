import type { Run } from '../world.js';
import { checkAgain } from './again.js';
import { checkCalendar } from './calendar.js';
import { checkCards, checkHandOvers } from './crises.js';
import { gather, type Evidence, type Problem } from './evidence.js';
import { checkLadder } from './ladder.js';
import { checkLeave } from './leave.js';
import { checkCaps, checkDoubles, checkNights, checkOptOuts, checkOrder } from './phones.js';
import { checkCallUps, checkFamily } from './private.js';
import { checkDues, checkErrors, checkInbox, checkOutbox, checkUnsent } from './rows.js';
import { checkWaits } from './waits.js';
import { checkWords } from './words.js';

export type { Problem } from './evidence.js';

/** Everything that must hold at the end of a run, by the name that its problems carry. */
export const checks = {
  errors: checkErrors,
  dues: checkDues,
  calendar: checkCalendar,
  again: checkAgain,
  inbox: checkInbox,
  outbox: checkOutbox,
  unsent: checkUnsent,
  doubles: checkDoubles,
  nights: checkNights,
  'opt-outs': checkOptOuts,
  caps: checkCaps,
  order: checkOrder,
  cards: checkCards,
  'hand-overs': checkHandOvers,
  ladder: checkLadder,
  waits: checkWaits,
  family: checkFamily,
  'call-ups': checkCallUps,
  leave: checkLeave,
  words: checkWords,
} satisfies Record<string, (evidence: Evidence) => Problem[] | Promise<Problem[]>>;

/** The name of a check. */
export type CheckName = keyof typeof checks;

/** What does not hold; empty when all is well. */
export async function check(run: Run): Promise<Problem[]> {
  const evidence = await gather(run);
  const found: Problem[] = [];
  for (const look of Object.values(checks)) found.push(...(await look(evidence)));
  return found;
}
