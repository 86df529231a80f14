import { CLASSES } from './data/classes.js';
import type { Hit } from './match.js';
import { Pieces } from './pieces.js';

/** Number of buckets that features are hashed into: too few to read any text back, enough to tell words apart. */
export const BUCKETS = 1 << 18;

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
const SPACE = 0x20;
const END = 0x0a;

/** The words of the lexicon, and by their number the class (counted from 1) and the length. */
const LEXICON = new Pieces();
const [CLASS_OF, LENGTH_OF]: [number[], number[]] = [[], []];
Object.values(CLASSES).forEach((list, name) => {
  for (const written of list.split(' ')) {
    const text = written.replaceAll('_', ' ');
    const word = LEXICON.numberOf(text);
    CLASS_OF[word] ??= name + 1;
    LENGTH_OF[word] = text.length;
  }
});

/** A character adds at most so many buckets; half of the slots stay empty. */
const SLOTS_A_CHARACTER = 32;
const LEAST_SLOTS = 1 << 10;

/**
 * Collects buckets, each once. What was seen lies in as many slots as the text needs, side by side: one for every bucket
 * there is would not fit into the processor's cache.
 */
class Buckets {
  readonly found: number[] = [];
  private static seen = new Uint32Array(LEAST_SLOTS);
  private static stamps = new Uint32Array(LEAST_SLOTS);
  private static stamp = 0;
  private readonly mine = (Buckets.stamp += 1);
  private readonly mask: number;

  constructor(characters: number) {
    let slots = LEAST_SLOTS;
    while (slots < characters * SLOTS_A_CHARACTER) slots *= 2;
    this.mask = slots - 1;
    if (slots <= Buckets.seen.length) return;
    Buckets.seen = new Uint32Array(slots);
    Buckets.stamps = new Uint32Array(slots);
  }

  add(hash: number): void {
    const bucket = bucketOf(hash);
    const { seen, stamps } = Buckets;
    let slot = bucket & this.mask;
    while (stamps[slot] === this.mine) {
      if (seen[slot] === bucket) return;
      slot = (slot + 1) & this.mask;
    }
    stamps[slot] = this.mine;
    seen[slot] = bucket;
    this.found.push(bucket);
  }
}

/** The last four tokens of a stream, the newest first; adds every run that ends in the newest. */
class Runs {
  private length = 0;
  private second = 0;
  private third = 0;
  private fourth = 0;
  private newest = 0;
  private readonly begin: number;
  constructor(
    private readonly out: Buckets,
    seed: number,
    private readonly shortest: number,
  ) {
    this.begin = mix(SEED, seed);
  }

  push(token: number, longest: number): void {
    this.fourth = this.third;
    this.third = this.second;
    this.second = this.newest;
    this.newest = token;
    this.length = Math.min(this.length + 1, longest);
    let hash = mix(this.begin, token);
    if (this.shortest <= 1) this.out.add(mix(hash, 1));
    if (this.length < 2) return;
    hash = mix(hash, this.second);
    this.out.add(mix(hash, 2));
    if (this.length < 3) return;
    hash = mix(hash, this.third);
    this.out.add(mix(hash, 3));
    if (this.length < 4) return;
    this.out.add(mix(mix(hash, this.fourth), 4));
  }

  reset(): void {
    this.length = 0;
  }
}

const HAN_RUN = 4;
const LATIN_RUN = 3;
const PAIR_REACH = 5;

/** Runs of one to four Han characters (the clause mark counts as one) and of one to three Latin words. */
const gramsOf = (text: string): number[] => {
  const out = new Buckets(text.length);
  const runs = new Runs(out, 1, 1);
  let latin = false;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    let end = at + 1;
    if (isLatin(unit)) {
      while (isLatin(text.charCodeAt(end))) end += 1;
      if (!latin) runs.reset();
      latin = true;
      runs.push(hashText(text, at, end, 7), LATIN_RUN);
    } else if (isHan(unit)) {
      if (latin) runs.reset();
      latin = false;
      runs.push(unit, HAN_RUN);
    } else if (unit !== SPACE) runs.reset();
    at = end;
  }
  return out.found;
};

/** Where the word ends that begins at `from`: one character, or a whole Latin word. */
const wordEnd = (text: string, from: number): number => {
  let end = from + 1;
  if (isLatin(text.charCodeAt(from))) while (isLatin(text.charCodeAt(end))) end += 1;
  return end;
};

/** The classes of the words so far in a sentence, for pairs of what stands near each other. */
class Near {
  private names: number[] = [];
  constructor(private readonly out: Buckets) {}

  push(name: number): void {
    this.out.add(mix(mix(SEED, 3), name));
    for (const other of this.names) this.out.add(mix(mix(mix(SEED, 4), other), name));
    this.names.push(name);
    if (this.names.length > PAIR_REACH) this.names.shift();
  }

  reset(): void {
    this.names = [];
  }
}

/** Word classes: each alone, ordered pairs near each other, and runs of classes and of the words between them. */
const classesOf = (text: string): number[] => {
  const out = new Buckets(text.length);
  const mixed = new Runs(out, 2, 2);
  const near = new Near(out);
  const whole = (end: number): boolean =>
    !isLatin(text.charCodeAt(end - 1)) || !isLatin(text.charCodeAt(end));
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const word = LEXICON.longestAt(text, at, whole);
    if (word >= 0) {
      const name = CLASS_OF[word] ?? 0;
      near.push(name);
      mixed.push(0x10000 + name, HAN_RUN);
      at += LENGTH_OF[word] ?? 1;
      continue;
    }
    const end = wordEnd(text, at);
    if (unit === END) {
      near.reset();
      mixed.reset();
    } else if (unit !== SPACE) mixed.push(isLatin(unit) ? hashText(text, at, end, 7) : unit, HAN_RUN);
    at = end;
  }
  return out.found;
};

const PAIRED = 8;

const NAMES = new Map<string, number>();

/** The hash of a name out of the rule tables; there are a few hundred. */
const nameHash = (name: string): number => {
  const known = NAMES.get(name) ?? hashText(name, 0, name.length, 5);
  NAMES.set(name, known);
  return known;
};

/** Which rules spoke, of what, and which together: hints that mean little alone say more beside each other. */
const rulesOf = (hits: readonly Hit[]): number[] => {
  const out = new Buckets(hits.length);
  const rules = new Set<number>();
  for (const { rule, kind, level, subject } of hits) {
    rules.add(nameHash(rule));
    out.add(mix(mix(nameHash(kind), level), nameHash(subject)));
  }
  const names = [...rules];
  for (const name of names) out.add(name);
  const paired = names.slice(0, PAIRED);
  paired.forEach((one, i) => {
    for (let j = i + 1; j < paired.length; j += 1) out.add(mix(one, paired[j] ?? 0));
  });
  return out.found;
};

/** The features of a plain text (figures blanked) and of all the hits in it, faint ones too. */
export const featuresOf = (text: string, hits: readonly Hit[]): Features => ({
  grams: gramsOf(text),
  classes: classesOf(text),
  rules: rulesOf(hits),
});
