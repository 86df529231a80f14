import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readScenario, type Scenario } from '../../test/scenario/script.js';
import { World } from '../../test/scenario/world.js';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Tx } from '../../prisma/client.js';
import { comingUp, ownHandLoaders } from '../facts/own-hand.js';
import type { FactScope } from '../turn/facts.js';
import { cutOff } from './addresses.js';
import { createInvitation } from './invitations.js';

const code = 'BCD2-FGH3';
let folder: string;
let world: World;

function scenario(): Scenario {
  folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-onboarding-'));
  const file = path.join(folder, 'scenario.yaml');
  writeFileSync(
    file,
    'name: a\nshows: b\nstart: 2026-12-01 10:00\nenrolled: { client: { consents: [bot] } }\ntalk: []\n',
  );
  return readScenario(file);
}

const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.db.transaction(work);

beforeEach(async () => {
  world = await World.open(scenario(), 'zh-CN', 'memory');
  await world.settle();
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

async function invite(role: 'client' | 'worker', personId: string | null, facts: object = {}): Promise<void> {
  await inTx(async (tx) => {
    const station = await tx.prisma.station.findFirstOrThrow();
    const now = world.clock.now();
    await createInvitation(tx, {
      id: 'inv',
      code,
      role,
      stationId: station.id,
      inviterId: null,
      personId,
      facts,
      now,
    });
  });
}

async function says(text: string): Promise<string[]> {
  const before = world.phones.lines().length;
  await world.phones.say('stranger', text);
  await world.settle();
  return world.phones
    .lines()
    .slice(before)
    .filter((line) => line.by === 'bot' && line.actor === 'stranger')
    .map((line) => line.text);
}

describe('a colleague joins', () => {
  beforeEach(async () => {
    await inTx(async (tx) => {
      const { id: stationId } = await tx.prisma.station.findFirstOrThrow();
      const createdAt = world.clock.now();
      await tx.prisma.person.create({
        data: { id: 'wang', stationId, role: 'worker', alias: '小王', locale: 'zh-CN', createdAt },
      });
    });
    await invite('worker', 'wang');
  });

  test('is told at once what can be done, and has a morning list', async () => {
    const heard = await says(code);
    expect(heard.join('\n')).toContain('小王，你好，我是归航。');
    const rows = await inTx((tx) => tx.prisma.due.findMany({ where: { personId: 'wang', flow: 'digest' } }));
    expect(rows).toHaveLength(1);
    expect(world.problems).toEqual([]);
  });

  test('keeps an older address; the newest is the preferred one', async () => {
    await inTx((tx) =>
      tx.prisma.contact.create({
        data: {
          id: 'old',
          bot: 'memory',
          chat: 'old',
          personId: 'wang',
          locale: 'zh-CN',
          state: 'active',
          preferred: true,
          firstAt: world.clock.now(),
          lastInAt: null,
        },
      }),
    );
    await says(code);
    const contacts = await inTx((tx) =>
      tx.prisma.contact.findMany({ where: { personId: 'wang' }, orderBy: { chat: 'asc' } }),
    );
    expect(contacts.map((contact) => [contact.chat, contact.preferred])).toEqual([
      ['old', false],
      ['stranger', true],
    ]);
  });
});

test('outside practice nobody is enrolled without a pilot, and the code stays good', async () => {
  const facts = {
    alias: '阿海',
    releaseOn: '2026-12-01',
    decisionOn: null,
    deadlineDays: 15,
    reportedOn: null,
    testTemplate: null,
    workerId: 'w',
  };
  await invite('client', null, facts);
  await inTx((tx) => tx.prisma.station.updateMany({ data: { practice: false } }));
  const [heard] = await says(code);
  expect(heard).toContain('暂时不能开始');
  const [row] = await inTx((tx) => tx.prisma.invitation.findMany());
  expect(row?.usedAt).toBeNull();
});

test('a call-up that was not told yet is neither in the plan nor in any number', async () => {
  const now = world.clock.now();
  const at = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000);
  await inTx(async (tx) => {
    const { personId, zone } = await tx.prisma.enrolment.findFirstOrThrow();
    const scope = { tx, now, me: { personId, zone } } as unknown as FactScope;
    const before = {
      coming: await comingUp(tx, personId, zone, now),
      known: await ownHandLoaders.known(scope),
    };
    const row = {
      personId,
      kind: 'call-up',
      origin: 'random',
      site: 'east',
      state: 'planned',
      createdAt: now,
    };
    await tx.prisma.appointment.create({ data: { ...row, id: 'secret', startsAt: at(3), releaseAt: at(2) } });
    expect({
      coming: await comingUp(tx, personId, zone, now),
      known: await ownHandLoaders.known(scope),
    }).toEqual(before);
    // The control: once it is told, it is there.
    await tx.prisma.appointment.update({ where: { id: 'secret' }, data: { releaseAt: now } });
    expect((await comingUp(tx, personId, zone, now)).length).toBe(before.coming.length + 1);
    expect((await ownHandLoaders.known(scope)).appointments).toBe(before.known.appointments + 1);
  });
});

test('a call-up row of the plan that is not released is not shown', async () => {
  const now = world.clock.now();
  await inTx(async (tx) => {
    const { personId, zone, id } = await tx.prisma.enrolment.findFirstOrThrow();
    const dueAt = new Date(now.getTime() + 24 * 3_600_000);
    const before = await comingUp(tx, personId, zone, now);
    await tx.prisma.due.create({
      data: {
        scope: `enrolment:${id}`,
        step: 'secret',
        cycle: '1',
        personId,
        audience: 'client',
        flow: 'call-up',
        args: {},
        category: 'appointment',
        priority: 1,
        day: 1,
        localDay: '2026-12-02',
        dueAt,
        startMode: 'wait',
        catchUp: 'send',
        proactive: true,
        releaseAt: dueAt,
        state: 'planned',
        revision: 1,
        createdAt: now,
      },
    });
    expect(await comingUp(tx, personId, zone, now)).toEqual(before);
  });
});

test('an address that is cut off keeps no question, no button and nothing to be sent', async () => {
  await world.phones.say('client', '改时间');
  await world.settle();
  await inTx(async (tx) => {
    const contact = await tx.prisma.contact.findFirstOrThrow({ where: { chat: 'client' } });
    const where = { contactId: contact.id };
    expect(await tx.prisma.button.count({ where })).toBeGreaterThan(0);
    await tx.prisma.outbox.updateMany({ where, data: { state: 'queued', lane: 'crisis' } });
    await cutOff(tx, [contact.id]);
    expect(await tx.prisma.button.count({ where })).toBe(0);
    expect(await tx.prisma.session.count({ where })).toBe(0);
    expect(await tx.prisma.outbox.count({ where: { ...where, state: 'queued' } })).toBe(0);
    expect((await tx.prisma.contact.findUniqueOrThrow({ where: { id: contact.id } })).personId).toBeNull();
  });
});
