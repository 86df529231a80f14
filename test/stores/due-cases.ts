import { expect } from 'vitest';
import type { DueRow } from '../../prisma/repositories/due.js';
import type { DueStore } from '../../prisma/repositories/stores.js';
import type { Case } from './outbox-cases.js';
import { after, claimBy, NOW, step, times } from './rows.js';

const steps = (rows: readonly DueRow[]) => rows.map((row) => row.step);

async function drain(store: DueStore, owner: string): Promise<DueRow[]> {
  const all: DueRow[] = [];
  for (let idle = 0; idle < 3;) {
    const rows = await store.claim(claimBy(owner, NOW, 10));
    idle = rows.length === 0 ? idle + 1 : 0;
    for (const row of rows) if (await store.end(row, 'done', null, NOW)) all.push(row);
  }
  return all;
}

export const dueCases: readonly Case[] = [
  {
    name: 'a step is planned once by scope, step and cycle',
    run: async ({ first, second }) => {
      expect(await first.due.insert([step('a'), step('a'), step('a', { cycle: '1' })], NOW)).toBe(2);
      expect(
        await second.due.insert([step('a', { dueAt: after(9) }), step('a', { scope: 'alert:1' })], NOW),
      ).toBe(1);
    },
  },
  {
    name: 'what is due comes by moment, then priority, then age; the rest waits',
    run: async ({ first }) => {
      const late = { dueAt: after(-60) };
      await first.due.insert(
        [
          step('later', { dueAt: after(1) }),
          step('b'),
          step('a', { priority: 1 }),
          step('c'),
          step('late', late),
        ],
        NOW,
      );
      await first.due.insert(
        [step('guest', { state: 'folded' }), step('no', { state: 'dropped', reason: 'cap' })],
        NOW,
      );
      expect(steps(await first.due.claim(claimBy('a', NOW, 2)))).toEqual(['late', 'a']);
      expect(steps(await first.due.claim(claimBy('a')))).toEqual(['b', 'c']);
      expect(steps(await first.due.claim(claimBy('a', after(1))))).toEqual(['later']);
    },
  },
  {
    name: 'what follows a crisis is seen to be due, and claimed alone',
    run: async ({ first }) => {
      await first.due.insert([step('usual'), step('rung', { category: 'crisis', dueAt: after(1) })], NOW);
      expect(await first.due.isCrisisDue(NOW)).toBe(false);
      expect(await first.due.isCrisisDue(after(1))).toBe(true);
      const claim = { ...claimBy('a', after(1)), onlyCrisis: true };
      expect(steps(await first.due.claim(claim))).toEqual(['rung']);
      expect(await first.due.isCrisisDue(after(1))).toBe(false);
    },
  },
  {
    name: 'two claimers at once: each row is taken once and none is lost',
    run: async ({ first, second, raw }) => {
      await first.due.insert(
        times(300, (i) => step(`s${i}`)),
        NOW,
      );
      const [a, b] = await Promise.all([drain(first.due, 'a'), drain(second.due, 'b')]);
      const both = [...a, ...b, ...(await drain(first.due, 'a'))];
      expect(new Set(steps(both)).size).toBe(300);
      expect(both).toHaveLength(300);
      expect(await raw.query(`SELECT "state", "lease", count(*) AS n FROM "Due" GROUP BY 1, 2`)).toEqual([
        { state: 'done', lease: 1, n: 300 },
      ]);
    },
  },
  {
    name: 'a claim whose holder died is claimed again, and the slow owner cannot overwrite the new one',
    run: async ({ first, second, raw }) => {
      await first.due.insert([step('a')], NOW);
      const [slow] = await first.due.claim(claimBy('a'));
      expect(await second.due.reclaim(after(59))).toBe(0);
      expect(await second.due.reclaim(after(60))).toBe(1);
      const [row] = await second.due.claim(claimBy('a', after(60)));
      expect(row?.lease).toBe(slow!.lease + 1);
      expect(await first.due.end(slow!, 'dropped', 'late', after(61))).toBe(false);
      expect(await first.due.postpone(slow!, after(99), 'late')).toBe(false);
      expect(await second.due.end({ ...row!, owner: 'c' }, 'done', null, after(61))).toBe(false);
      expect(await second.due.end(row!, 'done', null, after(61))).toBe(true);
      const [kept] = await raw.query(`SELECT "state", "reason", "owner", "endedAt" FROM "Due"`);
      expect(kept).toEqual({ state: 'done', reason: null, owner: null, endedAt: after(61).getTime() });
    },
  },
  {
    name: 'a row that is put off comes again at its new moment',
    run: async ({ first }) => {
      await first.due.insert([step('a')], NOW);
      const [row] = await first.due.claim(claimBy('a'));
      expect(await first.due.postpone(row!, after(30), 'talking')).toBe(true);
      expect(await first.due.claim(claimBy('a', after(29)))).toEqual([]);
      expect(await first.due.claim(claimBy('a', after(30)))).toMatchObject([
        { step: 'a', lease: 2, dueAt: after(30) },
      ]);
    },
  },
  {
    name: 'the deed clears its whole group, guests and claimed rows included, but not the row whose turn it is',
    run: async ({ first }) => {
      const group = 'silence:p';
      await first.due.insert([step('running', { group }), step('claimed', { group })], NOW);
      const [running, claimed] = await first.due.claim(claimBy('a'));
      const guest = { group, state: 'folded', hostStep: 'a', hostCycle: '0' } as const;
      await first.due.insert(
        [step('a', { group }), step('guest', guest), step('other', { group: 'x' })],
        NOW,
      );
      const cleared = await first.due.clear(group, 'sign-of-life', NOW, running!.id);
      expect(steps(cleared).sort()).toEqual(['a', 'claimed', 'guest']);
      expect(steps(await first.due.claim(claimBy('a')))).toEqual(['other']);
      expect(await first.due.end(claimed!, 'done', null, NOW)).toBe(false);
      expect(await first.due.end(running!, 'done', null, NOW)).toBe(true);
    },
  },
  {
    name: 'what is planned is what is claimed',
    run: async ({ first }) => {
      const full = step('a', {
        args: { day: 3, text: '好\0' },
        expiresAt: after(9),
        releaseAt: after(1),
        group: 'g',
        personId: null,
      });
      await first.due.insert([full], NOW);
      const [row] = await first.due.claim(claimBy('a'));
      expect(row).toMatchObject({
        ...full,
        args: { day: 3, text: '好\uFFFD' },
        state: 'claimed',
        owner: 'a',
      });
    },
  },
];
