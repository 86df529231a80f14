import { CLASSES } from './data/classes.js';
import type { Hit } from './match.js';
import { Pieces } from './pieces.js';

/**
 * Number of buckets that features are hashed into, so that words seldom share one. What few texts hold weighs nothing
 * (`scripts/triage-learn.ts`): no text can be read back.
 */
const BUCKET_BITS = 20;
export const BUCKETS = 1 << BUCKET_BITS;

/** What the weights see of a text: buckets of n-grams of its characters and words, of its word classes, of its rules. */
export interface Features {
  grams: Uint32Array;
  classes: Uint32Array;
  rules: Uint32Array;
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

const HAN_RUN = 4;
const LATIN_RUN = 3;
const PAIR_REACH = 5;
/** A character adds at most so many buckets: runs of one to four, or a class, its pairs and runs of two to four. */
const MOST_A_CHARACTER = 1 + PAIR_REACH + HAN_RUN;
/** A slot holds a bucket and, above it, by whom it was seen. */
const MOST_STAMPS = (1 << (32 - BUCKET_BITS)) - 1;
const LEAST_SLOTS = 1 << 9;

const NO_TABLE = new Int8Array(BUCKETS);

/**
 * Collects buckets, each once; one text at a time. What was seen lies in as many slots as the text needs, side by side:
 * one for every bucket there is would not fit into the processor's cache.
 */
class Buckets {
  private slots = new Uint32Array(LEAST_SLOTS);
  private found = new Uint32Array(LEAST_SLOTS);
  count = 0;
  total = 0;
  private mask = 0;
  private stamp = 0;

  /** What each bucket weighs; they are added up on the way. */
  table: Int8Array = NO_TABLE;

  begin(characters: number): void {
    let length = LEAST_SLOTS;
    while (length < 2 * characters * MOST_A_CHARACTER) length *= 2;
    if (length > this.slots.length) {
      this.slots = new Uint32Array(length);
      this.found = new Uint32Array(length);
      this.stamp = 0;
    } else if (this.stamp === MOST_STAMPS) {
      this.slots.fill(0);
      this.stamp = 0;
    }
    this.mask = length - 1;
    this.stamp += 1;
    this.count = 0;
    this.total = 0;
  }

  add(hash: number): void {
    const { slots, mask, stamp } = this;
    const bucket = bucketOf(hash);
    for (let slot = bucket & mask; ; slot = (slot + 1) & mask) {
      const seen = slots[slot]!;
      if (seen >>> BUCKET_BITS !== stamp) {
        slots[slot] = (stamp << BUCKET_BITS) | bucket;
        this.found[this.count] = bucket;
        this.count += 1;
        this.total += this.table[bucket]!;
        return;
      }
      if ((seen & (BUCKETS - 1)) === bucket) return;
    }
  }

  /** What was found, in order. */
  end(): Uint32Array {
    return this.found.slice(0, this.count);
  }
}

const out = new Buckets();

/** The last four tokens of a stream, the newest first; adds every run that ends in the newest. */
class Runs {
  private length = 0;
  private second = 0;
  private third = 0;
  private fourth = 0;
  private newest = 0;
  private readonly begin: number;
  constructor(
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
    const length = Math.min(this.length + 1, longest);
    this.length = length;
    let hash = mix(this.begin, token);
    if (this.shortest <= 1) out.add(mix(hash, 1));
    if (length < 2) return;
    hash = mix(hash, this.second);
    out.add(mix(hash, 2));
    if (length < 3) return;
    hash = mix(hash, this.third);
    out.add(mix(hash, 3));
    if (length < 4) return;
    out.add(mix(mix(hash, this.fourth), 4));
  }

  reset(): void {
    this.length = 0;
  }
}

/** Runs of one to four Han characters (the clause mark counts as one) and of one to three Latin words. */
const addGrams = (text: string): void => {
  const runs = new Runs(1, 1);
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
};

/** Where the word ends that begins at `from`: one character, or a whole Latin word. */
const wordEnd = (text: string, from: number): number => {
  let end = from + 1;
  if (isLatin(text.charCodeAt(from))) while (isLatin(text.charCodeAt(end))) end += 1;
  return end;
};

/** The classes of the words so far in a sentence, for pairs of what stands near each other. */
class Near {
  private readonly names = new Int32Array(PAIR_REACH);
  private count = 0;

  push(name: number): void {
    out.add(mix(mix(SEED, 3), name));
    for (let i = Math.max(0, this.count - PAIR_REACH); i < this.count; i += 1)
      out.add(mix(mix(mix(SEED, 4), this.names[i % PAIR_REACH]!), name));
    this.names[this.count % PAIR_REACH] = name;
    this.count += 1;
  }

  reset(): void {
    this.count = 0;
  }
}

/** Word classes: each alone, ordered pairs near each other, and runs of classes and of the words between them. */
const addClasses = (text: string): void => {
  const mixed = new Runs(2, 2);
  const near = new Near();
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
const addRules = (hits: readonly Hit[]): void => {
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
};

/** Adds what there is of each kind, one after the other; `then` looks at what was added. */
const eachKind = <T>(text: string, hits: readonly Hit[], then: () => T): [grams: T, classes: T, rules: T] => {
  out.begin(text.length);
  addGrams(text);
  const grams = then();
  out.begin(text.length);
  addClasses(text);
  const classes = then();
  out.begin(hits.length + PAIRED * PAIRED);
  addRules(hits);
  return [grams, classes, then()];
};

/** The features of a plain text (figures blanked) and of all the hits in it, faint ones too. */
export const featuresOf = (text: string, hits: readonly Hit[]): Features => {
  const [grams, classes, rules] = eachKind(text, hits, () => out.end());
  return { grams, classes, rules };
};

const sum = (): number => out.total;
const mean = (): number => out.total / Math.sqrt(Math.max(1, out.count));

/** What `table` (one weight a bucket) says of the same features: n-grams and classes by the root of their number. */
export const weighText = (text: string, hits: readonly Hit[], table: Int8Array): number => {
  out.table = table;
  const [grams, classes] = eachKind(text, hits, mean);
  return grams + classes + sum();
};
