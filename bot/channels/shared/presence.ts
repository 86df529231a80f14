import type { ChannelHost } from '../channel.js';

/** Tells the operator when a channel goes offline and when it is back: once each, however often it is tried. */
export class Presence {
  private state: 'unknown' | 'online' | 'offline' = 'unknown';

  constructor(
    private readonly bot: string,
    private readonly host: ChannelHost,
  ) {}

  online(): void {
    if (this.state === 'online') return;
    this.state = 'online';
    this.host.report({ bot: this.bot, type: 'online', detail: 'connected' });
  }

  /** A change of the reason alone is not told again. */
  offline(detail: string): void {
    if (this.state === 'offline') return;
    this.state = 'offline';
    this.host.report({ bot: this.bot, type: 'offline', detail });
  }
}

const STEPS_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** How long to wait before trying again after so many failures in a row (1 for the first), in ms; at most 30 s. */
export function backoffMs(failures: number): number {
  return STEPS_MS[Math.min(Math.max(failures, 1), STEPS_MS.length) - 1] ?? 30_000;
}
