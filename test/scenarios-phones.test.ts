import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

// Each in one language, turn and turn about; `scenarios.test.ts` plays all languages where that costs least, and
// `scenarios-phones.full.test.ts` all of them on every kind of phone.
for (const [index, { file, scenario }] of allScenarios().entries()) {
  const language = (turn: number) => scenario.languages[(index + turn) % scenario.languages.length]!;
  describe(`${file}: ${scenario.name}`, () => {
    test(`web, ${language(0)}`, () => play(scenario, language(0), 'web'));
    test(`telegram, ${language(1)}`, () => play(scenario, language(1), 'telegram'));
    test(`wechaty, ${language(index >> 1)}`, () => play(scenario, language(index >> 1), 'wechaty'));
    test(`telegraf, ${language(0)}`, () => play(scenario, language(0), 'telegraf'));
  });
}
