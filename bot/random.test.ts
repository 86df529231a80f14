import { expect, it } from 'vitest';
import { secureRandom } from './random.js';

const many = 20_000;

it.each(['id', 'token'] as const)('never makes the same %s twice, and counts up', (what) => {
  const made = Array.from({ length: many }, () => secureRandom[what]());
  expect(new Set(made.map((one) => one.slice(6))).size).toBe(many);
  expect(made.every((one) => /^[\w-]{26}$/u.test(one))).toBe(true);
  // The counter begins anew at its end: at most one step goes down.
  const down = made.filter((one, index) => index > 0 && one.slice(0, 6) <= made[index - 1]!.slice(0, 6));
  expect(down.length).toBeLessThanOrEqual(1);
});
