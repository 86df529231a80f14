import { afterEach, describe, expect, it } from 'vitest';
import { SendError } from '../../bot/channels/channel.js';
import { turns } from '../support/turns.js';
import { cry, FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const minute = 60_000;
const isCard = ({ text }: { text: string }) => text.includes('120') && text.includes('12356');
/** A page that was written while nothing could be stored. */
const isFromMemory = ({ text }: { text: string }) => text.includes('系统现在记不下来');
const pages = (who: 'worker' | 'second' | 'supervisor') => rig.shown(who).filter(isFromMemory).length;

/** Time goes by as it does for the running bot, which can do nothing but tick. */
async function tickOn(minutes: number): Promise<void> {
  rig.clock.advance(minutes * minute);
  await rig.bot.tick().catch(() => {});
  await turns(20);
}

describe('the database is gone', () => {
  it('while the bot runs: card and pages go out from memory, up the ladder, and the alert follows', async () => {
    rig = await FaultRig.open();
    await rig.loseDatabase();
    void rig.client.say(cry).catch(() => {});
    await turns(50);
    expect(rig.shown().filter(isCard)).toHaveLength(1);
    expect([pages('worker'), pages('second')]).toEqual([1, 0]);
    await tickOn(5);
    expect([pages('worker'), pages('second')]).toEqual([2, 0]);
    await tickOn(5);
    expect([pages('second'), pages('supervisor')]).toEqual([1, 0]);
    await tickOn(5);
    expect(pages('supervisor')).toBe(1);
    await rig.bringBack();
    for (let round = 0; round < 40 && (await rig.count('"Alert"')) === 0; round += 1) {
      rig.clock.advance(minute);
      await turns(100);
      await rig.bot.settle();
    }
    expect(await rig.count('"Alert"')).toBe(1);
    expect(await rig.count(`"Outbox" WHERE "kind" = 'alert-page'`)).toBeGreaterThan(0);
  });

  it('control: without the gate nobody hears a thing', async () => {
    rig = await FaultRig.open(15_000, true);
    await rig.loseDatabase();
    void rig.client.say(cry).catch(() => {});
    await turns(50);
    await tickOn(10);
    expect([rig.shown().length, pages('worker'), pages('second')]).toEqual([0, 0, 0]);
    await rig.bringBack();
  });
});

describe('the turn of a crisis breaks', () => {
  const rename = (from: string, to: string) => rig.db.raw.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`);
  const said = () => rig.shown().map(({ text }) => text);

  /** The client cries for help while the table of those who were told cannot be written. */
  async function cryIntoBroken(): Promise<void> {
    await rename('AlertTold', 'Away');
    await rig.client.say(cry);
    await rig.bot.settle();
  }

  it('people are paged from memory and it is said; later it becomes an alert all the same', async () => {
    rig = await FaultRig.open();
    await cryIntoBroken();
    expect(rig.shown().filter(isCard).length).toBeGreaterThan(0);
    expect(pages('worker')).toBe(1);
    expect(said().at(-1)).toContain('值班的人我已经叫了');
    expect(await rig.count(`"Enrolment" WHERE "heldUntil" IS NOT NULL`)).toBe(1);
    expect(await rig.count('"Alert"')).toBe(0);
    await tickOn(10);
    expect(pages('second')).toBe(1);
    // Said once, however often it is tried.
    expect(said().filter((text) => text.includes('出了点小问题'))).toHaveLength(1);
    await rename('Away', 'AlertTold');
    await tickOn(30);
    await rig.bot.settle();
    expect(await rig.count(`"Alert" WHERE "state" = 'open' AND "level" = 3`)).toBe(1);
    expect(await rig.count(`"Inbox" WHERE "state" = 'failed'`)).toBe(0);
    const before = pages('second');
    await tickOn(60);
    expect(pages('second')).toBe(before);
  });

  it('control: where no phone takes a page, nobody is said to have been called', async () => {
    rig = await FaultRig.open();
    for (const chat of ['worker-1', 'worker-2', 'supervisor-1', 'operator-1'])
      rig.channel.script({
        do: 'fail',
        chat,
        times: 50,
        error: new SendError('send.contact-stopped', 'gone'),
      });
    await cryIntoBroken();
    expect(pages('worker')).toBe(0);
    expect(said().at(-1)).toContain('没能叫到人');
    expect(said().join('\n')).not.toMatch(/已经叫了|已经叫人/u);
  });

  it('a level 2 is asked to be called, without content, when the last attempt has failed', async () => {
    rig = await FaultRig.open();
    await rename('Alert', 'Away');
    await rig.client.say('活着没意思，有时候真想一觉不醒');
    await rig.bot.settle();
    expect(rig.shown('worker').at(-1)?.text).toMatch(/^请给.+打个电话。系统现在记不下来/u);
    expect(said().at(-1)).toContain('没说是什么事');
    await rename('Away', 'Alert');
  });

  it('control: an ordinary message that breaks pages nobody and claims nothing', async () => {
    rig = await FaultRig.open();
    await rename('Button', 'Gone');
    const before = said().length;
    await rig.client.say('菜单').catch(() => {});
    await rig.bot.settle().catch(() => {});
    expect(pages('worker')).toBe(0);
    expect(said().slice(before).join('\n')).not.toMatch(/已经叫/u);
    expect(await rig.count(`"Inbox" WHERE "state" = 'failed' AND "leaseUntil" IS NOT NULL`)).toBe(0);
    await rename('Gone', 'Button');
  });
});
