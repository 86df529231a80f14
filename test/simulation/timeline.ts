/** Tables whose rows tell by their number before which step of the clock they were written. */
export const dated = ['Alert', 'Due', 'Decision', 'Outbox'] as const;
export type DatedTable = (typeof dated)[number];

/** One step back of the bot's clock. */
export interface Step {
  /** When, by the clock that nobody sets. */
  readonly elapsedMs: number;
  readonly backMs: number;
  /** The last row of each table that was written by the clock as it was before. */
  readonly last: Readonly<Record<DatedTable, number>>;
}

/**
 * The bot's clock beside the one that nobody sets (`elapsedMs`), by which people, the provider and the weather live. A
 * moment of the bot may come twice: which of them a row means is told by its number.
 */
export class Timeline {
  readonly steps: Step[] = [];

  /** When a row was written, by the clock that nobody sets; `wallMs` is what it says itself. */
  elapsed(table: DatedTable, row: number, wallMs: number): number {
    return this.steps.reduce((ms, { backMs, last }) => (row > last[table] ? ms + backMs : ms), wallMs);
  }

  /** The first and the last time that the bot's clock showed a moment; the same where it did not step over it. */
  candidates(wallMs: number): readonly [first: number, last: number] {
    const offsets = this.steps.reduce((all, { backMs }) => [...all, all.at(-1)! + backMs], [0]);
    const fits = offsets.flatMap((offset, index) => {
      const elapsed = wallMs + offset;
      const from = this.steps[index - 1]?.elapsedMs ?? -Infinity;
      const to = this.steps[index]?.elapsedMs ?? Infinity;
      return elapsed >= from && elapsed <= to ? [elapsed] : [];
    });
    return [fits[0] ?? wallMs, fits.at(-1) ?? wallMs];
  }

  /** Whether the clock stepped between two moments of the clock that nobody sets, both inclusive. */
  steppedWithin(fromMs: number, toMs: number): boolean {
    return this.steps.some(({ elapsedMs }) => elapsedMs >= fromMs && elapsedMs <= toMs);
  }
}
