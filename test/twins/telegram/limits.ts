import { ApiFailure } from './types.js';

/** The provider's published limits on sends; null switches one off. */
export interface LimitOptions {
  readonly perSecond?: number | null;
  readonly perChatPerSecond?: number | null;
  readonly perGroupPerMinute?: number | null;
}

/** About 30 messages a second a bot, 1 a second a chat, 20 a minute a group. */
export const PUBLISHED_LIMITS: LimitOptions = { perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 };

/** Sliding windows over accepted sends. Off until {@link Limits.set} is called. */
export class Limits {
  /** Sends that were refused with a 429 so far. */
  refused = 0;
  private options: LimitOptions = {};
  private readonly stamps = new Map<string, number[]>();

  constructor(
    private readonly nowMs: () => number,
    private readonly secondMs: number,
  ) {}

  set(options: LimitOptions | null): void {
    this.options = options ?? {};
    this.stamps.clear();
  }

  /** Counts one send, or throws the 429 with whole seconds to wait (at least 1). */
  count(bot: string, chat: number, isGroup: boolean): void {
    const { perSecond = null, perChatPerSecond = null, perGroupPerMinute = null } = this.options;
    if (perSecond === null && perChatPerSecond === null && perGroupPerMinute === null) return;
    const now = this.nowMs();
    const windows = [
      this.window(bot, 1, perSecond, now),
      this.window(`${bot}/${chat}`, 1, perChatPerSecond, now),
      this.window(`${bot}/${chat}/minute`, 60, isGroup ? perGroupPerMinute : null, now),
    ].filter((stamps) => stamps !== null);
    for (const stamps of windows) stamps.push(now);
  }

  private window(key: string, seconds: number, allowed: number | null, now: number): number[] | null {
    if (allowed === null) return null;
    const lengthMs = seconds * this.secondMs;
    const stamps = (this.stamps.get(key) ?? []).filter((at) => at > now - lengthMs);
    this.stamps.set(key, stamps);
    const oldest = stamps[0];
    if (oldest === undefined || stamps.length < allowed) return stamps;
    const retry_after = Math.max(1, Math.ceil((oldest + lengthMs - now) / this.secondMs));
    this.refused += 1;
    throw new ApiFailure(429, `Too Many Requests: retry after ${retry_after}`, { retry_after });
  }
}
