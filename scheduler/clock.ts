import { setTimeout as delay } from 'node:timers/promises';

/** The only place that asks what time it is, and the only one that waits. */
export interface Clock {
  now(): Date;
  /** Resolves `ms` later by this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** Time that stands still until it is moved: for practice, rehearsals, simulations and tests. */
export class VirtualClock implements Clock {
  #now: Date;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(start: Date) {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves to `to` and wakes whoever slept until then. Moving back is allowed: clocks do that. */
  set(to: Date): void {
    this.#now = new Date(to);
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= to.getTime());
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > to.getTime());
    for (const sleeper of due) sleeper.wake();
  }

  /** Moves forward by `ms`. */
  advance(ms: number): void {
    this.set(new Date(this.#now.getTime() + ms));
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const sleeper = { at: this.#now.getTime() + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason as Error);
      });
    });
  }
}
