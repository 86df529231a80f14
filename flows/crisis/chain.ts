import type { ScheduleEffect } from '../core-effects.js';
import type { Effect } from '../effects.js';
import type { TurnContext } from '../engine/types.js';
import type { AlertFacts, CrewFacts, SubjectFacts, ToldFacts } from './facts.js';
import { page, type PageReason, type PageSubject } from './page.js';

const minute = 60_000;

/** The follow-up of the first hour (`after.ts`). */
const followUpMinutes = 60;

/** One step of a chain: after so many minutes it goes to a position, to all who know already, to everyone, or to F5. */
export interface Rung {
  readonly step: string;
  readonly afterMinutes: number;
  readonly to: number | 'told' | 'everyone' | 'family';
  /** A follow-up comes in the same minute and says where things stand. */
  readonly folded?: boolean;
}

/** Level 3, from the page at 0 (`docs/domain.md` §5: again at 5, second person 10, supervisor 15, operator 20). */
export const urgentRungs: readonly Rung[] = [
  { step: 'again-5', afterMinutes: 5, to: 'told' },
  { step: 'second-10', afterMinutes: 10, to: 1 },
  { step: 'supervisor-15', afterMinutes: 15, to: 2 },
  { step: 'operator-20', afterMinutes: 20, to: 3 },
  { step: 'everyone-30', afterMinutes: 30, to: 'everyone' },
  { step: 'everyone-60', afterMinutes: 60, to: 'everyone' },
  { step: 'everyone-120', afterMinutes: 120, to: 'everyone' },
  { step: 'everyone-240', afterMinutes: 240, to: 'everyone' },
];

/** Level 2 from "yes" in office hours: one hour is promised; whoever may still reach them in it is called in it. */
export const soonRungs: readonly Rung[] = [
  { step: 'again-30', afterMinutes: 30, to: 'told' },
  { step: 'on-call-60', afterMinutes: 60, to: 0 },
  { step: 'again-60', afterMinutes: 60, to: 'told' },
  { step: 'second-75', afterMinutes: 75, to: 1 },
  { step: 'supervisor-120', afterMinutes: 120, to: 2 },
  { step: 'everyone-180', afterMinutes: 180, to: 'everyone' },
  { step: 'everyone-240', afterMinutes: 240, to: 'everyone' },
];

/** Level 2 from "yes" outside office hours: four hours are promised. */
export const offHoursRungs: readonly Rung[] = [
  { step: 'again-120', afterMinutes: 120, to: 'told' },
  { step: 'second-180', afterMinutes: 180, to: 1 },
  { step: 'supervisor-240', afterMinutes: 240, to: 2 },
  { step: 'everyone-300', afterMinutes: 300, to: 'everyone' },
  { step: 'everyone-360', afterMinutes: 360, to: 'everyone' },
];

/** Somebody has it, but has not said that they reached the person. */
export const uncontactedRungs: readonly Rung[] = [
  { step: 'uncontacted-15', afterMinutes: 15, to: 'told' },
  { step: 'uncontacted-30', afterMinutes: 30, to: 'everyone' },
];

/** F5: nobody has answered for ten minutes. Who may not wake again cannot wait so long. */
export function familyRung(kinds: readonly string[]): Rung {
  return { step: 'family', afterMinutes: kinds.includes('overdose') ? 0 : 10, to: 'family' };
}

/** The same at level 2, where a day's work goes on beside it: once within the hour, all at the end of four. */
export const uncontactedSoonRungs: readonly Rung[] = [
  { step: 'uncontacted-60', afterMinutes: 60, to: 'told' },
  { step: 'uncontacted-240', afterMinutes: 240, to: 'everyone' },
];

/** Group of everything that waits for somebody to acknowledge; acknowledging clears it. */
export const alertGroup = (alertId: string): string => `alert:${alertId}`;

/** Which state of an alert a rung still makes sense in. */
export type RungWhen = 'unanswered' | 'uncontacted' | 'please-call';

/** Due rows of a chain, counted from `now`; `now` also names this round of it. */
export function chainRows(
  alertId: string,
  rungs: readonly Rung[],
  when: RungWhen,
  now: Date,
): ScheduleEffect[] {
  return rungs.map((rung) => ({
    do: 'due.schedule',
    scope: alertGroup(alertId),
    step: rung.step,
    cycle: now.toISOString(),
    personId: null,
    audience: 'system',
    flow: 'alert-chain',
    args: { alertId, to: rung.to, when, ...foldOf(rung, now) },
    category: 'crisis',
    dueAt: new Date(now.getTime() + rung.afterMinutes * minute),
    startMode: 'interrupt',
    catchUp: 'send',
    group: alertGroup(alertId),
  }));
}

/** So much later the follow-up that should have said it has been missed. */
const foldMinutes = 5;

function foldOf({ folded = false, afterMinutes }: Rung, now: Date) {
  const until = now.getTime() + (afterMinutes + foldMinutes) * minute;
  return folded ? { foldedUntil: new Date(until).toISOString() } : {};
}

