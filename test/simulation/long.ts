import { describe, expect, it } from 'vitest';
import { check } from './checks/index.js';
import { transcript } from './transcript.js';
import { simulate } from './world.js';

/** Odd seeds have more people, even ones play the golden three months to their end. */
const sizeOf = (seed: number) => (seed % 2 === 1 ? { people: 12, days: 30 } : { people: 4, days: 110 });

/** The long simulations, one test a seed; two files share the seeds, so that two cores do. */
export function simulateSeeds(from: number, to: number): void {
  const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  describe('long simulations with a channel that fails', () => {
    it.each(seeds)('seed %i', async (seed) => {
      const size = sizeOf(seed);
      const run = await simulate({ seed, ...size });
      try {
        const problems = await check(run);
        const chat = problems.find((problem) => problem.chat !== null)?.chat;
        const shown = chat == null ? '' : transcript(run, chat);
        expect(
          problems,
          `npm run simulate -- --seed ${seed} --people ${size.people} --days ${size.days}\n${shown}`,
        ).toEqual([]);
      } finally {
        await run.db.close();
      }
    });
  });
}
