import { defineConfig } from 'vitest/config';

/** `fast` is `npm test` (under five minutes); `full` adds the long proofs (`npm run test:full`). */
export default defineConfig({
  test: {
    pool: 'forks',
    isolate: false,
    // One more than vitest takes by itself on two cores: many tests wait for a process of their own.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
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
