import type { Hit } from './match.js';

/** Number of buckets that short n-grams are hashed into: too few to read any text back, enough to tell words apart. */
export const BUCKETS = 1 << 15;

/** FNV-1a over UTF-16 units, folded to a bucket. Several n-grams share a bucket, which is what makes it one-way. */
const bucketOf = (text: string, from: number, to: number, seed: number): number => {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
};

const SPACE = 0x20;
const HAN_RUN = 3;
const LATIN_RUN = 2;
const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isHan = (unit: number): boolean => (unit >= 0x3400 && unit <= 0x9fff) || unit === 0xff0c;

/** Where the token that begins at `from` ends: one Han character (or clause mark), a whole Latin word, else one unit. */
const tokenEnd = (text: string, from: number): number => {
  let end = from + 1;
  if (isLatin(text.charCodeAt(from))) while (isLatin(text.charCodeAt(end))) end += 1;
  return end;
};

/** What the weights see: buckets of short n-grams, and buckets of the rules that spoke. */
export interface Features {
  grams: number[];
  rules: number[];
}

/** Runs of one to three Han characters (the clause mark counts as one) and of one or two Latin words, each bucket once. */
const gramsOf = (text: string): number[] => {
  const grams: number[] = [];
  const seen = new Uint8Array(BUCKETS);
  let starts: number[] = [];
  let longest = 0;
  for (let from = 0, end = 0; from < text.length; from = end) {
    end = tokenEnd(text, from);
    const unit = text.charCodeAt(from);
    if (unit === SPACE) continue;
    const run = isHan(unit) ? HAN_RUN : isLatin(unit) ? LATIN_RUN : 0;
    if (run !== longest) starts = [];
    longest = run;
    if (run === 0) continue;
    starts.push(from);
    if (starts.length > run) starts.shift();
    for (let i = 0; i < starts.length; i += 1) {
      const bucket = bucketOf(text, starts[i] ?? 0, end, starts.length - i);
      if (seen[bucket] === 0) grams.push(bucket);
      seen[bucket] = 1;
    }
  }
  return grams;
};

const rulesOf = (hits: readonly Hit[]): number[] => {
  const names = new Set<string>();
  for (const hit of hits) names.add(`#${hit.rule}`).add(`#${hit.kind}/${hit.level}/${hit.subject}`);
  return Array.from(names, (name) => bucketOf(name, 0, name.length, 0));
};

/** The features of a plain text (figures blanked) and of all the hits in it, faint ones too. */
export const featuresOf = (text: string, hits: readonly Hit[]): Features => ({
  grams: gramsOf(text),
  rules: rulesOf(hits),
});
