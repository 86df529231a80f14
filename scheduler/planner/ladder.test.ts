import { expect, it } from 'vitest';
import { loadProgramme } from '../programmes/index.js';
import { ladderDays } from './index.js';

it('climbs after 2, 5 and 10 days in the first two weeks, after 4, 7 and 12 later', () => {
  const programme = loadProgramme();
  expect(ladderDays(programme, 5)).toEqual({ callTask: 2, secondChannel: 5, visitTask: 10 });
  expect(ladderDays(programme, 14).callTask).toBe(2);
  expect(ladderDays(programme, 15)).toEqual({ callTask: 4, secondChannel: 7, visitTask: 12 });
  expect(ladderDays(programme, 120).callTask).toBe(4);
});
