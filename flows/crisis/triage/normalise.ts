import { CORE_PHRASES, CORE_WORDS, EMOJI, SPELLED_OUT, SPELLINGS } from './data/spellings.js';
import { SIMPLIFIED, TRADITIONAL } from './data/traditional.js';
import { phraseIndex } from './phrase-index.js';

/**
 * Text made plain: half width, lower case, simplified characters, no marks between characters that belong together.
 * `\\n` ends a sentence, `，` a clause, one blank stands between Latin words. `start[i]` and `end[i]` are the offsets in
 * the original text of the piece that unit `i` came from.
 */
export interface PlainText {
  text: string;
  start: number[];
  end: number[];
}

const HAN_FOLD: ReadonlyMap<string, string> = new Map(
  Array.from(TRADITIONAL, (character, index) => [character, SIMPLIFIED[index] ?? character]),
);
const SENTENCE_MARKS = new Set('。！？!?;；\n\r…');
const CLAUSE_MARKS = new Set('，,、：:.~～');
const isHanCode = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;
const isLatinCode = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
const isHan = (unit: string): boolean => isHanCode(unit.charCodeAt(0));
const isLatin = (unit: string): boolean => isLatinCode(unit.charCodeAt(0));
const isTitleMark = (unit: string): boolean => unit === '《' || unit === '》';

const push = (plain: PlainText, unit: string, start: number, end: number): void => {
  plain.text += unit;
  plain.start.push(start);
  plain.end.push(end);
};

const isMark = (unit: string | undefined): boolean => unit === ' ' || unit === '，' || unit === '\n';

/** One character of the original as the units it stands for; '' takes it out, ' ' is a gap without meaning. */
const plainUnits = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) {
    if (code >= 0x41 && code <= 0x5a) return character.toLowerCase();
    if (isLatin(character)) return character;
    if (character === "'") return '';
    return SENTENCE_MARKS.has(character) ? '\n' : CLAUSE_MARKS.has(character) ? '，' : ' ';
  }
  if (isHan(character)) return HAN_FOLD.get(character) ?? character;
  return otherUnits(character, code);
};

const isInvisible = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x300 && code <= 0x36f) ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  code === 0x2060 ||
  code === 0xfeff ||
  code === 0xad ||
  code === 0x2019 ||
  code === 0x2018;

const otherUnits = (character: string, code: number): string => {
  if (isInvisible(code)) return '';
  if (SENTENCE_MARKS.has(character)) return '\n';
  if (CLAUSE_MARKS.has(character)) return '，';
  if (isTitleMark(character)) return character;
  const emoji = EMOJI[character];
  if (emoji !== undefined) return emoji;
  const folded = character.normalize('NFKD').toLowerCase();
  if (folded === character) return ' ';
  let units = '';
  for (const part of folded)
    units += isHan(part) || (part.codePointAt(0) ?? 0) < 0x80 ? plainUnits(part) : '';
  return units === '' ? ' ' : units;
};

/** Every character of the first plane is folded once and remembered: 64 K entries at most. */
const REMEMBERED = new Array<string | undefined>(0x10000);

const remember = (code: number): string => (REMEMBERED[code] = plainUnits(String.fromCharCode(code)));

const strongerMark = (one: string, other: string): string =>
  one === '\n' || other === '\n' ? '\n' : one === '，' || other === '，' ? '，' : other;

/** First pass: character by character, offsets kept. Runs of marks become the strongest of them. */
const fold = (original: string): PlainText => {
  const units: string[] = [];
  const start: number[] = [];
  const end: number[] = [];
  let mark = '';
  for (let at = 0, next = 0; at < original.length; at = next) {
    const code = original.codePointAt(at) ?? 0;
    next = at + (code > 0xffff ? 2 : 1);
    const folded =
      code > 0xffff ? plainUnits(String.fromCodePoint(code)) : (REMEMBERED[code] ?? remember(code));
    for (let i = 0; i < folded.length; i += 1) {
      const unit = folded[i] ?? '';
      if (isMark(unit)) {
        mark = strongerMark(mark, unit);
        continue;
      }
      if (mark !== '' && units.length > 0) {
        units.push(mark);
        start.push(at);
        end.push(at);
      }
      mark = '';
      units.push(unit);
      start.push(at);
      end.push(next);
    }
  }
  return { text: units.join(''), start, end };
};

const isLatinAt = (text: string, at: number): boolean => isLatinCode(text.charCodeAt(at));

/** Length of the piece (up to 3) that ends before, or begins after, position `at`. */
const pieceLength = (text: string, at: number, step: 1 | -1): number => {
  let length = 0;
  for (let i = at + step; length < 3 && i >= 0 && i < text.length && !isMark(text[i]); i += step) length += 1;
  return length;
};

