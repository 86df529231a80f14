import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { globSync } from './glob.mjs';

/**
 * Parses every YAML file of the project once, into dist/known-yaml.json: hash of the text → its data as JSON. What has
 * an error, or does not survive JSON, is left out and parsed at the start as before.
 */
export async function parseYamlFiles(root) {
  const { yamlKey, knownYamlFile } = await import(path.join(root, 'dist/prisma/known-yaml.js'));
  const files = globSync(root, ['locales', 'scheduler'], (file) => file.endsWith('.yaml'));
  const known = {};
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const document = parseDocument(text);
    if (document.errors.length > 0) continue;
    const data = document.toJS();
    const json = JSON.stringify(data);
    if (json !== undefined && isDeepStrictEqual(JSON.parse(json), data)) known[yamlKey(text)] = json;
  }
  writeFileSync(path.join(root, knownYamlFile), JSON.stringify(known));
  return files.length;
}
