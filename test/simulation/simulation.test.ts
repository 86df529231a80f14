import { describe, expect, it } from 'vitest';
import { check } from './checks/index.js';
import { transcript } from './transcript.js';
import { simulate } from './world.js';

// The long form: seeds-*.full.test.ts; any size: npm run simulate -- --seed 7 --people 200 --days 120.
const size = { people: 12, days: 30 };

describe(`a simulation of ${size.people} people × ${size.days} days with a channel that fails`, () => {
  it.each([1])(
    'seed %i: nothing lost, doubled, late, at night or after a stop',
    { timeout: 180_000 },
    async (seed) => {
      const run = await simulate({ seed, ...size });
      try {
        const problems = await check(run);
        const chat = problems.find((problem) => problem.chat !== null)?.chat;
        const shown = chat == null ? '' : transcript(run, chat);
        expect(problems, `seed ${seed}\n${shown}`).toEqual([]);
        // The world was bad enough for that to mean something.
        expect(run.starts.length).toBeGreaterThan(3);
        expect(new Set(run.provider.calls.map((call) => call.outcome)).size).toBeGreaterThanOrEqual(5);
        const decided = { state: { in: ['approved', 'returned', 'declined'] } };
        expect(await run.db.prisma.leave.count({ where: decided })).toBeGreaterThan(0);
      } finally {
        await run.db.close();
      }
    },
  );
});
