/**
 * Random call-ups without a random number: a keyed hash of the week decides, so a plan can be made again at any time,
 * and only who knows the enrolment's secret could foretell it. Days are absolute, so that mending the release day
 * does not reshuffle them.
 */
import { createHmac } from 'node:crypto';

const BYTES_PER_DAY = 4;
const CHANCES = 2 ** 24;

/** Draws for single days: a chance in [0, 1) and a stagger in [0, 1). Remembers the week it last hashed. */
export class DayDraws {
  private week = Number.NaN;
  private bytes: Buffer = Buffer.alloc(0);

  constructor(
    private readonly seed: string,
    private readonly label: string,
  ) {}

  private wordOf(day: number): number {
    const week = Math.floor(day / 7);
    if (week !== this.week) {
      this.week = week;
      this.bytes = createHmac('sha256', this.seed)
        .update(`${this.label}:${String(week)}`)
        .digest();
    }
    return this.bytes.readUInt32BE((day - week * 7) * BYTES_PER_DAY);
  }

  /** Uniform in [0, 1), fixed for the day. */
  chance(day: number): number {
    return (this.wordOf(day) >>> 8) / CHANCES;
  }

  /** Uniform in [0, 1), fixed for the day, independent of the chance. */
  stagger(day: number): number {
    return (this.wordOf(day) & 0xff) / 256;
  }
}

/**
 * The days on which a call-up falls: on every eligible day the same chance, and never more than `longestGap` days
 * without one. `from` is the first day that counts; `settled` are days on which one really fell: the gap runs on
 * from them. After a stretch without an eligible day (leave) the gap starts afresh, so that the first day back is
 * no surer than any other.
 */
export function callUpDays(
  eligible: readonly number[],
  from: number,
  longestGap: number,
  falls: (day: number) => boolean,
  settled: ReadonlySet<number>,
): number[] {
  const days: number[] = [];
  const known = [...settled].sort((a, b) => a - b);
  let last = from - 1;
  eligible.forEach((day, i) => {
    while (known[0] !== undefined && known[0] < day) last = Math.max(last, known.shift() ?? last);
    if (day - last > longestGap) last = day - 1;
    const next = eligible[i + 1];
    const forced = next !== undefined && next - last > longestGap;
    if (settled.has(day)) last = day;
    else if (falls(day) || forced) {
      days.push(day);
      last = day;
    }
  });
  return days;
}
