import type { Clock } from '../clock.js';
/** Wakes somebody at a moment; a new moment replaces the one before. */
export class Bell {
  private waiting: AbortController | null = null;
  private at = Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly nowMs: () => number,
    private readonly ring: () => void,
  ) {}

  /** Rings at `at` (ms of the stopwatch), or earlier if it was already to ring earlier. */
  set(at: number): void {
    if (at >= this.at) return;
    this.cancel();
    this.at = at;
    const waiting = new AbortController();
    this.waiting = waiting;
    void this.wait(at, waiting.signal);
  }

  cancel(): void {
    this.waiting?.abort();
    this.waiting = null;
    this.at = Infinity;
  }

  private async wait(at: number, signal: AbortSignal): Promise<void> {
    try {
      for (let left = at - this.nowMs(); left > 0; left = at - this.nowMs()) {
        // A timer of less than a millisecond rounds up to a whole one: turn the event loop instead.
        if (left < 1) await new Promise((resolve) => setImmediate(resolve));
        else await this.clock.sleep(Math.floor(left), signal);
        if (signal.aborted) return;
      }
    } catch {
      return;
    }
    this.waiting = null;
    this.at = Infinity;
    this.ring();
  }
}
