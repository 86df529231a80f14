/** A burst of statements longer than this lets timers and sockets have their turn. */
const MAX_BURST_MS = 5;

/**
 * Keeps a long chain of awaited statements from starving timers and sockets: the driver is synchronous, so its
 * promises resolve without the event loop ever turning.
 */
export class Turn {
  #startedAt = 0;
  #next: Promise<void> | undefined;

  /** Undefined while the burst is young; else a promise to await, which resolves after the event loop has turned. */
  pause(): Promise<void> | undefined {
    if (this.#next === undefined) {
      this.#startedAt = performance.now();
      this.#next = nextTurn().then(() => {
        this.#next = undefined;
      });
      return undefined;
    }
    return performance.now() - this.#startedAt > MAX_BURST_MS ? this.#next : undefined;
  }
}

/** Resolves when the event loop has turned once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
