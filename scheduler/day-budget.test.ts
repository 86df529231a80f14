import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MemoryChannel } from '../bot/channels/memory/index.js';
import { OutboxRig } from '../test/support/outbox.js';
import { Budget } from './budget.js';

const dayMs = 24 * 3_600_000;
const rules = { perDay: { sends: 10, ms: dayMs } };

let rig: OutboxRig;
let channel: MemoryChannel;
beforeEach(async () => {
  rig = await OutboxRig.open();
  channel = await rig.memory();
  for (let index = 0; index < 30; index += 1) channel.person(`p${index}`);
});
afterEach(async () => {
  await rig.db.close();
  expect(rig.errors).toEqual([]);
});

const rows = (lane: 'reminder' | 'reply' | 'crisis', from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: `${lane}${index}`,
    contactId: `p${from + index}`,
    lane,
  }));

it('what the bot begins leaves a fifth of the day for answers, and a crisis is never held up', async () => {
  await rig.write([...rows('reminder', 0, 15), ...rows('reply', 15, 5), ...rows('crisis', 20, 5)]);
  const dispatcher = rig.dispatcher({ budget: () => rules });
  await dispatcher.run();
  const states = await rig.states();
  const sent = (lane: string) =>
    Object.entries(states).filter(([key, state]) => key.startsWith(lane) && state === 'sent').length;
  expect(sent('crisis')).toBe(5);
  expect(sent('reply') + sent('reminder')).toBeGreaterThanOrEqual(5);
  expect(sent('reply') + sent('reminder')).toBeLessThanOrEqual(10);
  expect(sent('reminder')).toBeLessThanOrEqual(8);
  expect(Object.values(states)).not.toContain('unknown');
  rig.clock.advance(dayMs + 1);
  await dispatcher.run();
  rig.clock.advance(dayMs + 1);
  await dispatcher.run();
  rig.clock.advance(dayMs + 1);
  await dispatcher.run();
  expect(await rig.counts()).toEqual({ sent: 25 });
});

it('counts in a sliding day, reminders in a part of it', () => {
  const budget = new Budget(rules);
  for (let index = 0; index < 8; index += 1) budget.take('reminder', `c${index}`, index).done(index);
  expect(budget.dayRoom('reminder', 100)).toBe(0);
  expect(budget.dayRoom('reply', 100)).toBe(2);
  expect(budget.room('reminder', 100)).toBe(0);
  expect(budget.room('crisis', 100)).toBe(Infinity);
  expect(budget.nextAt('reminder', 100)).toBe(dayMs);
  expect(budget.dayRoom('reminder', dayMs)).toBe(1);
});
