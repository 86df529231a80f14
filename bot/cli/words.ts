import path from 'node:path';
import type { Param } from '../../flows/engine/text.js';
import { loadLocales, type Language, type Locales } from '../../locales/index.js';
import { packageRoot } from '../../prisma/package-root.js';

/** What the command line says, out of `locales/<language>/cli.yaml`. */
export interface CliWords {
  readonly languages: readonly Language[];
  /** A text in every language of this terminal, one after the other. */
  lines(key: string, params?: Readonly<Record<string, Param>>): readonly string[];
  /** The same in the first of them. */
  one(key: string, params?: Readonly<Record<string, Param>>): string;
  /** The same in this language. */
  inLanguage(language: Language, key: string, params?: Readonly<Record<string, Param>>): string;
}

/** Loads the texts; throws when a file is not YAML. */
export function cliWords(languages: readonly Language[], locales: Locales = projectLocales()): CliWords {
  const inLanguage: CliWords['inLanguage'] = (language, key, params = {}) =>
    locales.render({ key: `cli:${key}`, params }, language, 'UTC');
  return {
    languages,
    inLanguage,
    lines: (key, params) => languages.map((language) => inLanguage(language, key, params)),
    one: (key, params) => inLanguage(languages[0] ?? 'zh-CN', key, params),
  };
}

/** All texts of the project. */
export function projectLocales(): Locales {
  return loadLocales(path.join(packageRoot(), 'locales'));
}

/** Prints lines. */
export function print(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
