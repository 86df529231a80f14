import type { AdvanceTo, PracticeControl } from './control.js';
import { PracticeError } from './server-errors.js';
import type { Hub } from './server-hub.js';

/** Moves the clock in the background, one journey at a time, and lets it be stopped. */
export class Traveller {
  #abort: AbortController | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(
    readonly control: PracticeControl,
    readonly hub: Hub,
  ) {}

  /** Throws `practice.busy` while the clock moves already. */
  setOff(to: AdvanceTo, front: string | null): void {
    if (this.#abort !== null) {
      const message = 'expected a clock that stands still, got one that is moving';
      throw new PracticeError(409, 'practice.busy', message, 'wait, or stop it first');
    }
    this.#abort = new AbortController();
    this.#ended = this.#travel(to, front, this.#abort.signal);
  }

  /** Resolves when the clock stands still. */
  async stop(): Promise<void> {
    this.#abort?.abort();
    await this.#ended;
  }

  async #travel(to: AdvanceTo, front: string | null, signal: AbortSignal): Promise<void> {
    try {
      const { day: startDay, now } = await this.control.state();
      this.hub.travel({ to, startDay, day: startDay, now });
      await this.control.advance(to, (at) => this.hub.travel({ to, startDay, ...at }), signal, front);
    } catch {
      this.hub.trouble('practice.failed');
    } finally {
      this.#abort = null;
      this.hub.travel(null);
    }
  }
}
