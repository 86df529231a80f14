import type { Option, Prompt, Reader, Words } from './types.js';

/** Typed text in one shape: width, case and stray punctuation do not matter. */
export function normalise(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, '')
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
    .replace(/\s+/gu, ' ');
}

/** What was typed, as the value of an answer; null when it cannot be read. */
export function read(reader: Reader, typed: string, prompt: Prompt, words: Words): string | null {
  const chosen = readChoice(typed, prompt, words, reader.as !== 'number' && reader.as !== 'time');
  if (chosen !== null && reader.as !== 'text') return chosen;
  switch (reader.as) {
    case 'choice':
      return null;
    case 'number':
      return readNumber(typed, reader.min, reader.max, words);
    case 'text':
      return chosen ?? (typed.trim() === '' ? null : Array.from(typed.trim()).slice(0, reader.max).join(''));
    case 'time':
      return readTime(typed, words);
    case 'day':
      return readDay(typed);
  }
}

function readChoice(typed: string, prompt: Prompt, words: Words, byPosition: boolean): string | null {
  const said = normalise(typed);
  const options = (prompt.options ?? []).flat();
  const named = options.find((option) => option.open === undefined && isCalled(option, said, words));
  if (named !== undefined) return named.value;
  const placed = byPosition ? atPosition(options, said, words) : undefined;
  return placed === undefined || placed.open !== undefined ? null : placed.value;
}

/** The option of a prompt that opens another flow and is called, or numbered, what was typed; null if none. */
export function readOpening(
  typed: string,
  prompt: Prompt,
  words: Words,
  reader: Reader,
): Option['open'] | null {
  const said = normalise(typed);
  const options = (prompt.options ?? []).flat();
  const named = options.find((option) => option.open !== undefined && isCalled(option, said, words));
  if (named !== undefined) return named.open ?? null;
  return reader.as === 'choice' ? (atPosition(options, said, words)?.open ?? null) : null;
}

/**
 * A place in a numbered list, from 1, in digits of any width, Chinese or English words, with the marks that people put
 * around it ("2", "２。", "二", "(2)", "第二个"); null when it is none.
 */
export function placeOf(typed: string, words: Words): number | null {
  const bare = words.list('place-mark').reduce((said, mark) => {
    if (said.startsWith(mark)) return said.slice(mark.length);
    return said.endsWith(mark) ? said.slice(0, -mark.length) : said;
  }, normalise(typed));
  return words.number(bare);
}

/** Choices are numbered over the whole message, from 1, as channels without buttons show them. */
function atPosition(options: readonly Option[], said: string, words: Words): Option | undefined {
  const position = placeOf(said, words);
  return position === null ? undefined : options[position - 1];
}

function isCalled(option: Option, said: string, words: Words): boolean {
  if (said === '') return false;
  if (words.labels(option.label).includes(said)) return true;
  return option.words !== undefined && words.list(option.words).includes(said);
}

/** A whole number between `min` and `max` in digits or words, alone or in a short phrase ("about 7", "7分"). */
export function readNumber(typed: string, min: number, max: number, words: Words): string | null {
  const said = normalise(typed);
  const whole = words.number(said);
  const digits = said.match(/\d+/gu);
  const found = whole ?? (digits?.length === 1 && said.length <= 12 ? Number(digits[0]) : null);
  return found !== null && found >= min && found <= max ? String(found) : null;
}

/** A wall-clock time as `HH:mm`: "8", "8:30", "8pm", or with the hour and half-hour marks of the word lists. */
export function readTime(typed: string, words: Words): string | null {
  const said = words.list('hour-mark').reduce((text, mark) => text.replaceAll(mark, ':'), normalise(typed));
  const [hourPart = '', minutePart = ''] = said.split(':', 2);
  const hourDigits = /(\d{1,2})/u.exec(hourPart)?.[1];
  const bare = [...words.list('evening'), ...words.list('morning')].reduce(
    (text, word) => text.replace(word, ''),
    hourPart,
  );
  const hourWord = hourDigits === undefined ? words.number(bare.trim()) : Number(hourDigits);
  if (hourWord === null) return null;
  const isHalf = words.list('half-mark').some((mark) => said.includes(mark));
  const minutes = isHalf ? 30 : Number(/\d{1,2}/u.exec(minutePart)?.[0] ?? 0);
  const isLate = words.list('evening').some((word) => said.includes(word));
  const hour = isLate && hourWord < 12 ? hourWord + 12 : hourWord;
  if (hour > 23 || minutes > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** A calendar day as `YYYY-MM-DD`: "2026-12-01", "2026/12/1", also with the marks of Chinese dates. */
export function readDay(typed: string): string | null {
  const match = /(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})/u.exec(typed.normalize('NFKC'));
  if (match === null) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
