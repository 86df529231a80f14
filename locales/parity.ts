import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { languages } from './languages.js';

/**
 * What keeps the languages below `folder` from being complete and equal: a file, a message or a placeholder that one
 * has and another has not. One line a problem, empty when there is none.
 */
export function localeProblems(folder: string): string[] {
  const [first, ...others] = languages.map((language) => ({
    language,
    messages: messagesOf(folder, language),
  }));
  if (first === undefined) return [];
  return others.flatMap((other) => [...compare(first, other), ...missing(other, first)]);
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
