import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, ruleIndex } from './anchors.js';
import { expand } from './data/words.js';
import { blankFigures } from './match.js';
import { normalise } from './normalise.js';
import { RULE_FAMILIES } from './rules/index.js';

const setsOf = (pattern: string): string[] => anchorsOf(pattern).map((set) => [...set].sort().join(''));

describe('anchors', () => {
  it.each([
    ['自杀', ['自', '杀']],
    ['(?:自|轻)杀?', ['自轻', '自轻']],
    ['(?:自杀|轻生)', ['杀轻', '生自']],
    ['[药刀]{0,2}[^，]死', ['死']],
    ['(?=药)死(?!刀)(?<!绳)', ['死']],
    ['(?:药|.)', []],
    ['[a-z]', []],
    ['\\bx\\w+', ['x']],
  ])('of %s are %j', (pattern, sets) => {
    expect(setsOf(pattern).sort()).toEqual([...sets].sort());
  });
});

describe('the index of the rules', () => {
  const rules = RULE_FAMILIES.flatMap((family) => family.rules).map((rule) => ({
    id: rule.id,
    patterns: rule.find.map(expand),
    whole: new RegExp(expand(rule.find.join('|')), 'm'),
  }));
  const named = ruleIndex(rules.map((rule) => rule.patterns));
  const sentences = ['flows/crisis/triage/sentences.tsv', 'scripts/triage-own.tsv']
    .flatMap((file) =>
      readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8')
        .split('\n')
        .slice(1),
    )
    .flatMap((line) => blankFigures(normalise(line.split('\t').at(-1) ?? '').text).split('\n'));

  it('names every rule that speaks when all are tried', () => {
    expect(sentences.length).toBeGreaterThan(1000);
    for (const sentence of sentences) {
      const could = new Set(named(sentence).map((rule) => rules[rule]?.id));
      const missed = rules.filter((rule) => rule.whole.test(sentence) && !could.has(rule.id));
      expect(missed.map((rule) => rule.id)).toEqual([]);
    }
  });

  it('spares most of the rules', () => {
    const tried = sentences.reduce((sum, sentence) => sum + named(sentence).length, 0);
    expect(tried / sentences.length).toBeLessThan(rules.length / 3);
  });
});