/** Whether somebody else, or everybody again, is to be called in this round, which began with the first who was told. */
export function goesOn({ state, level, told }: AlertFacts, { now, facts }: TurnContext): boolean {
  if (state !== 'open' || told.length === 0) return false;
  const began = Math.min(...told.map((row) => row.toldAt.getTime()));
  const rungs = laddersOf(level, facts.officeHours().open);
  return now.getTime() < began + Math.max(...rungs.map((rung) => rung.afterMinutes)) * minute;
}

const laddersOf = (level: number, inHours: boolean): readonly Rung[] =>
  level === 3 ? urgentRungs : inHours ? soonRungs : offHoursRungs;

/** Whom somebody could be told by name: enough of a person to page them and to say so. */
export type Helper = Pick<CrewFacts, 'personId' | 'alias' | 'position' | 'reachable'>;

/** Position under which a client's own worker is told when they are not in the on-call order. */
const ownWorker = 9;

/**
 * Who is to be told first, and those before them who cannot be reached. Level 3: the on-call order, and where it has
 * nobody the client's own worker. Level 2 in office hours: the own worker before it.
 */
export function firstHelpers(context: TurnContext, level: 2 | 3, subject: SubjectFacts | null): Helper[] {
  const crew = context.facts.crew();
  const worker = subject?.worker ?? null;
  const known = crew.find((member) => member.personId === worker?.personId);
  const own = worker === null ? [] : [known ?? { ...worker, position: ownWorker }];
  const isOwnFirst = level === 2 && context.facts.officeHours().open;
  const others = crew.filter((member) => member.personId !== worker?.personId);
  const behind = known === undefined ? [...crew, ...own] : crew;
  const order = (isOwnFirst ? [...own, ...others] : behind).filter(
    (member) => member.personId !== context.me.personId,
  );
  const first = order.findIndex((member) => member.reachable);
  return first === -1 ? order : order.slice(0, first + 1);
}

/** A call to people: the page, the record of it, and what waits until somebody answers. */
export interface Call {
  readonly effects: readonly Effect[];
  /** What may be said of it now: nothing is sent yet, and nothing seen. */
  readonly told: readonly ToldFacts[];
}

/**
 * Starts a round: pages the first who can be reached and sets the chain. With nobody there, says so loudly.
 * `followed-up`: the follow-ups begin in the same moment.
 */
export function callPeople(
  context: TurnContext,
  subject: PageSubject,
  helpers: readonly Helper[],
  reason: PageReason,
  follow: 'followed-up' | 'alone' = 'alone',
): Call {
  const { alertId } = subject;
  const target = helpers.at(-1);
  const told = helpers.map((helper) => toldNow(helper, context.now));
  if (target === undefined || !target.reachable) {
    // Somebody may be put on call, or come back, within the hour.
    const later = urgentRungs.filter((rung) => rung.to === 'everyone');
    const tries = chainRows(alertId, [...later, ...family(subject, true)], 'unanswered', context.now);
    return { effects: [unheard(alertId, 'nobody-on-call'), ...tries], told };
  }
  const rungs = rungsOf(subject).map((rung) =>
    follow === 'followed-up' && rung.afterMinutes === followUpMinutes ? { ...rung, folded: true } : rung,
  );
  const effects: Effect[] = [
    ...helpers.map(({ personId, position }): Effect => ({ do: 'alert.told', alertId, personId, position })),
    page(target.personId, reason, subject),
    ...chainRows(alertId, rungs, 'unanswered', context.now),
  ];
  const isOnDuty = context.facts.crew().some((member) => member.reachable);
  return { effects: isOnDuty ? effects : [unheard(alertId, 'nobody-on-call'), ...effects], told };
}

function rungsOf(subject: PageSubject): readonly Rung[] {
  return [...laddersOf(subject.level, subject.inHours), ...family(subject)];
}

/**
 * Only where the client's own life is at stake; whether they granted it is looked up when it falls due. With nobody on
 * call (`isAlone`) the family is all there is: at once.
 */
function family({ level, who, kinds }: PageSubject, isAlone = false): Rung[] {
  const isTheirOwn = who.manner === 'client' || who.manner === 'reported';
  const rung = familyRung(kinds);
  return level === 3 && isTheirOwn ? [isAlone ? { ...rung, afterMinutes: 0 } : rung] : [];
}

/** Somebody as told at this very moment. */
export function toldNow(helper: Helper, now: Date): ToldFacts {
  const { personId, alias, position } = helper;
  const state = helper.reachable ? 'sending' : 'unreachable';
  return { personId, alias, position, toldAt: now, state, seenAt: null };
}

/** The record that nobody was there: `doctor` and the log read it. */
export function unheard(alertId: string, reason: string): Effect {
  return { do: 'decide', scope: alertGroup(alertId), step: 'call', cycle: alertId, code: `crisis.${reason}` };
}
