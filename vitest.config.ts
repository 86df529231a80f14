import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longest: begun last, one of them would run on alone while the other worker has nothing left to do. */
const longest = [
  'test/scenarios.test.ts',
  'test/kill/kill.test.ts',
  'test/practice/real.test.ts',
  'test/cli/doctor.test.ts',
  'test/practice/page.test.ts',
  'test/simulation/simulation.test.ts',
  'test/cli/pipes.test.ts',
  'test/telegram/budgets.test.ts',
  'test/scenarios-phones.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** `fast` is `npm test` (under five minutes); `full` adds the long proofs (`npm run test:full`). */
export default defineConfig({
  test: {
    pool: 'forks',
    // What a test file imports is loaded once for all of them: a third of the time.
    isolate: false,
    // One more than vitest takes by itself on two cores: many tests wait for a process of their own.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/build.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['{bot,flows,scheduler,prisma,locales,test}/**/*.test.ts'],
          exclude: ['**/*.full.test.ts', 'node_modules/**'],
        },
      },
      {
        extends: true,
        test: { name: 'full', include: ['test/**/*.full.test.ts'], testTimeout: 900_000 },
      },
    ],
  },
});
