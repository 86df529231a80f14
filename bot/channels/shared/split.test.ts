import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split.js';

const bare = (text: string): string => text.replace(/\s+/gu, '');

describe('splitText', () => {
  it('leaves a short text alone and makes nothing of an empty one', () => {
    expect(splitText('今天怎么样？', 4096)).toEqual(['今天怎么样？']);
    expect(splitText('  \n ', 10)).toEqual([]);
  });

  it('cuts at the end of a sentence, in Chinese and in English', () => {
    expect(splitText('第一句。第二句。', 5)).toEqual(['第一句。', '第二句。']);
    expect(splitText('One here. Two here. Three.', 20)).toEqual(['One here. Two here.', 'Three.']);
  });

  it('prefers a paragraph to a sentence', () => {
    expect(splitText('甲甲甲甲。\n\n乙乙。丙丙丙丙丙丙。', 12)).toEqual([
      '甲甲甲甲。',
      '乙乙。丙丙丙丙丙丙。',
    ]);
  });

  it('keeps a closing quote with its sentence', () => {
    expect(splitText('他说：“好的。”然后走了很远的路。', 9)).toEqual([
      '他说：“好的。”',
      '然后走了很远的路。',
    ]);
  });

  it.each(['https://example.org/a/b?c=1,2', '400-161-9995', '+86 138 0000 0000', '12356'])(
    'never cuts %s',
    (unbroken) => {
      for (let max = unbroken.length; max < unbroken.length + 12; max += 1) {
        const pieces = splitText(`请拨打或打开${unbroken}再说`, max);
        expect(pieces.some((piece) => piece.includes(unbroken))).toBe(true);
      }
    },
  );

  it('never cuts a pair or a joined emoji where there is room', () => {
    expect(splitText('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
    expect(splitText('甲乙丙丁👨‍👩‍👧戊己', 8).join('|')).toBe('甲乙丙丁|👨‍👩‍👧|戊己');
    for (const piece of splitText('👍🏽👍🏽👍🏽👍🏽👍🏽', 10)) expect(piece.startsWith('🏽')).toBe(false);
  });

  it('refuses a limit that no character fits', () => {
    expect(() => splitText('a', 1)).toThrow(RangeError);
  });

  it('loses nothing, breaks no pair and keeps to the limit, whatever the text', () => {
    const seed = 20_261_201;
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('。', '\n\n', ' ', '你好', '😀', 'https://a.example/x', '12345', '. ', '！”'),
    );
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 200 }), (value, max) => {
        const pieces = splitText(value, max);
        expect(bare(pieces.join(''))).toBe(bare(value));
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(max);
          expect(/\p{Surrogate}/u.test(piece)).toBe(false);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
