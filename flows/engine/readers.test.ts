import { expect, it } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import { placeOf } from './readers.js';

it.each([
  ['2', 2],
  ['２。', 2],
  ['二', 2],
  ['两个', 2],
  ['(2)', 2],
  ['Two', 2],
  ['第二', 2],
  ['第二个', 2],
  [' 10 ', 10],
  ['0', 0],
  ['2 3', null],
  ['我要2', null],
  ['个', null],
  ['', null],
])('reads %j as place %s', (typed, expected) => {
  expect(placeOf(typed, testLocales().words)).toBe(expected);
});
