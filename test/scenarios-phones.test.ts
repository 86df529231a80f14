import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

/** Turn and turn about, so that each kind and each language has its share. */
const kinds = ['web', 'wechaty', 'telegram', 'telegraf'] as const;

const everySecond = allScenarios().filter((_, index) => index % 2 === 0);

// Each on one kind of phone; `scenarios.test.ts` plays all of them in all languages where that costs least, and
// `scenarios-phones.full.test.ts` on every kind of phone.
for (const [index, { file, scenario }] of everySecond.entries()) {
  describe(`${file}: ${scenario.name}`, () => {
    const kind = kinds[index % kinds.length]!;
    const turn = Math.floor(index / kinds.length) + index;
    const language = scenario.languages[turn % scenario.languages.length]!;
    test(`${kind}, ${language}`, () => play(scenario, language, kind));
  });
}
