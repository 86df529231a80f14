import { describe, expect, it } from 'vitest';
import { loadBook, makeBook, parseProgramme, programmeFile, type Programme } from './index.js';
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

const source = readFileSync(programmeFile('golden-three-months'), 'utf8');
const [golden, tail] = loadBook().chain('golden-three-months', 1) as [Programme, Programme];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file may be changed in any way
function revisionTwo(change: (raw: any) => void): Programme {
  const raw = parse(source);
  raw.revision = 2;
  raw.migrations = [{ from: 1 }];
  change(raw);
  return parseProgramme(stringify(raw));
}
const problemOf = (...programmes: Programme[]) => {
  try {
    makeBook(programmes);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
const stepOf = (raw: any, id: string) => raw.steps.find((step: { id: string }) => step.id === id);

describe('a book of programmes', () => {
  it('has what comes with the project, and nobody on a revision that is not there', () => {
    const book = loadBook();
    expect(book.newest('golden-three-months')?.revision).toBe(1);
    expect(book.chain('golden-three-months', 9)).toBeNull();
    expect(book.newest('nothing')).toBeNull();
  });

  it('takes a revision that says where every step went', () => {
    const two = revisionTwo((raw) => {
      stepOf(raw, 'papers').id = 'papers-and-cover';
      stepOf(raw, 'buddy').id = 'companion';
      raw.steps = raw.steps.filter((step: { id: string }) => step.id !== 'activity');
      stepOf(raw, 'job-follow-up').when.days = [31, 45, 75];
      raw.migrations[0].renamed = [
        { step: 'papers', to: 'papers-and-cover' },
        { step: 'job-follow-up', to: 'job-follow-up', cycles: { D30: 'D31' } },
      ];
      raw.migrations[0].removed = ['activity', 'buddy'];
      raw.migrations[0].added = { companion: 'skip' };
    });
    const book = makeBook([golden, two, tail]);
    expect(book.newest('golden-three-months')?.revision).toBe(2);
    expect(book.chain('golden-three-months', 1)?.[0]).toBe(golden);
    expect(book.chain('golden-three-months', 2)?.map(({ id }) => id)).toEqual([
      'golden-three-months',
      'tail',
    ]);
  });

  const bad: [string, (raw: ReturnType<typeof parse>) => void, RegExp][] = [
    [
      'a step that vanishes',
      (raw) => void (stepOf(raw, 'papers').id = 'docs'),
      /papers renamed or removed, got neither/,
    ],
    [
      'a step that is new',
      (raw) => void (stepOf(raw, 'papers').id = 'docs'),
      /docs added \(send, skip or task\)/,
    ],
    [
      'days that moved without a word',
      (raw) => void (stepOf(raw, 'job-follow-up').when.days = [31, 45, 75]),
      /what becomes of job-follow-up D31/,
    ],
    [
      'a removed step that is still there',
      (raw) => void (raw.migrations[0].removed = ['papers']),
      /still there/,
    ],
    [
      'two steps under one name',
      (raw) => void (raw.migrations[0].renamed = [{ step: 'buddy', to: 'papers' }]),
      /one step for each name, got two called papers/,
    ],
    ['a rule for a step that is not there', (raw) => void (raw.migrations[0].added = { x: 'skip' }), /got x/],
    [
      'a way that begins nowhere',
      (raw) => void (raw.migrations[0].from = 5),
      /one for each revision up to 1/,
    ],
  ];
  it.each(bad)('refuses %s', (_name, change, expected) => {
    expect(problemOf(golden, revisionTwo(change), tail)).toMatch(expected);
  });

  it('refuses a next programme that is missing, late, or has another night', () => {
    expect(problemOf(golden)).toMatch(/next: expected a programme that is there, got tail@1/);
    expect(problemOf(golden, { ...tail, days: { from: 93, to: 1095 } })).toMatch(/days from 91, got 93/);
    const night = { from: '22:00', to: '08:00' };
    expect(problemOf(golden, { ...tail, quietHours: night })).toMatch(/quiet hours 21:30–08:00/);
    expect(problemOf(golden, golden, tail)).toMatch(/each revision once/);
  });
});
