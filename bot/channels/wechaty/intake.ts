import type { ChannelHost, Inbound } from '../channel.js';
import { backoffMs } from '../shared/presence.js';
import type { Reading } from './inbound.js';

/** Looks one thing up and reads it; may reject. */
export type Fetch = () => Promise<Reading>;

/** So many things wait at most; beyond that the oldest go. A host that cannot store for that long is down for good. */
const MOST_WAITING = 10_000;
/** So often a message is asked for before it is given up. */
const MOST_TRIES = 3;

/**
 * From message ids to the host: one after the other, in the order in which they came. WeChat repeats nothing, so what
 * the host cannot store is kept here and tried again until it can. Nothing thrown gets out.
 */
export class Intake {
  private readonly waiting: Fetch[] = [];
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;
  private isClosed = false;
  private skipped = 0;
  private nextReport = 1;

  constructor(
    private readonly bot: string,
    private readonly host: ChannelHost,
  ) {}

  add(fetch: Fetch): void {
    if (this.isClosed) return;
    this.waiting.push(fetch);
    if (this.waiting.length > MOST_WAITING) {
      this.waiting.shift();
      this.skip();
    }
    if (this.isRunning) return;
    this.isRunning = true;
    this.running = this.drain();
  }

  /** Takes nothing more; resolves when what has arrived is stored, or was tried often enough. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    for (let fetch = this.waiting.shift(); fetch !== undefined; fetch = this.waiting.shift()) {
      const reading = await this.read(fetch);
      if (reading === 'malformed') this.skip();
      else if (reading !== 'ignored') await this.store(reading);
    }
    this.isRunning = false;
  }

  private async read(fetch: Fetch): Promise<Reading> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      try {
        return await fetch();
      } catch {
        await this.wait(tries);
      }
    }
    return 'malformed';
  }

  private async store(inbound: Inbound): Promise<void> {
    for (let tries = 1; !this.isClosed || tries <= MOST_TRIES; tries += 1) {
      try {
        return await this.host.receive([inbound]);
      } catch {
        await this.wait(tries);
      }
    }
  }

  private wait(tries: number): Promise<void> {
    return this.host.sleep(backoffMs(tries)).catch(() => {});
  }

  /** Told at the 1st, 10th, 100th …: a flood of rubbish must not become a flood of reports. */
  private skip(): void {
    this.skipped += 1;
    if (this.skipped < this.nextReport) return;
    this.nextReport *= 10;
    const detail = `${this.skipped} messages could not be read and were skipped`;
    this.host.report({ bot: this.bot, type: 'skipped', detail });
  }
}
