import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIMPLIFIED, TRADITIONAL } from './data/traditional.js';
import { triage } from './index.js';

const SEED = 20260522;

/** Our own sentences that must be level 2 or more. */
const DANGER = readFileSync(path.join(import.meta.dirname, 'sentences.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [, least, , text = ''] = line.split('\t');
    return Number(least) >= 2 ? [text] : [];
  });
const HAN = DANGER.filter((text) => /^[一-鿿，。]+$/.test(text));

const toTraditional = new Map(
  Array.from(SIMPLIFIED, (unit, i) => [unit, Array.from(TRADITIONAL)[i] ?? unit]),
);
const traditional = (text: string): string =>
  Array.from(text, (unit) => toTraditional.get(unit) ?? unit).join('');
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0));

/** Fails, naming seed and sentence, when a way of writing lowers a level. */
const neverLowers = (
  texts: readonly string[],
  write: (text: string, random: () => number) => string,
): void => {
  expect(texts.length).toBeGreaterThan(30);
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (text, stream) => {
        const written = write(text, () => stream.next().value);
        expect(triage(written).level, written).toBeGreaterThanOrEqual(triage(text).level);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
};

describe('the way a sentence is written never lowers its level', () => {
  it('capitals', () =>
    neverLowers(DANGER, (text, random) =>
      Array.from(text, (unit) => (random() < 0.5 ? unit.toUpperCase() : unit)).join(''),
    ));

  it('full width', () => neverLowers(DANGER, fullWidth));

  it('traditional characters, all or some', () =>
    neverLowers(HAN, (text, random) =>
      Array.from(text, (unit) => (random() < 0.7 ? traditional(unit) : unit)).join(''),
    ));

  it('signs without width anywhere', () =>
    neverLowers(DANGER, (text, random) =>
      Array.from(text, (unit) => (random() < 0.3 ? `${unit}\u200b` : unit)).join(''),
    ));

  it('marks at the end and blanks around', () =>
    neverLowers(
      DANGER,
      (text, random) =>
        `  ${text}${['！！', '...', '~', '。。', ' 😭', '?'][Math.floor(random() * 6)] ?? ''} `,
    ));

  it('a mark between all characters', () =>
    neverLowers(HAN, (text, random) => {
      const mark = [' ', '.', '*', '-', '·', '、'][Math.floor(random() * 6)] ?? ' ';
      return Array.from(text.replaceAll(/[，。]/g, '')).join(mark);
    }));
});
