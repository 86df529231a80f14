import { offHoursRungs, urgentRungs, type Rung } from '../../flows/crisis/chain.js';
import type { Locales } from '../../locales/index.js';
import { traceOf } from '../../scheduler/trace-of.js';
import { withLimit, type CardSender } from './card-send.js';
import type { CrisisMemory, KnownCrew } from './memory.js';
import { memoryPageText } from './memory-page.js';
import type { GateResult } from './types.js';

/** Pages the on-call order from memory while the alert cannot be written. */
export interface MemoryPager {
  /**
   * For a level 3 (or `least`) that could not become an alert: writes to the first on call who can be reached, once an
   * update. Resolves with how many addresses took it; never rejects. The alert itself follows when it can be written.
   */
  page(result: GateResult, least?: 2 | 3): Promise<number>;
  /** Whether somebody's phone has taken a page about this. */
  hasPaged(result: GateResult): boolean;
  /** Goes on with what is still not written: again, the next in the order, everyone. Never rejects. */
  climb(): Promise<void>;
  /** It is written: its own chain goes on from here. */
  end(result: GateResult): void;
}

/** What paging from memory needs. */
export interface PagerDeps extends CardSender {
  readonly memory: CrisisMemory;
  readonly locales: Locales;
  now(): Date;
  /** Ms of a clock that nobody sets: a rung comes after its minutes, whatever happens to the clock on the wall. */
  elapsedMs(): number;
  readonly log: { error(fields: object, message: string): void };
}

/** Somebody for whom the on-call order is being woken from memory. */
interface Case {
  readonly key: string;
  readonly result: GateResult;
  readonly sinceMs: number;
  /** Positions whose phones have taken a page. */
  readonly told: Set<number>;
  /** Up to which minute the rungs have been climbed. */
  climbed: number;
  isBusy: boolean;
  isOver: boolean;
}

/** Cases that are remembered, and for how long. */
const mostCases = 10_000;
const longestMs = 24 * 3_600_000;
const minute = 60_000;

/** @see MemoryPager */
export function createMemoryPager(deps: PagerDeps): MemoryPager {
  const cases = new Map<string, Case>();
  const known = ({ card }: GateResult) => (card === null ? undefined : cases.get(card.key));
  return {
    async page(result, least = 3) {
      if (result.level < least || result.card === null) return 0;
      if (deps.memory.contact(result.person)?.role === 'worker') return 0;
      const one = known(result) ?? open(cases, result.card.key, result, deps.elapsedMs());
      if (one.told.size > 0 || one.isBusy || one.isOver) return 0;
      return alone(deps, one, () => callFirst(deps, one));
    },
    hasPaged: (result) => (known(result)?.told.size ?? 0) > 0,
    async climb() {
      const nowMs = deps.elapsedMs();
      for (const [key, one] of cases) if (nowMs - one.sinceMs > longestMs) cases.delete(key);
      const waiting = [...cases.values()].filter((one) => !one.isOver && !one.isBusy);
      await Promise.all(waiting.map((one) => alone(deps, one, () => climbOne(deps, one))));
    },
    end(result) {
      const one = known(result);
      if (one !== undefined) one.isOver = true;
    },
  };
}

function open(cases: Map<string, Case>, key: string, result: GateResult, sinceMs: number): Case {
  const one = { key, result, sinceMs, told: new Set<number>(), climbed: 0, isBusy: false, isOver: false };
  cases.set(key, one);
  const oldest = cases.keys().next();
  if (cases.size > mostCases && oldest.done !== true) cases.delete(oldest.value);
  return one;
}

/** One thing at a time about one person; what goes wrong is logged. */
async function alone(deps: PagerDeps, one: Case, work: () => Promise<number>): Promise<number> {
  one.isBusy = true;
  try {
    return await work();
  } catch (error) {
    deps.log.error(traceOf(error), 'paging from memory failed');
    return 0;
  } finally {
    one.isBusy = false;
  }
}

async function callFirst(deps: PagerDeps, one: Case): Promise<number> {
  for (const member of deps.memory.crew(deps.now())) {
    const taken = await call(deps, one, member);
    if (taken > 0) return taken;
  }
  deps.log.error({}, 'a crisis could not be stored and nobody on call could be reached');
  return 0;
}

/** The rungs that have fallen due since the last look; the same ladder as the alert's own. */
async function climbOne(deps: PagerDeps, one: Case): Promise<number> {
  const minutes = (deps.elapsedMs() - one.sinceMs) / minute;
  // Memory does not know the office hours: a level 2 is called about as slowly as is promised anywhere.
  const ladder = one.result.level === 3 ? urgentRungs : offHoursRungs;
  const due = ladder.filter((rung) => rung.afterMinutes > one.climbed && rung.afterMinutes <= minutes);
  if (due.length === 0) return 0;
  one.climbed = minutes;
  if (one.told.size === 0) return callFirst(deps, one);
  const members = deps.memory
    .crew(deps.now())
    .filter((member) => due.some((rung) => goesTo(rung, member, one)));
  const taken = await Promise.all(members.map((member) => call(deps, one, member)));
  return taken.reduce((sum, count) => sum + count, 0);
}

function goesTo({ to }: Rung, { position }: KnownCrew, one: Case): boolean {
  return to === 'everyone' || (to === 'told' ? one.told.has(position) : to === position);
}

/** Every address of somebody at once; one that does not answer in time has not taken it. */
async function call(deps: PagerDeps, one: Case, member: KnownCrew): Promise<number> {
  const text = memoryPageText(deps, one.result, member.locale, one.climbed > 0);
  const key = `page:${one.key}:${member.position}`;
  const sends = member.addresses.map((address, index) =>
    withLimit(
      deps,
      deps.sendNow({ key: `${key}:${index}:${Math.floor(one.climbed)}`, address, text, buttons: [] }),
    ),
  );
  const done = await Promise.allSettled(sends);
  const taken = done.filter((send) => send.status === 'fulfilled' && send.value !== 'late').length;
  if (taken > 0) one.told.add(member.position);
  return taken;
}
