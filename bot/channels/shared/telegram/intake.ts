import type { ChannelHost, Inbound } from '../../channel.js';
import { readUpdate, tapId, updateNumber } from './inbound.js';

/** What came in since the channel was made. */
export interface IntakeCounters {
  /** Updates handed to the host and stored. */
  readonly received: number;
  /** Updates that asked nothing of us. */
  readonly ignored: number;
  /** Updates that could not be read. */
  readonly skipped: number;
}

/** From raw updates to the host: reads, answers taps, counts what it must skip. */
export class Intake {
  private received = 0;
  private ignored = 0;
  private skipped = 0;
  private nextReport = 1;

  constructor(
    private readonly bot: string,
    private readonly host: ChannelHost,
    /** Stops the button's spinner; must not reject. */
    private readonly answerTap: (id: string) => void,
  ) {}

  get counters(): IntakeCounters {
    return { received: this.received, ignored: this.ignored, skipped: this.skipped };
  }

  /** Resolves when all readable updates are stored; rejects as the host does, and then nothing counts as handled. */
  async take(updates: readonly unknown[]): Promise<void> {
    const batch: Inbound[] = [];
    const tally = { ignored: 0, malformed: 0 };
    for (const update of updates) {
      const reading = readUpdate(update, this.bot, this.host.now());
      if (typeof reading === 'string') tally[reading] += 1;
      else batch.push(reading);
      const tap = tapId(update);
      if (tap !== null) this.answerTap(tap);
    }
    if (batch.length > 0) await this.host.receive(batch);
    this.received += batch.length;
    this.ignored += tally.ignored;
    this.skip(tally.malformed);
  }

  /** Lets the host hear updates that come again through {@link take}; nothing is counted or answered. */
  async hear(updates: readonly unknown[]): Promise<void> {
    const readings = updates.map((update) => readUpdate(update, this.bot, this.host.now()));
    const batch = readings.filter((reading) => typeof reading !== 'string');
    if (batch.length > 0) await this.host.hear?.(batch);
  }

  /** Told at the 1st, 10th, 100th …: a flood of rubbish must not become a flood of reports. */
  private skip(count: number): void {
    this.skipped += count;
    if (this.skipped < this.nextReport) return;
    while (this.nextReport <= this.skipped) this.nextReport *= 10;
    const detail = `${this.skipped} updates of the provider could not be read and were skipped`;
    this.host.report({ bot: this.bot, type: 'skipped', detail });
  }
}

/** The offset that confirms all of these updates; `offset` itself when none has a number. */
export function nextOffset(updates: readonly unknown[], offset: number): number {
  return updates.reduce<number>((next, update) => Math.max(next, (updateNumber(update) ?? -1) + 1), offset);
}
