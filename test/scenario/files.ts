import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readScenario, type Scenario } from './script.js';

const folder = path.resolve(import.meta.dirname, '../scenarios');

/** Every scenario of the repository with its file's name, in the order of the names. */
export function allScenarios(): readonly { readonly file: string; readonly scenario: Scenario }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => ({ file, scenario: readScenario(path.join(folder, file)) }));
}
