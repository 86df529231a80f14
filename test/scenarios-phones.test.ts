import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

/** Turn and turn about, so that each pair and each language has its share. */
const pairs = [
  ['web', 'wechaty'],
  ['telegram', 'telegraf'],
] as const;

// Each on two kinds of phone; `scenarios.test.ts` plays all languages where that costs least, and
// `scenarios-phones.full.test.ts` all of them on every kind of phone.
for (const [index, { file, scenario }] of allScenarios().entries()) {
  describe(`${file}: ${scenario.name}`, () => {
    for (const [turn, kind] of pairs[index % pairs.length]!.entries()) {
      const language = scenario.languages[((index >> 1) + turn) % scenario.languages.length]!;
      test(`${kind}, ${language}`, () => play(scenario, language, kind));
    }
  });
}
