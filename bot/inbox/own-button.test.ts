import { afterEach, beforeEach, expect, it } from 'vitest';
import { TwoAddresses } from '../../test/support/two-addresses.js';

let world: TwoAddresses;
beforeEach(async () => {
  world = await TwoAddresses.open({ both: false, window: null });
});
afterEach(async () => {
  await world.close();
});

it('a choice of ours does its deed, however its label sounds, and is heard all the same', async () => {
  const ming = world.wechat.person('ming');
  const [contact] = await world.db.raw.query<{ id: string; personId: string }>(
    `SELECT "id","personId" FROM "Contact" WHERE "bot" = 'wechat'`,
  );
  await ming.say('随身卡');
  await world.bot.settle();
  // The newest list, with a label as a client's own words or a reason of the staff may sound.
  await world.db.raw.exec(
    `UPDATE "Outbox" SET "buttons" = replace("buttons", '写一张', '可能叫不醒') WHERE "contactId" = ? AND "kind" = 'card'`,
    contact!.id,
  );
  await ming.say('可能叫不醒');
  await world.bot.settle();
  const texts = world.texts(world.wechat).join('\n');
  expect(texts).toContain('快不好的时候，你自己先看得出来的样子');
  expect(await world.count(`"Alert"`)).toBe(1);
});
