import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flowMap } from '../../flows/index.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { endInbox, nextInbox } from '../../prisma/repositories/inbox.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { testLocales, testStation } from '../../test/support/context.js';
import { SendError } from '../channels/channel.js';
import { createMemoryChannel, type MemoryChannel } from '../channels/memory/index.js';
import { handle } from '../inbox/handle.js';
import { parseUpdate, receive } from '../inbox/receive.js';
import { seededRandom } from '../random.js';
import { seedClient } from '../seed/client.js';
import { seedContact, seedStation } from '../seed/station.js';
import type { TurnDeps } from '../turn/types.js';
import { createCrisis, type Crisis } from './assemble.js';

const words = '我不想活了，今晚就自杀';

let folder: string;
let db: Database;
let channel: MemoryChannel;
let clock: VirtualClock;
let crisis: Crisis;
let turn: TurnDeps;
let clientId: string;
/** True while the database refuses every write. */
let isGone: boolean;

/** The database, until it is gone. */
function failing(real: Database): Database {
  const refuse =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      isGone ? Promise.reject(new Error('disk full')) : run(...args);
  return {
    ...real,
    transaction: refuse(real.transaction) as Database['transaction'],
    write: refuse(real.write) as Database['write'],
  };
}

/** What the bot does with updates, with the gate or without it. */
async function take(
  gate: Crisis['gate'] | null,
  batch: Parameters<typeof receive>[1],
  pager: Crisis['pager'] | null,
): Promise<void> {
  await receive({ db: failing(db), now: () => clock.now(), gate, pager }, batch);
  for (let row = await nextInbox(db.raw); row !== null; row = await nextInbox(db.raw)) {
    const { id, payload } = row;
    await db.transaction(async (tx) => {
      await handle(turn, tx, parseUpdate(payload), clock.now());
      await endInbox(tx.raw, id, clock.now());
    });
  }
}

async function start(
  gate: Crisis['gate'] | null,
  pager: Crisis['pager'] | null = crisis.pager,
): Promise<void> {
  await channel.start({
    receive: (batch) => take(gate, batch, pager),
    report: () => undefined,
    sleep: (ms, signal) => clock.sleep(ms, signal),
    now: () => clock.now(),
  });
}

beforeEach(async () => {
  isGone = false;
  folder = mkdtempSync(path.join(os.tmpdir(), 'crisis-'));
  db = await openDatabase({ file: path.join(folder, 'x.db'), key: 'a'.repeat(64) });
  await migrate(db);
  // 03:00 in Shanghai: the quietest of quiet hours.
  clock = new VirtualClock(new Date('2026-12-01T19:00:00Z'));
  channel = createMemoryChannel({ bot: 'b' });
  for (const chat of ['client', 'worker', 'nobody']) channel.person(chat);
  const random = seededRandom(5);
  const log = { warn: () => undefined, error: () => undefined };
  turn = {
    flows: flowMap(),
    locales: testLocales(),
    programme: loadProgramme(),
    calendar: loadCalendar(),
    random,
    log,
    inviteLink: () => null,
    capabilities: () => channel.capabilities,
  } as TurnDeps;
  await db.transaction(async (tx) => {
    const staff = [
      { alias: '小林', role: 'worker', position: 0, address: { bot: 'b', chat: 'worker' } },
    ] as const;
    const { stationId, staffIds } = await seedStation(tx, testStation, staff, random, clock.now());
    const client = {
      alias: '阿明',
      locale: 'zh-CN',
      zone: 'Asia/Shanghai',
      hour: '20:00',
      releaseOn: '2026-12-01',
    };
    clientId = await seedClient(
      tx,
      {
        ...client,
        workerId: staffIds[0]!,
        stationId,
        consents: [],
        testTemplate: null,
        address: { bot: 'b', chat: 'client' },
      },
      random,
      clock.now(),
    );
  });
  crisis = createCrisis({ db, clock, channels: [channel], locales: testLocales(), log });
  await crisis.refresh();
});

