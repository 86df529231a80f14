import { restMs } from '../backoff.js';

/** After so many refusals in a row a channel is left alone for a while, and then tried with one message. */
const failuresToRest = 3;
/** A channel that took something within this time works. */
const worksMs = 10 * 60_000;

/**
 * How a channel is doing. A channel in trouble is probed with one message at a time, so that an outage does not use
 * up the attempts of everything that waits; after a success the window opens again, doubling.
 */
export class Health {
  private failures = 0;
  private rests = 0;
  private throttles = 0;
  private restUntil = 0;
  private lastSuccess: number | null = null;
  private open: number;

  constructor(private readonly most: number) {
    this.open = most;
  }

  /** How many may be in flight now. */
  window(nowMs: number): number {
    return nowMs < this.restUntil ? 0 : this.open;
  }

  /** When the channel is tried again; null while it is not resting. */
  restsUntil(nowMs: number): number | null {
    return nowMs < this.restUntil ? this.restUntil : null;
  }

  works(nowMs: number): boolean {
    return this.rests === 0 && this.lastSuccess !== null && nowMs - this.lastSuccess < worksMs;
  }

  /** Whether the channel took something within the last `ms`. */
  succeededWithin(ms: number, nowMs: number): boolean {
    return this.lastSuccess !== null && nowMs - this.lastSuccess < ms;
  }

  succeeded(nowMs: number): void {
    this.lastSuccess = nowMs;
    this.failures = 0;
    this.throttles = 0;
    this.rests = 0;
    this.open = Math.min(this.most, this.open * 2);
  }

  /** Returns true when this is what makes the channel rest. */
  failed(nowMs: number): boolean {
    this.failures += 1;
    if (this.failures < failuresToRest && this.rests === 0) return false;
    const isNew = this.rests === 0;
    if (nowMs >= this.restUntil) {
      this.rests += 1;
      this.restUntil = nowMs + restMs(this.rests);
      this.open = 1;
    }
    return isNew;
  }

  /** One chat's 429 is its own; several in a row are the account's. Returns true when the account begins to rest. */
  throttled(nowMs: number, untilMs: number): boolean {
    this.throttles += 1;
    if (this.throttles < failuresToRest) return false;
    const isNew = nowMs >= this.restUntil;
    this.restUntil = Math.max(this.restUntil, untilMs);
    this.open = 1;
    return isNew;
  }
}
