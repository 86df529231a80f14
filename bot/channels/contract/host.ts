import type { ChannelEvent, ChannelHost, Inbound } from '../channel.js';

/** When everything of the contract happens. */
const NOW = new Date('2026-12-01T00:00:00Z');

/** A host that writes down what a channel does, for the contract and the channels' own tests. Its time stands still. */
export class RecordingHost implements ChannelHost {
  readonly received: Inbound[] = [];
  readonly events: ChannelEvent[] = [];
  /** All waits that were asked for, in ms; none of them takes time. */
  readonly sleeps: number[] = [];
  /** How often `receive` was called, refusals included. */
  calls = 0;
  private refusals = 0;
  private watchers: (() => void)[] = [];

  receive(batch: readonly Inbound[]): Promise<void> {
    this.calls += 1;
    if (this.refusals > 0) {
      this.refusals -= 1;
      return Promise.reject(new Error('expected the store to be up, it is down'));
    }
    this.received.push(...batch);
    this.look();
    return Promise.resolve();
  }

  report(event: ChannelEvent): void {
    this.events.push(event);
    this.look();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      setImmediate(() => (signal?.aborted === true ? reject(new Error('aborted')) : resolve()));
    });
  }

  now(): Date {
    return NOW;
  }

  /** Lets the next `count` calls of `receive` reject. */
  refuse(count: number): void {
    this.refusals = count;
  }

  /** Resolves when `probe` gives a value; looked at after each thing the channel hands over or reports. */
  until<T>(probe: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const look = (): boolean => {
        const value = probe();
        if (value === undefined || value === false) return false;
        this.watchers = this.watchers.filter((one) => one !== watcher);
        resolve(value);
        return true;
      };
      const watcher = (): void => void look();
      if (!look()) this.watchers.push(watcher);
    });
  }

  /** Resolves with the first `count` things that arrived. */
  arrived(count: number): Promise<readonly Inbound[]> {
    return this.until(() => this.received.length >= count && this.received.slice(0, count));
  }

  /** Types of the events so far. */
  get eventTypes(): string[] {
    return this.events.map((event) => event.type);
  }

  private look(): void {
    for (const watcher of this.watchers) watcher();
  }
}
