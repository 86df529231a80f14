import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

for (const { file, scenario } of allScenarios()) {
  describe(`${file}: ${scenario.name}`, () => {
    test.each(scenario.languages)('wechaty, %s', (language) => play(scenario, language, 'wechaty'));
  });
}
