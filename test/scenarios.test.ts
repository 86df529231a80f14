import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

// All in the first language, every second in the others too; `scenarios-phones.test.ts` plays the rest on phones, and
// `scenarios-phones.full.test.ts` all of them in all languages on every kind of phone.
for (const [index, { file, scenario }] of allScenarios().entries()) {
  const [first, ...others] = scenario.languages;
  describe(`${file}: ${scenario.name}`, () => {
    test.each(index % 2 === 1 ? [first!, ...others] : [first!])('memory, %s', (language) =>
      play(scenario, language, 'memory'),
    );
  });
}
