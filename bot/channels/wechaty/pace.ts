import type { ChannelHost } from '../channel.js';

/** How a person would write: one after the other, with a breath in between. */
export interface PaceRules {
  /** Least time between the end of one send and the start of the next, in ms. */
  readonly gapMs: number;
  /** Up to so much longer, at random, in ms. */
  readonly jitterMs: number;
}

/** A sober pace: about 17 a minute at most. WeChat publishes nothing; faster accounts have been locked. */
export const soberPace: PaceRules = { gapMs: 2_500, jitterMs: 2_000 };

/** One account's pace. What is urgent waits for nothing. */
export class Pace {
  private tail: Promise<unknown> = Promise.resolve();
  private lastEnd = -Infinity;

  constructor(
    private readonly rules: PaceRules,
    private readonly random: () => number,
  ) {}

  /** Runs `send` when its turn has come; at once when `signal` aborts the waiting. */
  run<T>(host: ChannelHost, urgent: boolean, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    if (urgent) return this.now(host, send);
    const turn = this.tail.then(async () => {
      await this.breathe(host, signal);
      return this.now(host, send);
    });
    this.tail = turn.catch(() => {});
    return turn;
  }

  private async breathe(host: ChannelHost, signal: AbortSignal): Promise<void> {
    const gap = this.rules.gapMs + Math.floor(this.random() * this.rules.jitterMs);
    const waitMs = this.lastEnd + gap - host.now().getTime();
    // Capped: a clock that was set back must not make everybody wait for hours.
    if (waitMs > 0 && !signal.aborted) await host.sleep(Math.min(waitMs, gap), signal).catch(() => {});
  }

  private async now<T>(host: ChannelHost, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } finally {
      this.lastEnd = host.now().getTime();
    }
  }
}
