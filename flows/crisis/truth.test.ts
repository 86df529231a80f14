import { describe, expect, test } from 'vitest';
import { testLocales } from '../../test/support/context.js';
import type { ToldFacts, ToldState } from './facts.js';
import { truth } from './truth.js';

const states: readonly ToldState[] = ['sending', 'sent', 'unknown', 'failed', 'unreachable'];
const at = new Date('2026-12-01T02:00:00Z');
const seenAt = new Date('2026-12-01T02:03:00Z');

/** Every way one person can stand: each state, seen or not. */
const ways = states.flatMap((state) => [null, seenAt].map((seen) => ({ state, seenAt: seen })));
const row = (alias: string, way: (typeof ways)[number]): ToldFacts => ({
  personId: alias,
  alias,
  position: 0,
  toldAt: at,
  ...way,
});
const numbers = '120 / 110 / 12356';
const keysOf = (told: readonly ToldFacts[]) =>
  truth({ told, localNumber: '021-5555', numbers, level: 3, goesOn: false }).flatMap((line) => {
    const key = line.key.replace('crisis:truth.', '');
    // "Also called, not seen yet" and "called, no answer" say of each name in them what `sent` says.
    if (key === 'also' || key === 'all-called')
      return namesIn(line.params?.['names']).map((alias) => ({ key: 'sent', alias }));
    return [{ key, alias: line.params?.['alias'] }];
  });

/** The aliases in "A, B, C", which is a text of texts. */
function namesIn(param: unknown): unknown[] {
  const { params = {} } = param as { params?: Record<string, unknown> };
  return 'alias' in params ? [params['alias']] : [...namesIn(params['before']), ...namesIn(params['name'])];
}

/** All rosters of up to three people: 1 + 10 + 100 + 1000. */
function* rosters(): Generator<ToldFacts[]> {
  yield [];
  for (const a of ways) {
    yield [row('A', a)];
    for (const b of ways) {
      yield [row('A', a), row('B', b)];
      for (const c of ways) yield [row('A', a), row('B', b), row('C', c)];
    }
  }
}

describe('truth', () => {
  test('says of everybody exactly what their row supports, and of nobody else', () => {
    let count = 0;
    for (const told of rosters()) {
      count += 1;
      const said = keysOf(told);
      for (const { alias, state, seenAt: seen } of told) {
        const about = said.filter((line) => line.alias === alias).map((line) => line.key);
        expect(about, JSON.stringify(told)).toEqual([seen === null ? state : 'seen']);
      }
      const others = said.filter((line) => line.alias === undefined).map((line) => line.key);
      const isSeen = told.some((one) => one.seenAt !== null);
      expect(others).toEqual(told.length === 0 ? ['nobody'] : isSeen ? [] : ['none-seen']);
    }
    expect(count).toBe(1111);
  });

  test('those who have seen it come first', () => {
    const told = [row('A', { state: 'sent', seenAt: null }), row('B', { state: 'sent', seenAt })];
    expect(keysOf(told).map((line) => line.alias)).toEqual(['B', 'A']);
  });

  const three = ['A', 'B', 'C'].map((alias) => row(alias, { state: 'sent', seenAt: null }));
  const lines = (change: { level?: 2 | 3; goesOn?: boolean; told?: ToldFacts[]; numbers?: string }) =>
    truth({ told: three, localNumber: '021-5555', numbers, level: 3, goesOn: true, ...change }).map(
      (line) => line.key,
    );

  test('many who have not answered are one line, which promises more calls only while there are some', () => {
    expect(lines({})).toEqual(['crisis:truth.all-called-on', 'crisis:truth.none-seen']);
    expect(lines({ goesOn: false })[0]).toBe('crisis:truth.all-called');
    expect(lines({ told: three.slice(1) })).toHaveLength(3);
  });

  test('"don’t wait" is for a life in danger; else the numbers are there meanwhile', () => {
    expect(lines({ level: 2 }).at(-1)).toBe('crisis:truth.meanwhile');
  });

  test('the street’s own number is not named twice', () => {
    const [line] = truth({
      told: [],
      localNumber: '021-5555',
      numbers: '12356 / 120 / 021-5555',
      level: 2,
      goesOn: false,
    });
    expect(line?.params).toEqual({ numbers: '12356 / 120', number: '021-5555' });
  });

  test.each(['zh-CN', 'en'])('reads well and claims nothing more in %s', (locale) => {
    const read = (told: readonly ToldFacts[]) =>
      truth({ told, localNumber: '021-5555', numbers, level: 3, goesOn: false })
        .map((line) => testLocales().render(line, locale, 'Asia/Shanghai'))
        .join('\n');
    const seen = /看到了|saw it/u;
    expect(read([])).toContain('021-5555');
    expect(read([])).toContain(numbers);
    for (const state of states) {
      expect(read([row('小林', { state, seenAt: null })])).not.toMatch(seen);
      expect(read([row('小林', { state, seenAt: null })])).toContain(numbers);
      expect(read([row('小林', { state, seenAt })])).toMatch(seen);
      expect(read([row('小林', { state, seenAt })])).toContain('10:03');
    }
  });
});
