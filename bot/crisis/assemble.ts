import { triage } from '../../flows/crisis/triage/index.js';
import type { Locales } from '../../locales/index.js';
import type { Database } from '../../prisma/client.js';
import type { Clock } from '../../scheduler/clock.js';
import { traceOf } from '../../scheduler/trace-of.js';
import type { Channel, Outbound, Sent } from '../channels/channel.js';
import { sendStraight } from '../channels/shared/straight.js';
import { createCards } from './cards.js';
import { createGate, type Gate } from './gate.js';
import { ownHotlines, type HotlineBook } from './hotlines.js';
import { createMemory, warm, type CrisisMemory } from './memory.js';
import { createMemoryPager, type MemoryPager } from './memory-pager.js';

/** What the crisis path needs of the deployment. */
export interface CrisisParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly locales: Locales;
  readonly log: { error(fields: object, message: string): void };
  /** Sends past the outbox and within what the provider allows; straight to the channel unless told. */
  readonly express?: (message: Outbound) => Promise<Sent>;
  /** The project's own unless told. */
  readonly book?: HotlineBook;
  /** The naloxone line of the overdose card; off unless the operator has switched it on. */
  readonly naloxone?: boolean;
}

/** The gate, ready to run. */
export interface Crisis {
  readonly gate: Gate;
  readonly pager: MemoryPager;
  readonly memory: CrisisMemory;
  /**
   * Reads what is new into the memory, and goes on calling from it: at start and at each tick. Never rejects: the old
   * memory must do then.
   */
  refresh(): Promise<void>;
}

/** What was read last time is read again from so long before: clocks and commits overlap. */
const overlapMs = 60_000;

/** Builds the gate over real channels, and runs it once so that the first person does not wait for compilers. */
export function createCrisis(parts: CrisisParts): Crisis {
  const { db, clock, channels, locales, log } = parts;
  const memory = createMemory();
  const cards = createCards({
    locales,
    book: parts.book ?? ownHotlines(),
    naloxone: parts.naloxone ?? false,
  });
  const sendNow = parts.express ?? ((message: Outbound) => sendStraight(channels, message));
  const sleep = (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal);
  const [now, elapsedMs] = [() => clock.now(), () => clock.elapsedMs()];
  const gate = createGate({ triage, cards, memory, sendNow, sleep, now, log });
  triage('warm up, 热身');
  let readAt: Date | null = null;
  const pager = createMemoryPager({ memory, locales, sendNow, sleep, log, now, elapsedMs });
  const refresh = async () => {
    const begun = now();
    // Nobody waits for it: a provider that hangs must not keep the clock from ticking.
    void pager.climb();
    try {
      await warm(memory, db, readAt === null ? null : new Date(readAt.getTime() - overlapMs));
      readAt = begun;
    } catch (error) {
      log.error(traceOf(error), 'the crisis memory could not be refreshed');
    }
  };
  return {
    gate,
    pager,
    memory,
    refresh,
  };
}
