import { afterEach, beforeEach, expect, it } from 'vitest';
import { TwoAddresses } from '../../test/support/two-addresses.js';

let world: TwoAddresses;
beforeEach(async () => {
  world = await TwoAddresses.open({ both: false, window: null });
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const ming = () => world.wechat.person('ming');
const says = async (text: string): Promise<string> => {
  await ming().say(text);
  await world.bot.settle();
  return ming().last()?.text ?? '';
};

it('a menu is used by its numbers, again and again', async () => {
  const menu = await says('/menu');
  expect(menu).toMatch(/\n1\. 我的安排/u);
  const plan = await says('1');
  expect(plan).not.toBe(menu);
  await says('/menu');
  expect(await says('１。')).toBe(plan);
});

it('a label may be typed instead, full width or not', async () => {
  const byNumber = await says('/menu').then(() => says('1'));
  await says('/menu');
  expect(await says('我的安排')).toBe(byNumber);
});

it('a number that is in no list is no choice', async () => {
  await says('/menu');
  expect(await says('99')).toContain('没看懂');
});

it('a scale from 0 to 10 is shown by its ends, and a number on it is itself and not a place', async () => {
  await world.goTo('2026-12-02T12:00:00Z');
  expect(await says('1')).toMatch(/0–10$/u);
  await says('7');
  const [row] = await world.db.raw.query<{ data: string }>(
    `SELECT "data" FROM "Answer" WHERE "kind" = 'check-in' AND "data" LIKE '%urge%'`,
  );
  expect(JSON.parse(row?.data ?? '{}')).toMatchObject({ urge: 7 });
});

it('a question that was asked later and has no list gets the number as words', async () => {
  await says('/menu');
  await says('我的聊天');
  const ask = await says('定一句口令');
  expect(ask).toContain('4 个字以上');
  await says('八');
  expect(world.texts(world.wechat).at(-2)).toContain('太短');
});

it('a number means nothing once its question is over', async () => {
  await world.goTo('2026-12-02T12:00:00Z');
  const list = ming().last()?.text ?? '';
  await says('1');
  await says('3');
  const answers = await world.count(`"Answer"`);
  await says('9');
  expect(list).toContain('1. ');
  expect(await world.count(`"Answer"`)).toBe(answers);
});

it('a number belongs to the newest list, also when an older question of the same moment has a list too', async () => {
  await says('帮助');
  expect(await says('6')).toContain('写一张');
  expect(await says('1')).toContain('快不好的时候');
  expect(await world.count(`"Alert"`)).toBe(0);
});
