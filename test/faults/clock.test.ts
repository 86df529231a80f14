import { afterEach, describe, expect, it } from 'vitest';
import { createClockWatch } from '../../scheduler/clock-step.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { cry, FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

describe('the clock steps', () => {
  const sends = () => rig.shown().length;

  it('back two hours: nothing is sent twice', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '20:30');
    const [texts, fired] = [
      rig.shown().map((line) => line.text),
      await rig.count(`"Decision" WHERE "code" = 'fired'`),
    ];
    await rig.stepTo('2026-12-02', '18:30');
    await rig.goTo('2026-12-02', '20:45');
    expect(rig.shown().map((line) => line.text)).toEqual(texts);
    expect(await rig.count(`"Decision" WHERE "code" = 'fired'`)).toBe(fired);
  });

  it('back two hours in a crisis: the chain goes on by its own minutes, nobody is paged twice, the operator hears', async () => {
    const staff = ['worker', 'second', 'supervisor', 'operator'] as const;
    const pages = () => staff.map((who) => rig.shown(who).map(({ text }) => text));
    const story = async (step: () => Promise<void>) => {
      rig = await FaultRig.open();
      await rig.goTo('2026-12-02', '12:00');
      await rig.client.say(cry);
      await rig.bot.settle();
      await step();
    };
    const counts = () => pages().map((texts) => texts.length);
    await story(() => rig.goTo('2026-12-02', '12:25'));
    const soon = counts();
    await rig.goTo('2026-12-02', '14:45');
    const later = counts();
    expect(soon[1]).toBeGreaterThan(0);
    await rig.close();
    await story(async () => {
      await rig.stepTo('2026-12-02', '10:00');
      await rig.goTo('2026-12-02', '10:25');
    });
    expect(counts()).toEqual(soon);
    expect(rig.troubles).toContainEqual({ code: 'clock.back', bot: null, detail: { seconds: 7_200 } });
    await rig.goTo('2026-12-02', '12:45');
    expect(counts()).toEqual(later);
  });

  it('back by as much as lies between two rungs: a page is no repeat of the one that stood there by the old clock', async () => {
    const pages = () => rig.shown('worker').length;
    const story = async (step: () => Promise<void>) => {
      rig = await FaultRig.open();
      await rig.goTo('2026-12-02', '12:00');
      await rig.client.say(cry);
      await rig.bot.settle();
      await rig.goTo('2026-12-02', '12:29');
      const before = pages();
      await step();
      return pages() - before;
    };
    const called = await story(() => rig.goTo('2026-12-02', '12:31'));
    expect(called).toBeGreaterThan(0);
    await rig.close();
    // Everyone after half an hour: by the new clock in the minute in which the worker was paged again.
    const stepped = await story(async () => {
      await rig.stepTo('2026-12-02', '12:04');
      await rig.goTo('2026-12-02', '12:06');
    });
    expect(stepped).toBe(called);
  });

  it('back to the very moment at which the chain began: its rungs are not taken for new ones', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '12:00');
    await rig.client.say(cry);
    await rig.bot.settle();
    await rig.goTo('2026-12-02', '12:05');
    const before = rig.shown('second').length;
    await rig.stepTo('2026-12-02', '12:00');
    await rig.goTo('2026-12-02', '12:04');
    expect(rig.shown('second')).toHaveLength(before);
    // Ten minutes after the cry, and five after the step.
    await rig.goTo('2026-12-02', '12:05');
    expect(rig.shown('second').length).toBeGreaterThan(before);
  });

  it('back two hours with messages in the outbox: what was ready or tried again goes out, what the wall clock says stays', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '12:00');
    const checkIn = () =>
      rig.db.raw.query(`SELECT "dueAt" FROM "Due" WHERE "step" = 'check-in' AND "cycle" = '2026-12-02'`);
    const moment = await checkIn();
    rig.channel.die();
    await rig.client.say('菜单').catch(() => undefined);
    await rig.bot.settle();
    const texts = rig.shown().length;
    rig.clock.advance(3_600_000);
    await rig.bot.settle();
    const write = (key: string, lane: string, state: string, at: Date) =>
      rig.db.raw.exec(
        `INSERT INTO "Outbox" ("key","contactId","personId","bot","lane","kind","proactive","text","buttons","state","notBefore","createdAt","attempt","lease")
         SELECT ?,"id","personId","bot",?,'test',0,?,'[]',?,?,?,0,0 FROM "Contact" WHERE "chat" = 'client-1'`,
        key,
        lane,
        key,
        state,
        at,
        at,
      );
    const now = rig.clock.now();
    await write('ready', 'crisis', 'queued', now);
    await write('again', 'crisis', 'errored', new Date(now.getTime() + 30_000));
    await write('reply', 'reply', 'errored', new Date(now.getTime() + 60_000));
    await rig.channel.revive();
    await rig.stepTo('2026-12-02', '11:00');
    for (let seconds = 0; seconds < 180; seconds += 30) {
      rig.clock.advance(30_000);
      await rig.bot.settle();
    }
    const came = rig
      .shown()
      .slice(texts)
      .map(({ text }) => text);
    for (const text of ['ready', 'again', 'reply'])
      expect(came.filter((one) => one === text)).toHaveLength(1);
    expect(await checkIn()).toEqual(moment);
  });

  it('back while no process ran: the next one finds it by the last heartbeat', async () => {
    rig = await FaultRig.open();
    await rig.bot.tick();
    rig.clock.begin(new Date(rig.clock.now().getTime() - 7_200_000));
    const deps = {
      db: rig.db,
      clock: rig.clock,
      onTrouble: (one: Trouble) => void rig.troubles.push(one),
      log: { error: (_fields: object, message: string) => void rig.errors.push(message) },
    };
    const watch = createClockWatch(deps);
    await watch.look();
    await watch.look();
    // The process after that finds it no more, should this one die before its first tick is over.
    await createClockWatch(deps).look();
    expect(rig.troubles.map(({ code }) => code)).toEqual(['clock.back']);
  });

  it('forward three days: each step by its own rule, no burst, and every dropped row says so', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '21:00');
    const before = sends();
    await rig.stepTo('2026-12-05', '21:00');
    // A day brings two messages at most; what the three days would have brought is moved, folded or dropped.
    expect(sends() - before).toBeLessThanOrEqual(2);
    await rig.goTo('2026-12-12', '21:00');
    const days = await rig.db.raw.query<{ day: string; n: number }>(
      `SELECT "localDay" AS "day", count(*) AS "n" FROM "Outbox" WHERE "personId" = ? AND "proactive" = 1 AND "state" = 'sent' GROUP BY 1`,
      rig.people.clientId!,
    );
    expect(days.filter(({ n }) => n > 2)).toEqual([]);
    const lost = await rig.db.raw.query<{ step: string }>(
      `SELECT d."step" FROM "Due" d WHERE d."state" IN ('dropped','done','cleared','cancelled') AND NOT EXISTS
         (SELECT 1 FROM "Decision" x WHERE x."scope" = d."scope" AND x."step" = d."step" AND x."cycle" = d."cycle")`,
    );
    expect(lost).toEqual([]);
    const skipped = await rig.count(
      `"Due" WHERE "step" IN ('check-in','weekly-check') AND "state" = 'dropped' AND "localDay" IN ('2026-12-03','2026-12-04')`,
    );
    expect(skipped).toBeGreaterThanOrEqual(2);
    expect(rig.errors).toEqual([]);
  });
});