afterEach(async () => {
  await channel.stop();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const cryOf = (chat: string) =>
  channel
    .person(chat)
    .say(words)
    .catch(() => undefined);
const heard = (chat: string) =>
  channel.transcript.filter((line) => line.chat === chat && line.by === 'bot').map((line) => line.text);
const count = async (sql: string) => Object.values((await db.raw.query<Record<string, number>>(sql))[0]!)[0];

describe('the gate stands before', () => {
  test('identity: nobody knows them, and they get the card', async () => {
    await start(crisis.gate);
    await channel.person('nobody').say(words);
    expect(heard('nobody')[0]).toMatch(/^120 /u);
    expect(await count(`SELECT count(*) FROM "Outbox" WHERE "kind" = 'alert-page'`)).toBe(1);
  });

  test('opt-out, pause, end of enrolment and the night', async () => {
    await db.prisma.enrolment.updateMany({
      data: { state: 'stopped', pausedFrom: clock.now(), stoppedAt: clock.now() },
    });
    await start(crisis.gate);
    await channel.person('client').say(words);
    expect(heard('client')[0]).toMatch(/^120 /u);
    expect(
      await count(
        `SELECT count(*) FROM "Outbox" WHERE "kind" = 'alert-page' AND "lane" = 'crisis' AND "notBefore" <= "createdAt"`,
      ),
    ).toBe(1);
  });

  test('control: without it nothing is sent before the update is stored, and nobody is paged', async () => {
    await start(null);
    await cryOf('nobody');
    expect(heard('nobody')).toEqual([]);
    expect(await count(`SELECT count(*) FROM "Alert"`)).toBe(0);
  });
});

describe('with the database gone', () => {
  test('the card goes out from memory, people are paged, and the record follows without a second card', async () => {
    await start(crisis.gate);
    isGone = true;
    const said = channel.person('client').say(words);
    await said.catch(() => undefined);
    expect(heard('client')).toHaveLength(1);
    expect(heard('worker')).toHaveLength(1);
    expect(heard('worker')[0]).toContain('阿明');
    expect(await count(`SELECT count(*) FROM "Inbox"`)).toBe(0);
    isGone = false;
    await channel.repeatLast();
    expect(heard('client')).toHaveLength(1);
    expect(await count(`SELECT count(*) FROM "Alert" WHERE "personId" = '${clientId}'`)).toBe(1);
    expect(
      await count(`SELECT count(*) FROM "Outbox" WHERE "kind" = 'crisis-card' AND "state" = 'sent'`),
    ).toBe(1);
  });

  test('control: without the pager the card goes out and no person hears of it', async () => {
    await start(crisis.gate, null);
    isGone = true;
    await cryOf('client');
    expect(heard('client')).toHaveLength(1);
    expect(heard('worker')).toEqual([]);
  });

  test('control: without the gate nobody hears anything at all', async () => {
    await start(null);
    isGone = true;
    await cryOf('client');
    expect([heard('client'), heard('worker')]).toEqual([[], []]);
  });

  test('control: without what is in memory nobody can be paged', async () => {
    const log = { error: () => undefined };
    const cold = createCrisis({ db, clock, channels: [channel], locales: testLocales(), log });
    await start(cold.gate, cold.pager);
    isGone = true;
    await cryOf('client');
    expect(heard('client')[0]).toContain('12356');
    expect(heard('worker')).toEqual([]);
  });

  test('whoever comes on duty while it is gone is the one who is paged', async () => {
    const boss = await db.prisma.person.create({
      data: {
        id: 'boss',
        stationId: (await db.prisma.station.findFirstOrThrow()).id,
        role: 'supervisor',
        alias: '老陈',
        locale: 'zh-CN',
        createdAt: clock.now(),
      },
    });
    channel.person('boss');
    await db.transaction((tx) =>
      seedContact(tx, { bot: 'b', chat: 'boss' }, boss.id, 'zh-CN', seededRandom(8), clock.now()),
    );
    const from = new Date(clock.now().getTime() + 3_600_000);
    await db.prisma.rotaCover.create({
      data: {
        id: 'c',
        stationId: boss.stationId,
        position: 0,
        personId: boss.id,
        startsAt: from,
        endsAt: new Date(from.getTime() + 3_600_000),
        byId: boss.id,
        createdAt: clock.now(),
      },
    });
    await crisis.refresh();
    await start(crisis.gate);
    isGone = true;
    clock.advance(3_600_000);
    await cryOf('client');
    expect([heard('worker').length, heard('boss').length]).toEqual([0, 1]);
  });

  test('a memory that cannot be refreshed stays as it was', async () => {
    const broken = { ...db, read: () => Promise.reject(new Error('locked')) } as Database;
    const log = { error: () => undefined };
    const other = createCrisis({ db: broken, clock, channels: [channel], locales: testLocales(), log });
    await other.refresh();
    expect(other.memory.station()).toBeNull();
    await crisis.refresh();
    expect(crisis.memory.station()?.localNumber).toBe('021-5555');
  });
});

describe('the record', () => {
  test('a card that did not go out is queued in the crisis lane', async () => {
    channel.script({ do: 'fail', error: new SendError('send.throttled', 'test'), times: 2 });
    await start(crisis.gate);
    await channel.person('client').say(words);
    expect(heard('client')).toEqual([]);
    expect(
      await count(
        `SELECT count(*) FROM "Outbox" WHERE "kind" = 'crisis-card' AND "state" = 'queued' AND "lane" = 'crisis'`,
      ),
    ).toBe(1);
  });

  test('holds no word of what was written, anywhere', async () => {
    await start(crisis.gate);
    await channel.person('client').say(words);
    const tables = await db.raw.query<{ name: string }>(
      `SELECT "name" FROM sqlite_master WHERE "type" = 'table'`,
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await db.raw.query(`SELECT * FROM "${name}"`));
      for (const said of ['不想活', '自杀']) expect(rows.includes(said), name).toBe(false);
    }
  });
});
