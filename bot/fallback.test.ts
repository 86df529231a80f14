import { afterEach, expect, it } from 'vitest';
import { TwoAddresses } from '../test/support/two-addresses.js';
import { insertOutbox } from '../prisma/repositories/outbox.js';
import { message } from '../test/stores/rows.js';
import { SendError } from './channels/channel.js';

let world: TwoAddresses;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const evening = '2026-12-02T12:00:00Z';
const asks = (text: string): boolean => text.includes('1. ');

it('the preferred address is taken while the person has written lately', async () => {
  world = await TwoAddresses.open();
  await world.wechat.person('ming').say('/menu');
  await world.bot.settle();
  await world.goTo(evening);
  expect(world.texts(world.wechat).some(asks)).toBe(true);
  expect(world.texts(world.telegram)).toEqual([]);
});

it('the other address is taken when the window is shut, and can be answered there', async () => {
  world = await TwoAddresses.open();
  await world.goTo(evening);
  expect(world.texts(world.wechat)).toEqual([]);
  const [hello] = world.telegram.person('ming').messages().slice(-1);
  const [label] = hello?.buttons.flat().map((button) => button.label) ?? [];
  await world.telegram.person('ming').tap(label ?? 'expected a button');
  await world.bot.settle();
  expect(await world.count(`"Answer" WHERE "kind" = 'check-in'`)).toBe(1);
});

it('what an address refuses for good goes to the other with its choices, and can be answered there', async () => {
  world = await TwoAddresses.open({ window: null });
  const error = new SendError('send.rejected', 'refused');
  world.wechat.script({ do: 'fail', error, times: 99 });
  await world.goTo(evening);
  const last = world.telegram.person('ming').last();
  const label = last?.buttons.flat()[0]?.label ?? 'expected a button';
  await world.telegram.person('ming').tap(label);
  await world.bot.settle();
  expect(await world.count(`"Answer" WHERE "kind" = 'check-in'`)).toBe(1);
  expect(await world.count(`"Decision" WHERE "code" = 'rerouted.send.rejected'`)).toBeGreaterThan(0);
  const failed = await world.count(`"Outbox" WHERE "state" = 'failed'`);
  expect(await world.count(`"Decision" WHERE "step" = 'fallback'`)).toBe(failed);
});

it('without another address the worker is asked to reach them, once a day', async () => {
  world = await TwoAddresses.open({ both: false });
  await world.goTo('2026-12-02T15:00:00Z');
  expect(await world.count(`"Outbox" WHERE "error" = 'window-shut' AND "state" = 'failed'`)).toBeGreaterThan(
    0,
  );
  expect(await world.count(`"Task" WHERE "reason" = 'unreachable'`)).toBeGreaterThan(0);
  const days = await world.db.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Task" WHERE "key" LIKE 'undeliverable:%' GROUP BY "key"`,
  );
  expect(days.every(({ n }) => n === 1)).toBe(true);
  expect(world.texts(world.wechat)).toEqual([]);
});

it('a window counts messages too: after the last one the other address takes over', async () => {
  world = await TwoAddresses.open({ window: { ms: 999 * 3_600_000, messages: 2 } });
  const ming = world.wechat.person('ming');
  for (const _ of [1, 2, 3]) await ming.say('/menu');
  await world.bot.settle();
  expect(ming.messages().length).toBeLessThanOrEqual(2);
  expect(world.texts(world.telegram).length).toBeGreaterThan(0);
  world.clock.advance(1_000);
  await ming.say('/menu');
  await world.bot.settle();
  expect(ming.messages().length).toBeGreaterThan(2);
});

it.each([false, true])(
  'the worker sees ahead what will not get through (another address: %s)',
  async (both) => {
    world = await TwoAddresses.open({ both });
    const lin = world.telegram.person('lin');
    await lin.say('名单');
    await world.bot.settle();
    const label = lin
      .last()
      ?.buttons.flat()
      .find((button) => button.label.includes('阿明'))?.label;
    await lin.tap(label ?? 'expected the client');
    await world.bot.settle();
    expect(/接下来七天有 \d+ 条发不到/u.test(lin.last()?.text ?? '')).toBe(!both);
  },
);

it('what ended unsent during three days without power is seen to when it is back, and nothing older than its words', async () => {
  world = await TwoAddresses.open({ both: false });
  const { db, clock, clientId } = world;
  const [contact] = await db.prisma.contact.findMany({ where: { personId: clientId } });
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 24 * 3_600_000);
  const row = (key: string, days: number) =>
    message(key, {
      ...{ contactId: contact!.id, personId: clientId, bot: contact!.bot, kind: 'appointment-reminder' },
      ...{ lane: 'reminder', notBefore: daysAgo(days), createdAt: daysAgo(days), about: 'appointment:x' },
    });
  await insertOutbox(db.raw, [row('cut', 3), row('history', 7)]);
  await db.raw.exec(
    `UPDATE "Outbox" SET "state" = 'failed', "error" = 'send.rejected' WHERE "key" IN ('cut','history')`,
  );
  await world.goTo('2026-12-01T02:30:00Z');
  const seen = await db.raw.query<{ cycle: string }>(
    `SELECT "cycle" FROM "Decision" WHERE "step" = 'fallback'`,
  );
  expect(seen.map(({ cycle }) => cycle)).toEqual(['cut']);
  expect(await world.count(`"Task" WHERE "reason" = 'unreachable'`)).toBe(1);
});
