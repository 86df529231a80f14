import { testLocales } from '../support/context.js';

/** A message key as a pattern of its rendering in this language, placeholders open; null when it is plain text. */
export function patternOf(key: string, language: string): RegExp | null {
  const match = /^([a-z-]+):(.+)$/u.exec(key);
  if (match === null) return null;
  const found = match[2]!
    .split('.')
    .reduce<unknown>(
      (node, part) => (node as Record<string, unknown> | undefined)?.[part],
      testLocales().namespace(language, match[1]!),
    );
  if (typeof found !== 'string') throw new Error(`expected the message ${key} in ${language}, got none`);
  const escaped = found.trim().replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(escaped.replace(/\\\{\\\{.*?\\\}\\\}/gu, '[\\s\\S]*?'), 'u');
}
