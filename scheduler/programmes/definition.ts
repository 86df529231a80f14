/** Reading a definition file: text → YAML → zod, with every problem named. Shared by programmes and calendars. */
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { knownYaml } from '../../prisma/known-yaml.js';
import { DefinitionError, nearest, show, type Problem } from './errors.js';
import { readText } from './read-text.js';

/** Reads and parses a YAML file against a schema. Throws {@link DefinitionError} with every problem found. */
export function readDefinition<T>(file: string, schema: z.ZodType<T>): T {
  return parseDefinition(readText(file), file, schema);
}

/** Parses YAML text against a schema; `file` only names it in errors. Throws {@link DefinitionError}. */
export function parseDefinition<T>(text: string, file: string, schema: z.ZodType<T>): T {
  const known = knownYaml(text);
  if (known !== undefined) return checked(known, file, schema);
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      path: `line ${String(error.linePos?.[0].line ?? 0)}`,
      expected: 'YAML',
      got: error.code,
      fix: 'mend the indentation or quotes on that line',
    }));
    throw new DefinitionError('definition.syntax', file, problems);
  }
  return checked(document.toJS(), file, schema);
}

function checked<T>(raw: unknown, file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new DefinitionError(
    'definition.shape',
    file,
    parsed.error.issues.flatMap((issue) => problemsOf(issue, raw)),
  );
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, raw: unknown): Problem[] {
  const where = issue.path;
  const value = at(raw, where);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...where, key]),
      expected: 'only known keys',
      got: show(key),
      fix: 'remove it, or mend its spelling',
    }));
  }
  const options = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const close = typeof value === 'string' ? nearest(value, options) : undefined;
  const fix = close === undefined ? 'correct the value' : `did you mean ${show(close)}?`;
  return [{ path: pathText(where), expected: expectation(issue, options), got: show(value), fix }];
}

function expectation(issue: Issue, options: readonly string[]): string {
  if (options.length > 0) return options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`;
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'too_big') return `at most ${String(issue.maximum)}`;
  if (issue.code === 'too_small' && issue.origin !== 'array') return `at least ${String(issue.minimum)}`;
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return `a known ${issue.discriminator}`;
  return issue.message;
}

function at(raw: unknown, where: readonly PropertyKey[]): unknown {
  return where.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );
}

/** ['steps', 3, 'when', 'at'] as 'steps[3].when.at'. */
export function pathText(where: readonly PropertyKey[]): string {
  return where.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${String(key)}]`
        : text === ''
          ? String(key)
          : `${text}.${String(key)}`,
    '',
  );
}

/**
 * A data file of the project, by its path from the root. Works from source and from `dist/`,
 * where only code is copied: data stays where it is written.
 */
export function dataFile(relative: string): string {
  const marker = `${path.sep}dist${path.sep}scheduler`;
  const here = import.meta.dirname;
  const root = here.includes(marker) ? here.slice(0, here.lastIndexOf(marker)) : path.resolve(here, '../..');
  return path.join(root, relative);
}
