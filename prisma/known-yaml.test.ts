import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { knownYaml, parseYaml } from './known-yaml.js';
import { packageRoot } from './package-root.js';

const files = [
  'locales/zh-CN/crisis.yaml',
  'locales/words.yaml',
  'locales/hotlines/cn.yaml',
  'scheduler/programmes/golden-three-months.yaml',
];

it.each(files)('%s is known from the build, and as it is', (file) => {
  const text = readFileSync(path.join(packageRoot(), file), 'utf8');
  expect(knownYaml(text)).toEqual(parse(text));
});

it('a text that was edited since is parsed anew', () => {
  const text = readFileSync(path.join(packageRoot(), files[1]!), 'utf8');
  const edited = `${text}\nedited: true\n`;
  expect(knownYaml(edited)).toBeUndefined();
  expect(parseYaml(edited)).toMatchObject({ edited: true });
});

it('what is changed by one caller does not reach the next', () => {
  const text = readFileSync(path.join(packageRoot(), files[0]!), 'utf8');
  const mine = knownYaml(text) as Record<string, unknown>;
  mine['card'] = 'changed';
  expect(knownYaml(text)).toEqual(parse(text));
});
