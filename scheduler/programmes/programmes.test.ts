import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { DefinitionError, loadProgramme, parseProgramme, programmeFile, type Programme } from './index.js';

const source = readFileSync(programmeFile('golden-three-months'), 'utf8');
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a file may be wrong in any way
type Raw = any;

/** The golden three months with one thing changed, as the problems that loading it names. */
function problemsOf(change: (raw: Raw) => void): string[] {
  const raw = parse(source) as Raw;
  change(raw);
  try {
    parseProgramme(stringify(raw), 'p.yaml');
  } catch (error) {
    if (error instanceof DefinitionError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}
const indexOf = (id: string): number => loadProgramme().steps.findIndex((step) => step.id === id);
const step = (raw: Raw, id: string): Raw => (raw as Programme).steps.find((s) => s.id === id);

describe('the golden three months', () => {
  it('loads, and covers days 0 to 90', () => {
    const programme = loadProgramme();
    expect(programme.days).toEqual({ from: 0, to: 90 });
    expect(programme.steps.length).toBeGreaterThan(25);
  });
  it('is unchanged by a round trip', () => {
    expect(problemsOf(() => undefined)).toEqual([]);
  });
});

describe('a bad file is refused with the place, the value and what was expected', () => {
  const cases: [string, (raw: Raw) => void, string | RegExp][] = [
    [
      'an unknown flow',
      (raw) => (step(raw, 'papers').flow = 'paper'),
      `steps[${String(indexOf('papers'))}].flow: expected one of first-night, gate-day`,
    ],
    [
      '…with a suggestion',
      (raw) => (step(raw, 'papers').flow = 'paper'),
      'got "paper"; did you mean "papers"?',
    ],
    [
      'an unknown category',
      (raw) => (step(raw, 'papers').category = 'x'),
      'category: expected one of arrival',
    ],
    [
      'an unknown fold target',
      (raw) => (step(raw, 'milestone').fold.into = 'check-inn'),
      'fold.into: expected the id of a step that can carry others (gate-day, check-in), got check-inn; did you mean check-in?',
    ],
    [
      'an unknown cadence',
      (raw) => (step(raw, 'weekly-check').when.of = 'x'),
      'when.of: expected the id of a step that can carry',
    ],
    ['a doubled id', (raw) => (step(raw, 'papers').id = 'buddy'), 'expected an id of its own'],
    ['an unknown key', (raw) => (step(raw, 'papers').colour = 'red'), 'colour: expected only known keys'],
    [
      'a time that is none',
      (raw) => (step(raw, 'papers').when.at = '9 am'),
      `steps[${String(indexOf('papers'))}].when.at: expected "hour"`,
    ],
    [
      'an hour in quiet hours',
      (raw) => (step(raw, 'papers').when.at = '22:00'),
      'when.at: expected a time from 08:00 to before 21:30, got 22:00; move it out of quiet hours',
    ],
    [
      'a day outside',
      (raw) => (step(raw, 'papers').when.days = [2, 95]),
      'when.days[1]: expected a day from 0 to 90, got 95',
    ],
    [
      'a window that no day can use',
      (raw) => (step(raw, 'job-outcome').window.after = 3),
      'window.after: expected to stay inside the days, got 3; the last day is 90',
    ],
    [
      'a window on something that does not move',
      (raw) => (step(raw, 'check-in').window = { before: 0, after: 2 }),
      'window.after: expected 0 (on: cadence does not move), got 2',
    ],
    [
      'a phase that never comes',
      (raw) => (step(raw, 'check-in').when.phases[2].to = 40),
      'when.phases[2]: expected from before to, got 43…40; swap them; it would never run',
    ],
    [
      'overlapping phases',
      (raw) => (step(raw, 'check-in').when.phases[1].from = 10),
      'phases may not overlap',
    ],
    [
      'conditions that exclude each other',
      (raw) => (step(raw, 'confirm-template').needs.template = true),
      'needs: expected conditions that can hold together',
    ],
    [
      'a condition that cannot hold',
      (raw) => (step(raw, 'agreement').needs.conditions = ['not-reported-in']),
      'not-reported-in after report-in; it would never run',
    ],
    [
      'a deadline without days',
      (raw) => (step(raw, 'report-in-short').when.rules['2'] = []),
      'expected at least one day',
    ],
    [
      'call-ups without a template',
      (raw) => delete step(raw, 'call-up').needs,
      'needs.template: expected true',
    ],
    [
      'family without a scope',
      (raw) => delete step(raw, 'family-lesson').needs,
      'needs.scope: expected family.F1 or family.F2',
    ],
    [
      'a client step for a worker',
      (raw) => (step(raw, 'papers').to = 'worker'),
      'flow: expected task (it is for a worker), got papers',
    ],
    ['a category without rank', (raw) => raw.priority.pop(), 'priority: expected task somewhere'],
    ['a category ranked twice', (raw) => raw.priority.push('job'), 'expected each category once, got job'],
    [
      'a hole in the caps',
      (raw) => (raw.caps.client[1].from = 50),
      'caps.client[1].from: expected day 43, got 50',
    ],
    [
      'caps that end early',
      (raw) => (raw.caps.client[1].to = 80),
      'caps.client: expected bands up to day 90, got day 80',
    ],
    [
      'a ladder that ends early',
      (raw) => raw.ladder.callTask.pop(),
      'ladder.callTask: expected bands up to day 90',
    ],
    [
      'arguments for no day',
      (raw) => (step(raw, 'papers').argsByDay['5'] = {}),
      'argsByDay.5: expected one of its own days',
    ],
    [
      'a turned baseline',
      (raw) => (raw.templates['cn-22'].baseline.to = 1),
      'templates.cn-22.baseline: expected from before to',
    ],
    [
      'an unconfirmed template',
      (raw) => (raw.templates['cn-22'].confirmFirst = false),
      'confirmFirst: expected true',
    ],
    [
      'a chance above one',
      (raw) => (raw.templates['cn-22'].callUp.dailyChance = 2),
      'dailyChance: expected at most 1, got 2',
    ],
    ['no steps', (raw) => (raw.steps = []), 'steps: expected'],
  ];
  it.each(cases)('%s', (_name, change, expected) => {
    const problems = problemsOf(change);
    expect(problems.join('\n')).toContain(expected);
    for (const problem of problems) expect(problem).toMatch(/^\S+: expected .+, got .+; .+$/);
  });

  it('names all problems at once', () => {
    const problems = problemsOf((raw) => {
      step(raw, 'papers').flow = 'x';
      step(raw, 'buddy').category = 'y';
      raw.revision = 0;
    });
    expect(problems).toHaveLength(3);
  });
  it('tells text that is not YAML, and a file that is not there', () => {
    expect(() => parseProgramme('a: [1', 'p.yaml')).toThrow(/definition\.syntax: p\.yaml/);
    expect(() => loadProgramme('/nowhere/p.yaml')).toThrow(/definition\.unreadable/);
  });
});
