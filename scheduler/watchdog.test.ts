import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertDue } from '../prisma/repositories/due.js';
import { insertInbox } from '../prisma/repositories/inbox.js';
import { newDue } from '../prisma/repositories/new-due.js';
import { OutboxRig, startAt } from '../test/support/outbox.js';
import type { Trouble } from './dispatcher.js';
import { Pulse } from './pulse.js';
import { createWatchdog, type WatchdogDeps } from './watchdog.js';

const minute = 60_000;

let rig: OutboxRig;
let told: Trouble[];
let pulse: Pulse;

beforeEach(async () => {
  rig = await OutboxRig.open();
  told = [];
  pulse = new Pulse(rig.clock);
});
afterEach(() => rig.db.close());

const watchdog = (change: Partial<WatchdogDeps> = {}) =>
  createWatchdog({ db: rig.db, clock: rig.clock, pulse, onTrouble: (one) => void told.push(one), ...change });

const codes = () =>
  told.map(({ code, bot, detail }) => [code, bot, detail['lane']].filter(Boolean).join(' '));

/** So many looks, ten seconds apart, of a bot that ticks. */
async function looks(count: number, dog = watchdog()): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await pulse.during(() => Promise.resolve());
    await dog.look();
    rig.clock.advance(10_000);
  }
}

const due = (category: string) =>
  newDue({
    ...{ scope: 's', step: category, cycle: '1', flow: 'f', args: {}, category, dueAt: startAt },
    ...{ personId: null, audience: 'system' },
  });

describe('the watchdog', () => {
  it('tells once that a reply waits too long, and of which bot; and anew when it happens again', async () => {
    const dog = watchdog();
    await rig.write([{ key: '1', contactId: 'a' }]);
    await looks(30, dog);
    expect(codes()).toEqual(['outbox.late memory reply']);
    await rig.db.raw.exec(`UPDATE "Outbox" SET "state" = 'sent'`);
    await looks(2, dog);
    await rig.write([{ key: '2', contactId: 'a' }]);
    await looks(30, dog);
    expect(told).toHaveLength(2);
  });

  it('hears of a tick that hangs, although the tick itself can report nothing', async () => {
    const dog = watchdog();
    const hung = pulse.during(() => new Promise(() => undefined));
    rig.clock.advance(30_000);
    await dog.look();
    expect(told).toEqual([]);
    rig.clock.advance(31_000);
    await dog.look();
    expect(told).toEqual([{ code: 'heartbeat.late', bot: null, detail: { seconds: 61 } }]);
    expect(hung).toBeInstanceOf(Promise);
  });

  it('hears of ticks that throw each time, although some rows are fired in each', async () => {
    const dog = watchdog();
    for (let tick = 0; tick < 8; tick += 1) {
      const broken = pulse.during(() => Promise.reject(new Error(String(pulse.alive()))));
      await expect(broken).rejects.toThrow();
      rig.clock.advance(10_000);
      await dog.look();
    }
    expect(codes()).toEqual(['heartbeat.late']);
  });

  it('hears of it also when the database gives no answer', async () => {
    const dog = watchdog({ db: { ...rig.db, read: () => new Promise(() => undefined) } });
    rig.clock.advance(2 * minute);
    const look = dog.look();
    rig.clock.advance(10_000);
    await look;
    expect(codes()).toEqual(['heartbeat.late']);
  });

  it('is not alarmed by a long tick that gets on', async () => {
    const dog = watchdog();
    await pulse.during(async () => {
      for (let step = 0; step < 30; step += 1) {
        rig.clock.advance(10_000);
        pulse.alive();
        await dog.look();
      }
    });
    expect(told).toEqual([]);
  });

  it('hears of updates that nobody handles, and of a crisis row sooner than of others', async () => {
    await insertInbox(rig.db.raw, [{ bot: 'memory', updateId: '1', payload: '{}' }], startAt);
    await insertDue(rig.db.raw, [due('system'), due('crisis')], startAt);
    const dog = watchdog();
    await looks(8, dog);
    expect(codes().sort()).toEqual(['due.late crisis', 'inbox.late']);
    await looks(24, dog);
    expect(codes()).toContain('due.late');
  });

  it('counts nothing as late that is older than the process', async () => {
    await insertDue(rig.db.raw, [due('crisis')], startAt);
    rig.clock.advance(3 * 24 * 60 * minute);
    pulse = new Pulse(rig.clock);
    await looks(2);
    expect(told).toEqual([]);
  });

  it('lets bulk wait, and reminders that only wait for what the provider allows', async () => {
    const waiting = ['crisis', 'reply', 'reminder', 'bulk'] as const;
    await rig.write(waiting.map((lane) => ({ key: lane, contactId: lane, lane })));
    await looks(120, watchdog({ isPaced: (_bot, lane) => lane !== 'reply' }));
    expect(codes().sort()).toEqual(['outbox.late memory crisis', 'outbox.late memory reply']);
  });
});

it('a dispatcher knows which lanes wait for their budget only', async () => {
  const channel = await rig.memory();
  const budget = () => ({ perBot: { sends: 1, ms: 1_000 } });
  const dispatcher = rig.dispatcher({ budget });
  for (const chat of ['a', 'b', 'c']) channel.person(chat);
  expect(dispatcher.isPaced('memory', 'reminder')).toBe(false);
  await rig.write(['a', 'b', 'c'].map((key) => ({ key, contactId: key, lane: 'reminder' as const })));
  await dispatcher.run();
  expect(await rig.counts()).toEqual({ sent: 1, queued: 2 });
  expect(dispatcher.isPaced('memory', 'reminder')).toBe(true);
  // Slots come free, and yet nothing goes out: that is no pacing any more.
  rig.clock.advance(2 * minute);
  expect(dispatcher.isPaced('memory', 'reminder')).toBe(false);
});
