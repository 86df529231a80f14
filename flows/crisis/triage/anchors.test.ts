import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf } from './anchors.js';
import { expand } from './data/words.js';
import { blankFigures } from './match.js';
import { normalise } from './normalise.js';
import { phraseIndex } from './phrase-index.js';
import { RULE_FAMILIES } from './rules/index.js';

const setsOf = (pattern: string): string[] => anchorsOf(pattern).map((set) => [...set].sort().join(' '));

describe('anchors', () => {
  it.each([
    ['自杀', ['自杀']],
    ['(?:自|轻)杀?', ['自 自杀 轻 轻杀']],
    ['(?:自杀|轻生)', ['自杀 轻生']],
    ['[药刀]{0,2}[^，]死', ['死']],
    ['(?:买|备)[^，]{0,3}(?:药|绳子?)', ['买 备', '绳 绳子 药']],
    ['(?=药)死(?!刀)(?<!绳)', ['死']],
    ['(?:药|.)', []],
    ['药?', []],
    ['(?:药+)', ['药']],
    ['[a-z]', []],
    ['\\bx\\w+', ['x']],
    ['\\bkilling\\b', ['killi']],
  ])('of %s are %j', (pattern, sets) => {
    expect(setsOf(pattern).sort()).toEqual([...sets].sort());
  });
});

describe('the index of the phrases', () => {
  const phrases = RULE_FAMILIES.flatMap((family) => family.rules)
    .flatMap((rule) => rule.find.map(expand))
    .map((source) => ({ source, whole: new RegExp(source, 'm') }));
  const named = phraseIndex(phrases.map(({ source }) => source));
  const sentences = ['flows/crisis/triage/sentences.tsv', 'scripts/triage-own.tsv']
    .flatMap((file) =>
      readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8')
        .split('\n')
        .slice(1),
    )
    .flatMap((line) => blankFigures(normalise(line.split('\t').at(-1) ?? '').text).split('\n'));

  it('names every phrase that speaks when all are tried', () => {
    expect(sentences.length).toBeGreaterThan(1000);
    for (const sentence of sentences) {
      const could = new Set(named(sentence));
      const missed = phrases.filter((phrase, i) => !could.has(i) && phrase.whole.test(sentence));
      expect(missed.map((phrase) => phrase.source)).toEqual([]);
    }
  });

  it('spares nearly all phrases', () => {
    const tried = sentences.reduce((sum, sentence) => sum + named(sentence).length, 0);
    expect(tried / sentences.length).toBeLessThan(phrases.length / 50);
  });
});
