import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../../test/support/triage-sentences.js';
import { BUCKETS } from './features.js';
import { triage } from './index.js';
import { judge } from './judge.js';
import type { WeightTable } from './model.js';
import { normalise } from './normalise.js';

describe('our own sentences', () => {
  it('are many, in both languages', () => {
    expect(SENTENCES.length).toBeGreaterThanOrEqual(300);
    expect(SENTENCES.filter(({ text }) => /[a-z]{3}/i.test(text)).length).toBeGreaterThanOrEqual(90);
  });

  it.each(SENTENCES)('$group: $text', ({ text, least, most }) => {
    const judged = triage(text);
    expect(judged.level, judged.decidedBy).toBeGreaterThanOrEqual(least);
    expect(judged.level, judged.decidedBy).toBeLessThanOrEqual(most);
  });
});

describe('the rules alone', () => {
  const mute: WeightTable = { bias: 0, scale: 0, table: new Int8Array(BUCKETS) };
  const calm = SENTENCES.filter(({ group }) => group === 'calm');

  it.each(calm)('find nothing in: $text', ({ text, most }) => {
    const judged = judge(normalise(text), undefined, mute);
    expect(judged.level, judged.decidedBy).toBeLessThanOrEqual(most);
  });
});
