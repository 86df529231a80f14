import { describe, expect, test } from 'vitest';
import { tellsMinor } from './minor.js';
import { purposesFor, variants } from './variants.js';

describe('somebody under 18', () => {
  test.each([
    '我16岁，不想活了',
    '我今年十五岁',
    '我才１４岁',
    '我还在上初二',
    '我是高中生',
    "I'm 15 and I want to die",
    'I am only sixteen.',
    'im 17 years old',
    "I'm underage",
  ])('says so: %s', (said) => expect(tellsMinor(said)).toBe(true));

  test.each([
    '我16岁那年第一次离家',
    '我十五岁的时候就这样了',
    '我弟弟14岁',
    '我住在高一楼',
    '我三十岁了',
    '我116岁',
    "I'm 15 days clean",
    'I am 17 minutes late',
    'when I was 15 I left home',
    'my son is 14',
  ])('does not: %s', (said) => expect(tellsMinor(said)).toBe(false));

  test.each(variants)(
    'gets the line for young people first; where life is at stake rescue stands before it (%s)',
    (variant) => {
      expect(purposesFor(2, variant, true)[0]).toBe('youth');
      expect(purposesFor(1, variant, true)[0]).toBe('youth');
      expect([...purposesFor(3, variant, true).slice(0, 2)].sort()).toEqual(['ambulance', 'police']);
      expect(purposesFor(3, variant, true)[2]).toBe('youth');
      // Control: nobody else is sent there first, and nothing is lost on the way.
      expect(purposesFor(2, variant)[0] === 'youth').toBe(variant === 'child-at-risk');
      expect(purposesFor(3, variant, true)).toEqual(expect.arrayContaining([...purposesFor(3, variant)]));
    },
  );
});
