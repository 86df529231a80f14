import type { Lane } from '../flows/core-effects.js';
import type { Database } from '../prisma/client.js';
import type { Clock } from './clock.js';
import type { Trouble } from './dispatch/types.js';
import { readMetrics, type Metrics } from './metrics.js';
import type { Pulse } from './pulse.js';

/** When something is too old, in ms. */
export interface AgeLimits {
  readonly dueMs: number;
  /** What follows a crisis: the rungs of an alert, the follow-ups. */
  readonly crisisDueMs: number;
  /** The lanes that people wait for. Bulk may wait long: a broadcast takes its time. */
  readonly crisisMs: number;
  readonly replyMs: number;
  readonly reminderMs: number;
  readonly inboxMs: number;
  readonly heartbeatMs: number;
}

/** Ticks come every ten seconds. */
export const ageLimits: AgeLimits = {
  dueMs: 5 * 60_000,
  crisisDueMs: 60_000,
  crisisMs: 30_000,
  replyMs: 2 * 60_000,
  reminderMs: 15 * 60_000,
  inboxMs: 60_000,
  heartbeatMs: 60_000,
};

/** The operator is told once, and again only if it has lasted so long. */
const againMs = 60 * 60_000;
/** A database that gives no answer for so long tells nothing; the pulse does. */
const patienceMs = 5_000;

/** Looks whether anything has become too old. Called by a timer of its own: a tick that hangs cannot report itself. */
export interface Watchdog {
  /** Never rejects. */
  look(): Promise<void>;
}

/** What a watchdog needs. */
export interface WatchdogDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly pulse: Pick<Pulse, 'silentMs'>;
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Whether what waits in this lane only waits for what the provider allows. */
  readonly isPaced?: (bot: string, lane: Lane) => boolean;
  readonly limits?: AgeLimits;
}

/** @see Watchdog */
export function createWatchdog(deps: WatchdogDeps): Watchdog {
  const { clock, limits = ageLimits, isPaced = () => false } = deps;
  const startedAt = clock.elapsedMs();
  const toldAt = new Map<string, number>();
  const tell = (late: readonly Trouble[], now: number) => {
    for (const trouble of late) {
      const told = toldAt.get(keyOf(trouble));
      if (told !== undefined && now - told < againMs) continue;
      toldAt.set(keyOf(trouble), now);
      deps.onTrouble?.(trouble);
    }
  };
  return {
    async look() {
      const now = clock.elapsedMs();
      const silent = lateOf('heartbeat.late', deps.pulse.silentMs(), limits.heartbeatMs);
      tell(silent, now);
      const metrics = await metricsOf(deps);
      // Of what came before this process nothing was late by its fault.
      const late = metrics === null ? [] : tooOld(metrics, limits, isPaced, now - startedAt);
      tell(late, now);
      if (metrics === null) return;
      const still = new Set([...silent, ...late].map(keyOf));
      for (const key of toldAt.keys()) if (!still.has(key)) toldAt.delete(key);
    },
  };
}

const keyOf = ({ code, bot, detail }: Trouble): string => `${code}:${bot ?? ''}:${detail['lane'] ?? ''}`;

/** What is too old at this moment. `mostMs`: nothing counts as older than that. */
export function tooOld(
  metrics: Metrics,
  limits: AgeLimits = ageLimits,
  isPaced: (bot: string, lane: Lane) => boolean = () => false,
  mostMs = Infinity,
): Trouble[] {
  const age = (ms: number | null) => (ms === null ? null : Math.min(ms, mostMs));
  const lanes = { crisis: limits.crisisMs, reply: limits.replyMs, reminder: limits.reminderMs };
  return [
    ...lateOf('due.late', age(metrics.dueLagMs), limits.dueMs),
    ...lateOf('due.late', age(metrics.crisisDueLagMs), limits.crisisDueMs, null, { lane: 'crisis' }),
    ...metrics.outboxLags.flatMap(({ bot, lane, ms }) => {
      if (lane === 'bulk' || (lane !== 'crisis' && isPaced(bot, lane))) return [];
      return lateOf('outbox.late', age(ms), lanes[lane], bot, { lane });
    }),
    ...lateOf('inbox.late', age(metrics.inboxLagMs), limits.inboxMs),
  ];
}

function lateOf(
  code: Trouble['code'],
  ageMs: number | null,
  limitMs: number,
  bot: string | null = null,
  detail: Trouble['detail'] = {},
): Trouble[] {
  if (ageMs === null || ageMs <= limitMs) return [];
  return [{ code, bot, detail: { ...detail, seconds: Math.round(ageMs / 1_000) } }];
}

/** Null when the database does not answer. */
async function metricsOf({ db, clock }: WatchdogDeps): Promise<Metrics | null> {
  const rest = new AbortController();
  const late = clock.sleep(patienceMs, rest.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([readMetrics(db, clock.now()), late]);
  } catch {
    return null;
  } finally {
    rest.abort();
  }
}
