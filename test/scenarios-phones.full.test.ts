import { describe, test } from 'vitest';
import { allScenarios } from './scenario/files.js';
import { play } from './scenario/play.js';

const kinds = ['web', 'telegram', 'telegraf', 'wechaty'] as const;

for (const { file, scenario } of allScenarios()) {
  describe(`${file}: ${scenario.name}`, () => {
    for (const kind of kinds)
      test.each(scenario.languages)(`${kind}, %s`, (language) => play(scenario, language, kind));
  });
}
