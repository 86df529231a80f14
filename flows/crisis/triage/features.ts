import { CLASSES } from './data/classes.js';
import type { Hit } from './match.js';

/** Number of buckets that features are hashed into: too few to read any text back, enough to tell words apart. */
export const BUCKETS = 1 << 17;

/** What the weights see of a text: buckets of n-grams of its characters and words, of its word classes, of its rules. */
export interface Features {
  grams: number[];
  classes: number[];
  rules: number[];
}

const mix = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193) >>> 0;
const bucketOf = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (spread ^ (spread >>> 13)) & (BUCKETS - 1);
};
const SEED = 0x811c9dc5;
const hashText = (text: string, from: number, to: number, seed: number): number => {
  let hash = mix(SEED, seed);
  for (let i = from; i < to; i += 1) hash = mix(hash, text.charCodeAt(i));
  return hash;
};

const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isHan = (unit: number): boolean => (unit >= 0x3400 && unit <= 0x9fff) || unit === 0xff0c;
const COMMA = 0xff0c;
const END = 0x0a;

/** One word of the lexicon: what it is spelled like and the number of its class. */
interface Word {
  text: string;
  name: number;
}

/** The words by their first character, longest first. */
const WORDS_AT: readonly (Word[] | undefined)[] = (() => {
  const words = new Array<Word[] | undefined>(0x10000);
  Object.values(CLASSES).forEach((list, name) => {
    for (const written of list.split(' ')) {
      const text = written.replaceAll('_', ' ');
      (words[text.charCodeAt(0)] ??= []).push({ text, name: name + 1 });
    }
  });
  for (const list of words) list?.sort((a, b) => b.text.length - a.text.length);
  return words;
})();

const wordAt = (text: string, at: number): Word | undefined => {
  const list = WORDS_AT[text.charCodeAt(at)];
  if (list === undefined) return undefined;
  for (const word of list) {
    if (!text.startsWith(word.text, at)) continue;
    if (!isLatin(word.text.charCodeAt(0)) || !isLatin(text.charCodeAt(at + word.text.length))) return word;
  }
  return undefined;
};

/** Collects buckets, each once. */
class Buckets {
  readonly found: number[] = [];
  private static readonly stamps = new Uint32Array(BUCKETS);
  private static stamp = 0;
  private readonly mine = (Buckets.stamp += 1);

  add(hash: number): void {
    const bucket = bucketOf(hash);
    if (Buckets.stamps[bucket] === this.mine) return;
    Buckets.stamps[bucket] = this.mine;
    this.found.push(bucket);
  }
}

/** The last few tokens of a stream, as a ring of hashes; adds every run that ends in the newest. */
class Runs {
  private recent: number[] = [];
  constructor(
    private readonly out: Buckets,
    private readonly seed: number,
  ) {}

  push(token: number, longest: number, shortest: number): void {
    this.recent.push(token);
    if (this.recent.length > longest) this.recent.shift();
    let hash = mix(SEED, this.seed);
    for (let length = 1; length <= this.recent.length; length += 1) {
      hash = mix(hash, this.recent[this.recent.length - length] ?? 0);
      if (length >= shortest) this.out.add(mix(hash, length));
    }
  }

  reset(): void {
    this.recent = [];
  }
}

const HAN_RUN = 4;
const LATIN_RUN = 3;
const PAIR_REACH = 5;

/** Runs of one to four Han characters (the clause mark counts as one) and of one to three Latin words. */
const gramsOf = (text: string): number[] => {
  const out = new Buckets();
  const runs = new Runs(out, 1);
  let latin = false;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    let end = at + 1;
    if (isLatin(unit)) {
      while (isLatin(text.charCodeAt(end))) end += 1;
      if (!latin) runs.reset();
      latin = true;
      runs.push(hashText(text, at, end, 7), LATIN_RUN, 1);
    } else if (isHan(unit)) {
      if (latin) runs.reset();
      latin = false;
      runs.push(unit, HAN_RUN, 1);
    } else if (unit !== 0x20) runs.reset();
    at = end;
  }
  return out.found;
};

/** Word classes: each alone, ordered pairs near each other, and runs of classes and of the words between them. */
const classesOf = (text: string): number[] => {
  const out = new Buckets();
  const mixed = new Runs(out, 2);
  let near: number[] = [];
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (unit === END) {
      near = [];
      mixed.reset();
      at += 1;
      continue;
    }
    const word = wordAt(text, at);
    if (word !== undefined) {
      out.add(mix(mix(SEED, 3), word.name));
      for (const other of near) out.add(mix(mix(mix(SEED, 4), other), word.name));
      near.push(word.name);
      if (near.length > PAIR_REACH) near.shift();
      mixed.push(0x10000 + word.name, 4, 2);
      at += word.text.length;
      continue;
    }
    let end = at + 1;
    if (isLatin(unit)) while (isLatin(text.charCodeAt(end))) end += 1;
    if (unit === COMMA) mixed.push(COMMA, 4, 2);
    else if (unit !== 0x20) mixed.push(isLatin(unit) ? hashText(text, at, end, 7) : unit, 4, 2);
    at = end;
  }
  return out.found;
};

const PAIRED = 8;

/** Which rules spoke together: hints that mean little alone say more beside each other. */
const pairsOf = (hits: readonly Hit[]): string[] => {
  const names = [...new Set(hits.map((hit) => hit.rule))].slice(0, PAIRED);
  return names.flatMap((one, i) => names.slice(i + 1).map((other) => `${one}+${other}`));
};

const rulesOf = (hits: readonly Hit[]): number[] => {
  const out = new Buckets();
  for (const hit of hits) {
    for (const name of [`#${hit.rule}`, `#${hit.kind}/${hit.level}/${hit.subject}`])
      out.add(hashText(name, 0, name.length, 5));
  }
  for (const pair of pairsOf(hits)) out.add(hashText(pair, 0, pair.length, 6));
  return out.found;
};

/** The features of a plain text (figures blanked) and of all the hits in it, faint ones too. */
export const featuresOf = (text: string, hits: readonly Hit[]): Features => ({
  grams: gramsOf(text),
  classes: classesOf(text),
  rules: rulesOf(hits),
});
