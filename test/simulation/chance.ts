import { seededRandom } from '../../bot/random.js';

/** Seeded choices for a simulation; each actor has its own, so that one more draw here changes nothing there. */
export class Chance {
  private readonly draw: () => number;

  constructor(seed: number) {
    this.draw = seededRandom(Math.imul(seed, 2_654_435_761)).chance;
  }

  /** 0 ≤ x < 1. */
  readonly chance = (): number => this.draw();

  hits(probability: number): boolean {
    return this.draw() < probability;
  }

  /** A whole number from `from` to `to`, both inclusive. */
  int(from: number, to: number): number {
    return from + Math.floor(this.draw() * (to - from + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.draw() * items.length)]!;
  }
}
