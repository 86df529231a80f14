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

/** One stretch of silence: whose, since when, and after how many days a worker calls. */
export interface Silence {
  readonly clientId: string;
  readonly since: string;
  readonly callDays: number;
}

/** The rungs in order, each with its days since the silence began. */
const rungs: readonly { readonly step: string; readonly days: (callDays: number) => number }[] = [
  { step: 'silence-call', days: (call) => call },
  { step: 'silence-reach', days: (call) => call + reachAfterCallDays },
  { step: 'silence-visit', days: (call) => call + reachAfterCallDays + visitAfterReachDays },
  {
    step: 'silence-rest',
    days: (call) => call + reachAfterCallDays + visitAfterReachDays + restAfterVisitDays,
  },
];

/**
 * The missed-response ladder, begun with the first check-in that is open: call task, second channel, visit task.
 * One rung stands at a time and sets up the next; all are one group, and any sign of life clears it. Nothing is begun
 * while one stands.
 */
export function ladderEffects(args: JsonObject, context: TurnContext): Effect[] {
  const { personId } = context.me;
  if (personId === null || context.facts.silence(personId) !== null) return [];
  const day = typeof args['day'] === 'number' ? args['day'] : 0;
  return rungAfter(null, {
    clientId: personId,
    since: context.now.toISOString(),
    callDays: callAfterDays(day),
  });
}

/** The rung above this one, at its own distance from the beginning; the first for null, none above the last. */
export function rungAfter(step: string | null, { clientId, since, callDays }: Silence): Effect[] {
  const rung = rungs[rungs.findIndex((one) => one.step === step) + 1];
  if (rung === undefined) return [];
  return [
    {
      do: 'due.schedule',
      scope: `silence:${clientId}`,
      step: rung.step,
      cycle: since,
      personId: clientId,
      audience: 'system',
      flow: 'silence',
      args: { clientId, rung: rung.step, since, callDays },
      category: 'system',
      dueAt: new Date(new Date(since).getTime() + rung.days(callDays) * dayMs),
      group: `silence:${clientId}`,
      catchUp: 'send',
    },
  ];
}
