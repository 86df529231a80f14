import type { Clock } from './clock.js';

/** A tick that goes on and gets on may take so long: thousands are planned anew after days without power. */
const longTickMs = 10 * 60_000;

/** What the watchdog feels: in memory, so that it needs neither the database nor the tick itself. */
export class Pulse {
  private aliveAt: number;
  private endedAt: number;
  private ticks = 0;

  constructor(private readonly clock: Pick<Clock, 'elapsedMs'>) {
    this.aliveAt = this.endedAt = clock.elapsedMs();
  }

  /** Firing has got on: some rows more have ended, or nothing was due. */
  readonly alive = (): void => {
    this.aliveAt = this.clock.elapsedMs();
  };

  /** A tick; only one that comes to its end counts. */
  async during(tick: () => Promise<unknown>): Promise<void> {
    this.ticks += 1;
    try {
      await tick();
      this.aliveAt = this.endedAt = this.clock.elapsedMs();
    } finally {
      this.ticks -= 1;
    }
  }

  /** For how long nothing has been fired, or no tick has come to its end, in ms. */
  silentMs(): number {
    const now = this.clock.elapsedMs();
    const unended = now - this.endedAt;
    const isExcused = this.ticks > 0 && unended < longTickMs;
    return Math.max(now - this.aliveAt, isExcused ? 0 : unended);
  }
}
