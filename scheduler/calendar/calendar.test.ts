import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DefinitionError } from '../programmes/errors.js';
import { addDays } from '../zone/index.js';
import { loadCalendar } from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'guihang-calendar-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const china = loadCalendar();

describe('mainland China', () => {
  it('rests on holidays and works on make-up days', () => {
    const days = [
      '2026-02-14',
      '2026-02-15',
      '2026-02-23',
      '2026-02-24',
      '2026-10-07',
      '2026-10-10',
      '2026-10-11',
    ];
    expect(days.map((day) => china.isWorkingDay(day))).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });
  it('has as many days off and make-up days in 2026 as the notice', () => {
    let rest = 0;
    let makeUp = 0;
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
      const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
      if (!weekend && !china.isWorkingDay(day)) rest++;
      if (weekend && china.isWorkingDay(day)) makeUp++;
    }
    expect({ rest, makeUp }).toEqual({ rest: 19, makeUp: 6 });
  });
  it('says which years it really knows', () => {
    expect([2026, 2027, 2028].map((year) => china.covers(year))).toEqual([true, false, false]);
    expect(china.isWorkingDay('2027-02-08')).toBe(false);
  });
  it('counts working days over a holiday, both ways', () => {
    expect(china.addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(china.addWorkingDays('2026-10-08', 3)).toBe('2026-10-12');
    expect(china.addWorkingDays('2026-10-08', -1)).toBe('2026-09-30');
    expect(china.addWorkingDays('2026-10-03', 0)).toBe('2026-10-08');
    expect(china.onOrAfter('2026-10-10')).toBe('2026-10-10');
  });
});

describe('a region', () => {
  it('adds its own days', () => {
    const override =
      'id: cn-gx\nsource: notice\nverified: 2026-11-01\nholidays: [2026-04-20]\nworkdays: [2026-04-25]\n';
    const region = loadCalendar(undefined, write('gx.yaml', override));
    expect(region.id).toBe('cn-gx');
    expect(['2026-04-20', '2026-04-25'].map((day) => region.isWorkingDay(day))).toEqual([false, true]);
  });
});

describe('a bad file', () => {
  it('is refused with every problem and where it stands', () => {
    const text = `id: x
weekend: [6, 7]
years:
  2026:
    status: official
    source: s
    verified: 2026-01-01
    holidays: [{ name: a, from: 2026-01-03, to: 2026-01-01 }]
    workdays: [2026-01-05]
`;
    const load = () => loadCalendar(write('bad.yaml', text));
    expect(load).toThrow(DefinitionError);
    expect(load).toThrow(/years\.2026\.holidays\[0\]: expected a range inside 2026/);
    expect(load).toThrow(/years\.2026\.workdays\[0\]: expected a weekend day in 2026, got 2026-01-05/);
  });
});
