import { setTimeout as delay } from 'node:timers/promises';

/** The only place that asks what time it is, and the only one that waits. */
export interface Clock {
  now(): Date;
  /** Milliseconds since some moment, for durations: goes on at its own pace when somebody sets the clock back. */
  elapsedMs(): number;
  /** Resolves `ms` later by this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** Time that stands still until it is moved: for practice, rehearsals, simulations and tests. */
export class VirtualClock implements Clock {
  #now: Date;
  /** By how much it was set back so far. */
  #backMs = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(start: Date) {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  elapsedMs(): number {
    return this.#now.getTime() + this.#backMs;
  }

  /** Moves to `to` and wakes whoever slept until then. Moving back is allowed, and no time passes: clocks do that. */
  set(to: Date): void {
    this.#backMs += Math.max(0, this.#now.getTime() - to.getTime());
    this.#now = new Date(to);
    const elapsed = this.elapsedMs();
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= elapsed);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > elapsed);
    for (const sleeper of due) sleeper.wake();
  }

  /** Begins anew at `to`, as for another story: nobody's clock has stepped. */
  begin(to: Date): void {
    this.#now = new Date(to);
  }

  /** Moves forward by `ms`. */
  advance(ms: number): void {
    this.set(new Date(this.#now.getTime() + ms));
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const sleeper = { at: this.elapsedMs() + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason as Error);
      });
    });
  }
}
