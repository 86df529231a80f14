import { CORE_PHRASES, CORE_WORDS, EMOJI, SPELLED_OUT, SPELLINGS } from './data/spellings.js';
import { SIMPLIFIED, TRADITIONAL } from './data/traditional.js';
import { phraseIndex } from './phrase-index.js';
import { Draft, type PlainText } from './plain-text.js';

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

const [BLANK, CLAUSE, SENTENCE, JOINED] = [0x20, 0xff0c, 0x0a, 0x01];
const isMark = (code: number): boolean => code === BLANK || code === CLAUSE || code === SENTENCE;

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

const strongerMark = (one: number, other: number): number =>
  one === SENTENCE || other === SENTENCE ? SENTENCE : one === CLAUSE || other === CLAUSE ? CLAUSE : other;

/** First pass: character by character, offsets kept. Runs of marks become the strongest of them. */
const fold = (original: string): Draft => {
  const draft = new Draft(original.length);
  let mark = 0;
  for (let at = 0, next = 0; at < original.length; at = next) {
    const code = original.codePointAt(at) ?? 0;
    next = at + (code > 0xffff ? 2 : 1);
    const folded =
      code > 0xffff ? plainUnits(String.fromCodePoint(code)) : (REMEMBERED[code] ?? remember(code));
    for (let i = 0; i < folded.length; i += 1) {
      const unit = folded.charCodeAt(i);
      if (isMark(unit)) {
        mark = strongerMark(mark, unit);
        continue;
      }
      if (mark !== 0 && draft.length > 0) draft.push(mark, at, at);
      mark = 0;
      draft.push(unit, at, next);
    }
  }
  return draft;
};

/** Length of the piece (up to 3) that ends before, or begins after, position `at`. */
const pieceLength = ({ codes, length: all }: Draft, at: number, step: 1 | -1): number => {
  let length = 0;
  for (let i = at + step; length < 3 && i >= 0 && i < all && !isMark(codes[i]!); i += step) length += 1;
  return length;
};

/** What is left of a mark between two pieces, 0 for nothing: single characters cling together, Latin words keep a blank. */
const keptMark = (draft: Draft, at: number): number => {
  const mark = draft.codes[at]!;
  const before = pieceLength(draft, at, -1);
  const after = pieceLength(draft, at, 1);
  const latinBefore = before > 0 && isLatinCode(draft.codes[at - 1]!);
  const latinAfter = after > 0 && isLatinCode(draft.codes[at + 1]!);
  if (before === 1 && after === 1) return latinBefore && latinAfter ? JOINED : 0;
  if (mark !== BLANK) return mark;
  if (latinBefore && latinAfter) return BLANK;
  if (latinBefore || latinAfter) return 0;
  return before <= 2 || after <= 2 ? 0 : CLAUSE;
};

/** Second pass: drops the marks that stand inside words. Latin letters spaced one by one are joined by U+0001. */
const settleMarks = (folded: Draft): PlainText => {
  const settled = new Draft(folded.length);
  for (let i = 0; i < folded.length; i += 1) {
    const code = folded.codes[i]!;
    const unit = isMark(code) ? keptMark(folded, i) : code;
    if (unit !== 0) settled.push(unit, folded.start[i]!, folded.end[i]!);
  }
  return settled.done();
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
  let out: Draft | null = null;
  let from = 0;
  for (let match = find(plain.text, 0), next = 0; match !== null; match = find(plain.text, next)) {
    next = match.index + match[0].length;
    const units = becomes(match);
    if (units === match[0]) continue;
    out ??= new Draft(plain.text.length);
    out.copy(plain, from, match.index);
    from = next;
    for (let i = 0; i < units.length; i += 1)
      out.push(units.charCodeAt(i), plain.start[match.index] ?? 0, plain.end[next - 1] ?? 0);
  }
  if (out === null) return plain;
  out.copy(plain, from, plain.text.length);
  return out.done();
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
