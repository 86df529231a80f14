import { afterEach, describe, expect, it } from 'vitest';
import { cry, FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const nowhere = `UPDATE "Due" SET "flow" = 'no-such-flow' WHERE "state" = 'planned' AND`;
const codes = () => [...new Set(rig.troubles.map(({ code }) => code))];
const tasks = (where: object) => rig.db.prisma.task.findMany({ where });

async function dueStates(step: string): Promise<string[]> {
  const rows = await rig.db.raw.query<{ cycle: string; state: string }>(
    `SELECT "cycle","state" FROM "Due" WHERE "step" = ? ORDER BY "dueAt"`,
    step,
  );
  return rows.map(({ state }) => state);
}

describe('what fails again and again', () => {
  it('is a task for the worker of the client it belongs to, and an alarm', async () => {
    rig = await FaultRig.open();
    await rig.db.raw.exec(`${nowhere} "step" = 'worker-call' AND "cycle" = 'D1'`);
    await rig.goTo('2026-12-03', '12:00');
    const [task, ...more] = await tasks({ reason: 'due-failed' });
    expect(more).toEqual([]);
    expect(task).toMatchObject({ clientId: rig.people.clientId, kind: 'reach', closedAt: null });
    expect(codes()).toContain('due.failed');
  });

  it('of a crisis goes on being tried, until it works', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '12:00');
    await rig.client.say(cry);
    await rig.bot.settle();
    await rig.db.raw.exec(`${nowhere} "flow" = 'alert-chain'`);
    await rig.goTo('2026-12-02', '12:40');
    expect(rig.shown('second')).toEqual([]);
    expect(rig.troubles).toContainEqual(
      expect.objectContaining({ code: 'due.failed', detail: expect.objectContaining({ lane: 'crisis' }) }),
    );
    await rig.db.raw.exec(`UPDATE "Due" SET "flow" = 'alert-chain' WHERE "flow" = 'no-such-flow'`);
    await rig.goTo('2026-12-02', '12:42');
    expect(rig.shown('second').length).toBeGreaterThan(0);
  });

  it('of the system comes back by itself', async () => {
    rig = await FaultRig.open();
    await rig.db.raw.exec(`${nowhere} "step" IN ('plan-on','retention')`);
    await rig.goTo('2026-12-02', '12:00');
    expect(await dueStates('retention')).toEqual(['dropped', 'planned']);
    await rig.goTo('2026-12-04', '12:00');
    expect(await dueStates('retention')).toEqual(['dropped', 'done', 'done', 'planned']);
    await rig.goTo('2027-01-01', '12:00');
    expect((await dueStates('plan-on'))[0]).toBe('dropped');
    await rig.goTo('2027-01-02', '12:00');
    expect((await dueStates('plan-on')).slice(0, 3)).toEqual(['dropped', 'done', 'planned']);
  });

  it('of what a client wrote is a task for their worker, as they are told, and an alarm', async () => {
    rig = await FaultRig.open();
    const contact = await rig.db.prisma.contact.findFirstOrThrow({
      where: { personId: rig.people.clientId! },
    });
    const data = { contactId: contact.id, frames: { bad: 1 }, version: 1, updatedAt: rig.clock.now() };
    await rig.db.prisma.session.create({ data });
    await rig.client.say('小林能给我打个电话吗');
    for (let minute = 0; minute < 4; minute += 1) {
      rig.clock.advance(60_000);
      await rig.bot.settle();
    }
    expect(await tasks({ reason: 'message-failed' })).toMatchObject([{ clientId: rig.people.clientId }]);
    expect(codes()).toEqual(['inbox.failed']);
    // A task is no page: nobody is said to have been called.
    expect(rig.shown().at(-1)?.text).toContain('刚才那一下没办成');
    expect(rig.shown().at(-1)?.text).not.toContain('已经叫');
  });

  it('of a cry for help is paged from memory, since it becomes no alert', async () => {
    rig = await FaultRig.open();
    await rig.db.raw.exec(`DROP TABLE "Alert"`);
    const pages = rig.shown('worker').length;
    await rig.client.say(cry);
    for (let minute = 0; minute < 4; minute += 1) {
      rig.clock.advance(60_000);
      await rig.bot.settle();
    }
    expect(codes()).toContain('inbox.failed');
    expect(rig.shown('worker').length).toBeGreaterThan(pages);
  });
});

describe('a client who blocks the bot', () => {
  it('is one task for their worker, and another one only after they were back', async () => {
    rig = await FaultRig.open();
    await rig.goTo('2026-12-02', '12:00');
    await rig.client.block();
    await rig.goTo('2026-12-12', '12:00');
    expect(await tasks({ kind: 'reach' })).toHaveLength(1);
    await rig.client.unblock();
    await rig.client.say('菜单');
    await rig.goTo('2026-12-13', '12:00');
    await rig.client.block();
    await rig.goTo('2026-12-16', '12:00');
    expect(await tasks({ kind: 'reach' })).toHaveLength(2);
  });
});
