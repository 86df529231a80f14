import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { languages } from './languages.js';

/**
 * What keeps the languages below `folder` from being complete and equal: a file, a message or a placeholder that one
 * has and another has not; and a hotline written into a text, which would be wrong in every other region. One line a
 * problem, empty when there is none.
 */
export function localeProblems(folder: string): string[] {
  const [first, ...others] = languages.map((language) => ({
    language,
    messages: messagesOf(folder, language),
  }));
  if (first === undefined) return [];
  const numbers = hotlineNumbers(folder);
  return [
    ...others.flatMap((other) => [...compare(first, other), ...missing(other, first)]),
    ...[first, ...others].flatMap((one) => bareNumbers(one, numbers)),
  ];
}

interface Messages {
  readonly language: string;
  /** `check-in:mood.ask` → its text. */
  readonly messages: ReadonlyMap<string, string>;
}

function compare(first: Messages, other: Messages): string[] {
  return [...first.messages].flatMap(([key, text]) => {
    const theirs = other.messages.get(key);
    if (theirs === undefined) return [lacking(other.language, key)];
    const [ours, others] = [placeholders(text), placeholders(theirs)];
    if (ours === others) return [];
    return [`${key}: expected {${ours}} in ${other.language} as in ${first.language}, got {${others}}`];
  });
}

function missing(first: Messages, other: Messages): string[] {
  return [...first.messages.keys()]
    .filter((key) => !other.messages.has(key))
    .map((key) => lacking(other.language, key));
}

/** Every number of every region, without blanks and strokes. */
function hotlineNumbers(folder: string): ReadonlySet<string> {
  const hotlines = path.join(folder, 'hotlines');
  const numbers = readdirSync(hotlines).flatMap((file) => {
    const { lines } = parse(readFileSync(path.join(hotlines, file), 'utf8')) as {
      readonly lines: readonly { readonly number: string }[];
    };
    return lines.map(({ number }) => digitsOf(number));
  });
  return new Set(numbers);
}

function bareNumbers({ language, messages }: Messages, numbers: ReadonlySet<string>): string[] {
  const fix = 'write {{ambulance}}, {{police}}, {{emergency}} or {{mind}}';
  return [...messages].flatMap(([key, text]) =>
    [...text.matchAll(/\d(?:[ -]?\d)*/gu)]
      .filter(([found]) => numbers.has(digitsOf(found)))
      .map(([found]) => `${key}: expected no region's number in ${language}, got ${found}; ${fix}`),
  );
}

const digitsOf = (text: string): string => text.replaceAll(/\D/gu, '');

const lacking = (language: string, key: string): string => `${key}: expected a text in ${language}, got none`;

/** Sorted, once each. */
function placeholders(text: string): string {
  const names = [...text.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/gu)].map((match) => match[1]!);
  return [...new Set(names)].sort().join(', ');
}

function messagesOf(folder: string, language: string): Map<string, string> {
  const files = readdirSync(path.join(folder, language)).filter((file) => file.endsWith('.yaml'));
  return new Map(
    files.flatMap((file) => {
      const content: unknown = parse(readFileSync(path.join(folder, language, file), 'utf8'));
      return flatten(content, `${path.basename(file, '.yaml')}:`);
    }),
  );
}

/** English has two forms where Chinese has one: `_one` and `_other` count as the message without them. */
function flatten(content: unknown, prefix: string): [string, string][] {
  if (typeof content === 'string') return [[prefix.replace(/_(?:one|other)$/u, ''), content]];
  if (typeof content !== 'object' || content === null) return [[prefix, String(content)]];
  const glue = prefix.endsWith(':') ? '' : '.';
  return Object.entries(content).flatMap(([key, value]) => flatten(value, `${prefix}${glue}${key}`));
}
