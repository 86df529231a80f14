import type { Effect } from '../effects.js';
import type { JsonObject, TurnContext } from '../engine/types.js';

const dayMs = 24 * 3_600_000;

/**
 * Days of silence until a worker is asked to call: two in the first two weeks, four in the golden three months, then
 * one full interval of the check-ins (domain: missed-response ladder; the programme files say the same).
 */
export function callAfterDays(day: number): number {
  if (day <= 90) return day <= 14 ? 2 : 4;
  if (day <= 180) return 7;
  return day <= 365 ? 14 : 28;
}

/** Three days after the call task: the second channel, and F3 "please call" where it was granted. */
export const reachAfterCallDays = 3;
/** Five days after that: a visit, and the status "possibly lost" is proposed. */
export const visitAfterReachDays = 5;
/** Then nothing more for four weeks: the ladder is not climbed over and over again. */
export const restAfterVisitDays = 28;

/**
 * The missed-response ladder, begun with the first check-in that is open: call task, second channel, visit task.
 * All of it is one group; any sign of life clears it. Nothing is begun while one stands.
 */
export function ladderEffects(args: JsonObject, context: TurnContext): Effect[] {
  const { personId } = context.me;
  if (personId === null || context.facts.silence(personId) !== null) return [];
  const day = typeof args['day'] === 'number' ? args['day'] : 0;
  const callDays = callAfterDays(day);
  const visitDays = callDays + reachAfterCallDays + visitAfterReachDays;
  const rungs = [
    { step: 'silence-call', days: callDays },
    { step: 'silence-reach', days: callDays + reachAfterCallDays },
    { step: 'silence-visit', days: visitDays },
    { step: 'silence-rest', days: visitDays + restAfterVisitDays },
  ];
  return rungs.map((rung) => ({
    do: 'due.schedule',
    scope: `silence:${personId}`,
    step: rung.step,
    cycle: context.now.toISOString(),
    personId,
    audience: 'system',
    flow: 'silence',
    args: { clientId: personId, rung: rung.step, since: context.now.toISOString() },
    category: 'system',
    dueAt: new Date(context.now.getTime() + rung.days * dayMs),
    group: `silence:${personId}`,
    catchUp: 'send',
  }));
}
