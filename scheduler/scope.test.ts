import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { allScopes, enrolmentScope, planScope, readScope, scopeSql } from './scope.js';

const ids = fc.stringMatching(/^[0-9A-Za-z_-]{1,24}$/u);
const episodes = fc.integer({ min: 1, max: 40 });

describe('the scope of an enrolment', () => {
  it('is its id alone the first time, and counts after that', () => {
    expect(enrolmentScope({ id: 'e', episode: 1 })).toBe('enrolment:e');
    expect(enrolmentScope({ id: 'e', episode: 2 })).toBe('enrolment:e:2');
    expect(planScope({ id: 'e', episode: 1 })).toBe('plan:e');
    expect(planScope({ id: 'e', episode: 3 })).toBe('plan:e:3');
    expect(allScopes({ id: 'e', episode: 2 })).toEqual(['enrolment:e', 'enrolment:e:2']);
  });

  it('is read back as what it was made of, and no two are alike', () => {
    fc.assert(
      fc.property(ids, episodes, ids, episodes, (a, m, b, n) => {
        const [first, second] = [
          { id: a, episode: m },
          { id: b, episode: n },
        ];
        expect(readScope(enrolmentScope(first))).toEqual(first);
        expect(readScope(planScope(second))).toEqual(second);
        const isSame = a === b && m === n;
        expect(enrolmentScope(first) === enrolmentScope(second)).toBe(isSame);
      }),
      { seed: 7 },
    );
  });

  it('is read in nothing else', () => {
    for (const other of ['person:e', 'enrolment:', 'enrolment:e:0', 'enrolment:e:x', 'enrolment:e:2:3', 'x'])
      expect(readScope(other)).toBeNull();
  });

  it('is the same in SQL', async () => {
    const db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    for (const episode of [1, 2, 11]) {
      const [row] = await db.raw.query<{ a: string; b: string }>(
        `SELECT ${scopeSql('e')} AS a, ${scopeSql('e', 'plan')} AS b FROM (SELECT 'i' AS "id", ${String(episode)} AS "episode") e`,
      );
      expect(row).toEqual({ a: enrolmentScope({ id: 'i', episode }), b: planScope({ id: 'i', episode }) });
    }
    await db.close();
  });
});