/** What is left of a mark between two pieces: single characters cling together, Latin words keep a blank. */
const keptMark = (text: string, at: number): string => {
  const mark = text[at] ?? '';
  const before = pieceLength(text, at, -1);
  const after = pieceLength(text, at, 1);
  const latin = isLatinAt(text, at - 1) && isLatinAt(text, at + 1);
  if (before === 1 && after === 1) return latin ? '\u0001' : '';
  if (mark !== ' ') return mark;
  if (latin) return ' ';
  if (isLatinAt(text, at - 1) || isLatinAt(text, at + 1)) return '';
  return before <= 2 || after <= 2 ? '' : '，';
};

/** Second pass: drops the marks that stand inside words. Latin letters spaced one by one are joined by U+0001. */
const settleMarks = (folded: PlainText): PlainText => {
  const plain: PlainText = { text: '', start: [], end: [] };
  const { text, start, end } = folded;
  for (let i = 0; i < text.length; i += 1) {
    const unit = isMark(text[i]) ? keptMark(text, i) : (text[i] ?? '');
    if (unit !== '') push(plain, unit, start[i] ?? 0, end[i] ?? 0);
  }
  return plain;
};

/** Finds the next match from `at` on, or null. */
type Finder = (text: string, at: number) => RegExpExecArray | null;

const anywhere =
  (pattern: RegExp): Finder =>
  (text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

/** Looks only into the sentences that `could` names something for. */
const inSentences = (
  pattern: RegExp,
  could: (sentence: string) => readonly number[],
  whole: string,
): Finder => {
  let start = 0;
  const places: { start: number; sentence: string }[] = [];
  for (const sentence of whole.split('\n')) {
    if (could(sentence).length > 0) places.push({ start, sentence });
    start += sentence.length + 1;
  }
  return (_text, at) => {
    for (const place of places) {
      pattern.lastIndex = Math.max(0, at - place.start);
      const match = at <= place.start + place.sentence.length ? pattern.exec(place.sentence) : null;
      if (match !== null) return Object.assign(match, { index: match.index + place.start });
    }
    return null;
  };
};

/** Replaces every match, giving each new unit the whole span of what it replaces. Returns the input when nothing changes. */
const replaceAll = (
  plain: PlainText,
  find: Finder,
  becomes: (match: RegExpExecArray) => string,
): PlainText => {
  const out: PlainText = { text: '', start: [], end: [] };
  let from = 0;
  const copy = (to: number): void => {
    out.text += plain.text.slice(from, to);
    for (let i = from; i < to; i += 1) {
      out.start.push(plain.start[i] ?? 0);
      out.end.push(plain.end[i] ?? 0);
    }
  };
  for (let match = find(plain.text, 0), next = 0; match !== null; match = find(plain.text, next)) {
    next = match.index + match[0].length;
    const units = becomes(match);
    if (units === match[0]) continue;
    copy(match.index);
    from = next;
    for (const unit of units.split(''))
      push(out, unit, plain.start[match.index] ?? 0, plain.end[next - 1] ?? 0);
  }
  if (from === 0) return plain;
  copy(plain.text.length);
  return out;
};

const SPACED_LETTERS = /(?:[a-z0-9]\u0001)+[a-z0-9]/g;
const split = (words: readonly string[], by: string): string[] =>
  words.map((word) => word.split('').join(by));
const HEAL = new RegExp([...split(CORE_WORDS, '[，\\n ]?'), ...split(CORE_PHRASES, '[， ]?')].join('|'), 'g');
const couldSpell = phraseIndex(SPELLINGS.map(([pattern]) => pattern));
const SPELL = new RegExp(SPELLINGS.map(([pattern]) => `(${pattern})`).join('|'), 'g');

/** "killmyself" → "kill myself": longest known word first; unknown letters stay as they are. */
const spellOut = (letters: string): string => {
  const words: string[] = [];
  let rest = letters;
  while (rest !== '') {
    const word = SPELLED_OUT.find((candidate) => rest.startsWith(candidate));
    if (word === undefined) return [...words, rest].join(' ');
    words.push(word);
    rest = rest.slice(word.length);
  }
  return words.join(' ');
};

const spelling = (match: RegExpExecArray): string => {
  const group = match.findIndex((value, index) => index > 0 && value !== undefined);
  return SPELLINGS[group - 1]?.[1] ?? match[0];
};

/** Makes a message plain for the rules and the weights. Never throws; linear in the length of the text. */
export const normalise = (original: string): PlainText => {
  let plain = settleMarks(fold(original));
  plain = replaceAll(plain, anywhere(SPACED_LETTERS), (match) => spellOut(match[0].replaceAll('\u0001', '')));
  plain = replaceAll(plain, anywhere(HEAL), (match) => match[0].replace(/[，\n ]/g, ''));
  return replaceAll(plain, inSentences(SPELL, couldSpell, plain.text), spelling);
};
