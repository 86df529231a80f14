import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { purposesFor, variants } from '../../flows/crisis/variants.js';
import { checkCover, checkHotlines } from './check.js';
import { loadHotlines, ownHotlines, regionsOf, selectLines, showLine } from './hotlines.js';

const now = new Date('2026-12-01T02:00:00Z');
const book = ownHotlines();
const numbersOf = (region: string, purposes: Parameters<typeof selectLines>[1]['purposes'], at = now) =>
  selectLines(book, { region, purposes, now: at }).map((line) => line.number);

/** A book of one file, written to disk and read as the real one is. */
function bookOf(yaml: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hotlines-'));
  writeFileSync(path.join(folder, 'xx.yaml'), yaml);
  try {
    return loadHotlines(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const line = (number: string, purpose: string, more = '') =>
  `  - { number: '${number}', purpose: ${purpose}, name: { zh-CN: 甲, en: one }, source: test, verified: 2026-11-21${more} }`;

describe('the book', () => {
  test('level 3 in the mainland always shows 120, 110 and 12356', () => {
    for (const variant of variants) {
      expect(numbersOf('cn', purposesFor(3, variant))).toEqual(
        expect.arrayContaining(['120', '110', '12356']),
      );
    }
  });

  test('what is wrong decides which number comes first', () => {
    expect(numbersOf('cn', purposesFor(3, 'overdose'))[0]).toBe('120');
    expect(numbersOf('cn', purposesFor(3, 'violence'))[0]).toBe('110');
    expect(numbersOf('cn', purposesFor(2, 'violence'))).toEqual(expect.arrayContaining(['12338', '12348']));
    expect(numbersOf('cn', purposesFor(2, 'self-harm'))[0]).toBe('12356');
  });

  test("a region's own lines stand before its country's", () => {
    expect(numbersOf('cn-sh', ['mind'])).toEqual(['962525', '12356']);
    expect(numbersOf('cn-bj', ['mind'])).toEqual(['010-82951332', '12356']);
    expect(numbersOf('cn-gd', ['mind', 'listen'])).toEqual(['12356', '400-161-9995']);
    expect(regionsOf(book, 'nowhere')[0]?.region).toBe('cn');
  });

  test('Hong Kong, Macau and Taiwan come in traditional characters', () => {
    const [first] = selectLines(book, { region: 'hk', purposes: ['ambulance'], now });
    expect(showLine(first!, 'zh-CN')).toBe('999 緊急求助（救護、警察）');
    expect(numbersOf('tw', purposesFor(3, 'self-harm'))).toContain('1925');
    expect(numbersOf('mo', ['mind', 'listen'])).toEqual(['2835 8844', '2826 1126']);
  });

  test('never promises day and night, and never ships an unconfirmed line', () => {
    for (const region of book.values()) {
      for (const one of region.lines) {
        const said = [one.name['zh-CN'], one.name.en, one.note?.['zh-CN'], one.note?.en].join(' ');
        expect(said).not.toMatch(/24|全天|around the clock/u);
        expect(one.number).not.toBe('400-658-6699');
        expect(`${one.number} ${said}`).not.toMatch(/12355.*(毒|drug)/u);
      }
    }
  });

  test('a number stands alone at the start of its line', () => {
    for (const one of selectLines(book, { region: 'cn', purposes: ['ambulance', 'mind', 'listen'], now }))
      expect(showLine(one, 'en')).toMatch(/^\d[\d -]+ \D/u);
  });
});

describe('selection', () => {
  test('a line that is closed now comes last, with its hours', () => {
    const hours = ', hours: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }]';
    const own = bookOf(
      ['region: xx', 'zone: Asia/Shanghai', 'lines:', line('111', 'mind', hours), line('222', 'mind')].join(
        '\n',
      ),
    );
    const at = (time: string) => selectLines(own, { region: 'xx', purposes: ['mind'], now: new Date(time) });
    expect(at('2026-12-01T02:00:00Z').map((one) => one.number)).toEqual(['111', '222']);
    expect(at('2026-12-01T14:00:00Z').map((one) => one.number)).toEqual(['222', '111']);
    expect(showLine(at('2026-12-01T14:00:00Z')[1]!, 'en')).toBe('111 one (Mon–Fri 09:00–17:00)');
    expect(showLine(at('2026-12-01T14:00:00Z')[1]!, 'zh-CN')).toBe('111 甲（周一至周五 09:00–17:00）');
    expect(showLine(at('2026-12-01T02:00:00Z')[0]!, 'en')).toBe('111 one');
  });

  // 2026-12-06 is a Sunday; Shanghai is eight hours ahead.
  test.each([
    ['Sunday evening', [7], '2026-12-06T10:00:00Z', true],
    ['Sunday, a minute before', [7], '2026-12-06T09:59:00Z', false],
    ['Monday 01:59, what is left of Sunday', [7], '2026-12-06T17:59:00Z', true],
    ['Monday 02:00, over', [7], '2026-12-06T18:00:00Z', false],
    ['Monday 01:00 of a line that only begins on Mondays', [1], '2026-12-06T17:00:00Z', false],
    ['Tuesday 01:00 of the same', [1], '2026-12-07T17:00:00Z', true],
    ['Sunday 01:00, what is left of Saturday', [6], '2026-12-05T17:00:00Z', true],
    ['Saturday 01:00 of a line of Saturdays', [6], '2026-12-04T17:00:00Z', false],
  ] as const)('hours over midnight: %s', (_name, weekdays, time, isOpen) => {
    const hours = `, hours: [{ weekdays: [${weekdays.join(', ')}], from: "18:00", to: "02:00" }]`;
    const own = bookOf(
      ['region: xx', 'zone: Asia/Shanghai', 'lines:', line('111', 'mind', hours), line('222', 'mind')].join(
        '\n',
      ),
    );
    const shown = selectLines(own, { region: 'xx', purposes: ['mind'], now: new Date(time) });
    expect(shown.map((one) => one.number)).toEqual(isOpen ? ['111', '222'] : ['222', '111']);
    expect(shown.find((one) => one.number === '111')?.isOpen).toBe(isOpen);
  });

  test.each([
    ['[5, 6]', '周五、周六 18:00–次日02:00', 'Fri, Sat 18:00–02:00'],
    ['[1, 2, 3, 4, 5, 6, 7]', '每天 18:00–次日02:00', 'daily 18:00–02:00'],
    ['[4, 1, 3, 2]', '周一至周四 18:00–次日02:00', 'Mon–Thu 18:00–02:00'],
    ['[1, 3, 5]', '周一、周三、周五 18:00–次日02:00', 'Mon, Wed, Fri 18:00–02:00'],
  ])('a closed line names the weekdays %s', (weekdays, chinese, english) => {
    const hours = `, hours: [{ weekdays: ${weekdays}, from: "18:00", to: "02:00" }, { weekdays: [7], from: "09:00", to: "12:00" }]`;
    const own = bookOf(['region: xx', 'zone: UTC', 'lines:', line('111', 'mind', hours)].join('\n'));
    const [closed] = selectLines(own, {
      region: 'xx',
      purposes: ['mind'],
      now: new Date('2026-12-08T12:00:00Z'),
    });
    expect(showLine(closed!, 'zh-CN')).toBe(`111 甲（${chinese}；周日 09:00–12:00）`);
    expect(showLine(closed!, 'en')).toBe(`111 one (${english}; Sun 09:00–12:00)`);
  });

  test('shows two lines even where the purpose has one', () => {
    expect(numbersOf('hk', ['ambulance'])).toHaveLength(2);
  });

  test('where one number brings the police too, it leads where the police would', () => {
    expect(numbersOf('hk', purposesFor(2, 'violence'))).toEqual(['999', '2389 2222']);
    expect(numbersOf('hk', purposesFor(3, 'violence'))).toEqual(['999', '2389 2222']);
    expect(numbersOf('tw', purposesFor(2, 'violence')).slice(0, 2)).toEqual(['113', '110']);
  });

  test('a bad file is refused with the place of every problem', () => {
    const bad = ['region: xx', 'zone: Nowhere', 'lines:', line('12 ab', 'mind'), line('111', 'magic')].join(
      '\n',
    );
    expect(() => bookOf(bad)).toThrow(/xx\.yaml zone[\s\S]*lines\.0\.number[\s\S]*lines\.1\.purpose/u);
  });
});

describe('what doctor reports', () => {
  const codes = (region: string, localNumber: string, at = now, from = book) =>
    checkHotlines(from, { region, localNumber }, at).map((problem) => problem.code);

  test('nothing for a station with its own number', () => {
    expect(codes('cn-sh', '021-55550100')).toEqual([]);
  });

  test('no local number, an unknown region, stale dates, too few lines, no emergency number', () => {
    expect(codes('cn', '')).toEqual(['hotlines.no-local-number']);
    expect(codes('cn-gd', '0755-1234')).toEqual(['hotlines.unknown-region']);
    expect(codes('cn', '021-1234', new Date('2027-05-20T00:00:00Z'))).toEqual([]);
    expect(new Set(codes('cn', '021-1234', new Date('2027-05-21T00:00:00Z')))).toEqual(
      new Set(['hotlines.stale']),
    );
    const one = bookOf(['region: cn', 'zone: Asia/Shanghai', 'lines:', line('111', 'mind')].join('\n'));
    expect(codes('cn', '021-1234', now, one)).toEqual(['hotlines.too-few', 'hotlines.no-emergency']);
  });

  test('nobody on call, nobody reachable, one person for everything', () => {
    const member = (position: number, personId: string, reachable: boolean) => ({
      position,
      personId,
      reachable,
    });
    const cover = (...crew: ReturnType<typeof member>[]) =>
      checkCover(crew).map((problem) => `${problem.severity} ${problem.code}`);
    expect(cover()).toEqual(['fail cover.nobody']);
    expect(cover(member(0, 'a', false))).toEqual(['fail cover.unreachable']);
    expect(cover(member(0, 'a', true))).toEqual(['warn cover.gap']);
    expect(cover(member(0, 'a', true), member(1, 'b', false))).toEqual(['warn cover.unreachable']);
    expect(cover(member(0, 'a', true), member(1, 'b', true))).toEqual([]);
  });
});
