import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from './package-root.js';

/** Where the build keeps what it has parsed, below the root of the package. */
export const knownYamlFile = 'dist/known-yaml.json';

let known: Readonly<Record<string, string>> | undefined;

/** Under which a text is kept: its content decides, so that an edited file is never mistaken for what it was. */
export const yamlKey = (text: string): string => createHash('sha256').update(text).digest('base64url');

/**
 * The data of a YAML text that the build has parsed already (half a second at every start, otherwise); undefined for a
 * text it has not seen, e.g. one that was edited since. The data are the caller's own.
 */
export function knownYaml(text: string): unknown {
  known ??= readKnown();
  const json = known[yamlKey(text)];
  return json === undefined ? undefined : (JSON.parse(json) as unknown);
}

/** The data of a YAML text. Throws as `yaml` does. */
export function parseYaml(text: string): unknown {
  return knownYaml(text) ?? (parse(text) as unknown);
}

function readKnown(): Readonly<Record<string, string>> {
  const file = path.join(packageRoot(), knownYamlFile);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    // Half written by a build that was cut off: the texts themselves are all there is to know.
    return {};
  }
}
