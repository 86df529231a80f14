import type { ClockWatch } from '../scheduler/clock-step.js';
import { createHeartbeat } from '../scheduler/heartbeat.js';
import type { Pulse } from '../scheduler/pulse.js';
import type { BotParts } from './bot.js';
import type { Firing } from './firing.js';
import type { Pump } from './pump.js';

/** What a tick moves. */
export interface TickDeps {
  readonly parts: Pick<BotParts, 'db' | 'clock' | 'refresh'>;
  readonly pulse: Pulse;
  readonly firing: Firing;
  readonly pump: Pump;
  readonly clockWatch: ClockWatch;
  /** Plans the system's own rows anew that were given up; cheap to call. */
  readonly upkeep: () => Promise<void>;
}

/**
 * A tick: fires what is due, sees to what failed or is in doubt, kicks inbox and outbox, and beats. It never waits for
 * messages to be sent: the rungs of an alert may not stand behind a broadcast.
 */
export function createTick({
  parts,
  pulse,
  firing,
  pump,
  clockWatch,
  upkeep,
}: TickDeps): () => Promise<void> {
  const heartbeat = createHeartbeat(parts);
  const tick = async () => {
    await parts.refresh?.();
    await clockWatch.look();
    try {
      await firing.run();
    } finally {
      // What waits goes out although something could not be fired.
      await pump.mend();
    }
    await upkeep();
    await heartbeat.beat();
  };
  return () => pulse.during(tick);
}
