import { describe, expect, it } from 'vitest';
import { withNumbers } from './numbers.js';
import { sanitiseText } from './sanitise.js';

describe('sanitiseText', () => {
  it('drops control and reordering characters and keeps lines, tabs and emoji', () => {
    expect(sanitiseText('a\u0000b\r\nc\td\u202ee\u200bf 👨‍👩‍👧')).toBe('ab\nc\tdef 👨‍👩‍👧');
  });

  it('replaces half surrogate pairs', () => {
    expect(sanitiseText('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
  });

  it('caps the length without leaving half a pair', () => {
    expect(sanitiseText('x'.repeat(9_000))).toHaveLength(8_000);
    expect(sanitiseText('a😀', 2)).toBe('a');
  });

  it.each([undefined, null, 7, {}, ['a']])('takes %s as an empty text', (value) => {
    expect(sanitiseText(value)).toBe('');
  });
});

describe('numbered choices', () => {
  it('writes the list under the question', () => {
    expect(withNumbers('今天怎么样？', ['好', '还行'], '回复数字就行：')).toBe(
      '今天怎么样？\n\n回复数字就行：\n1. 好\n2. 还行',
    );
    expect(withNumbers('你好', [], '回复数字就行：')).toBe('你好');
  });
});
