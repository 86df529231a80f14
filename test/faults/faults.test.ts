import { afterEach, describe, expect, it } from 'vitest';
import { SendError } from '../../bot/channels/channel.js';
import { localParts } from '../../scheduler/zone/index.js';
import { turns } from '../support/turns.js';
import { cry, FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const isCard = ({ text }: { text: string }) => text.includes('120') && text.includes('12356');

/** The card is out, somebody on call was paged, and later the alert is on record, once. */
async function expectCardThenAlert(mend: () => unknown): Promise<void> {
  const [cards, pages] = [rig.shown().filter(isCard).length, rig.shown('worker').length];
  await rig.client.say(cry).catch(() => {});
  await turns(50);
  expect(rig.shown().filter(isCard)).toHaveLength(cards + 1);
  expect(rig.shown('worker').length).toBeGreaterThan(pages);
  expect(await rig.count('"Alert"')).toBe(0);
  await mend();
  // The provider hands the update over again, as long as it was not confirmed.
  for (let round = 0; round < 40 && (await rig.count('"Alert"')) === 0; round += 1) {
    rig.clock.advance(60_000);
    await turns(100);
    await rig.bot.settle();
  }
  expect(await rig.count('"Alert"')).toBe(1);
  expect(await rig.count(`"Inbox" WHERE "state" = 'handled'`)).toBe(1);
  expect(rig.shown().filter((line) => isCard(line)).length).toBeLessThanOrEqual(cards + 2);
}

describe('the database is in trouble', () => {
  it('locked for a while by another program: what is asked meanwhile is stored when it is free', async () => {
    rig = await FaultRig.open();
    const unlock = rig.lockFile();
    const said = rig.client.say('菜单');
    await turns(20);
    unlock();
    await said;
    await rig.bot.settle();
    expect(rig.shown().length).toBeGreaterThan(0);
    expect(await rig.count(`"Inbox" WHERE "state" = 'handled'`)).toBe(1);
  });

  it('locked for longer than it waits: the crisis card goes out all the same, the alert follows', async () => {
    rig = await FaultRig.open(100);
    await expectCardThenAlert(rig.lockFile());
  });

  it('full: the crisis card goes out all the same, the alert follows', async () => {
    rig = await FaultRig.open();
    const empty = await rig.fillDisk();
    await fillUp();
    await expectCardThenAlert(empty);
  });

  it('full while a step is due: it goes out when there is room, and is not given up', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '19:59');
    const before = rig.shown().length;
    const empty = await rig.fillDisk();
    await fillUp();
    for (let minute = 0; minute < 5; minute += 1) {
      rig.clock.advance(60_000);
      await rig.bot.settle().catch(() => {});
    }
    expect(rig.shown()).toHaveLength(before);
    await empty();
    rig.clock.advance(61_000);
    await rig.bot.settle();
    expect(rig.shown().length).toBeGreaterThan(before);
    expect(await rig.count(`"Due" WHERE "reason" = 'failed'`)).toBe(0);
  });
});

/** Uses up what is left in the pages that there are; last those of the decisions: nothing is done without one. */
async function fillUp(): Promise<void> {
  let rows = 0;
  const at = rig.clock.now();
  const setting = (value: string) =>
    rig.db.raw.exec(
      `INSERT INTO "Setting" ("key","value","updatedAt") VALUES (?,?,?)`,
      `fill-${(rows += 1)}`,
      JSON.stringify(value),
      at,
    );
  const decision = (value: string) =>
    rig.db.raw.exec(
      `INSERT INTO "Decision" ("scope","step","cycle","code","detail","at") VALUES ('fill','fill',?,'fill',?,?)`,
      String((rows += 1)),
      JSON.stringify(value),
      at,
    );
  for (const insert of [setting, decision]) {
    for (let size = 4_000; size > 0; size = Math.floor(size / 2)) {
      const fits = () =>
        insert('x'.repeat(size)).then(
          () => true,
          () => false,
        );
      while (await fits());
    }
  }
}

describe('the provider is in trouble', () => {
  it('a storm of 429: everything arrives once, none before the provider allows it', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '19:50');
    const before = rig.shown().length;
    const error = new SendError('send.throttled', 'too many', { retryAfterMs: 30_000 });
    rig.channel.script({ do: 'fail', error, times: 20 });
    await rig.goTo('2026-12-02', '21:20');
    const came = rig.shown().slice(before);
    expect(came).toHaveLength(1);
    const [row] = await rig.db.raw.query<{ attempt: number; sentAt: number }>(
      `SELECT "attempt","sentAt" FROM "Outbox" WHERE "personId" = ? ORDER BY "id" DESC LIMIT 1`,
      rig.people.clientId!,
    );
    expect(row?.attempt).toBeGreaterThan(2);
    expect(localParts(new Date(row!.sentAt), 'Asia/Shanghai').time > '20:00').toBe(true);
  });

  it('gone overnight: what is stale by the morning does not come any more, and its row says so', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '19:55');
    const before = rig.shown().length;
    rig.channel.die();
    await rig.goTo('2026-12-03', '08:30');
    await rig.channel.revive();
    await rig.goTo('2026-12-03', '09:00');
    expect(rig.shown()).toHaveLength(before);
    expect(await rig.count(`"Outbox" WHERE "state" = 'expired' AND "kind" = 'check-in'`)).toBe(1);
  });

  it('gone for an hour: what was due goes out once when it is back, the card of a crisis first', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '19:55');
    const before = rig.shown().length;
    rig.channel.die();
    await rig.goTo('2026-12-02', '20:55');
    expect(rig.shown()).toHaveLength(before);
    void rig.client.say(cry);
    await rig.channel.revive();
    await rig.bot.settle();
    await rig.goTo('2026-12-02', '21:00');
    const came = rig.shown().slice(before);
    expect(isCard(came[0]!)).toBe(true);
    expect(new Set(came.map((line) => line.text)).size).toBe(came.length);
    expect(await rig.count('"Alert"')).toBe(1);
  });
});
