import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flowMap } from '../../flows/index.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { testLocales } from '../../test/support/context.js';
import { seededRandom } from '../random.js';
import { seedClient } from '../seed/client.js';
import { seedStation } from '../seed/station.js';
import { runTurn } from '../turn/run.js';
import type { TurnDeps } from '../turn/types.js';
import { pictureOf } from './index.js';

const now = new Date('2026-12-01T02:00:00Z');
let db: Database;
let clientId: string;

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const random = seededRandom(3);
  await db.transaction(async (tx) => {
    const place = {
      unit: 'u',
      region: 'cn',
      zone: 'Asia/Shanghai',
      locale: 'zh-CN',
      localNumber: '021-5555',
    };
    const setup = { ...place, sites: [], hours: [], group: null, practice: true };
    const { stationId, staffIds } = await seedStation(
      tx,
      setup,
      [{ alias: '小林', role: 'worker', position: 0 }],
      random,
      now,
    );
    const about = {
      alias: '阿明',
      locale: 'zh-CN',
      zone: 'Asia/Shanghai',
      hour: '20:00',
      releaseOn: '2026-12-01',
    };
    const address = { bot: 'b', chat: 'client' };
    const rest = { workerId: staffIds[0]!, stationId, consents: [], testTemplate: null, address };
    clientId = await seedClient(tx, { ...about, ...rest }, random, now);
    const line = { personId: clientId, section: 'helps', state: 'kept', byId: clientId, createdAt: now };
    await tx.prisma.cardLine.create({ data: { ...line, id: 'l1', text: '洗个热水澡' } });
  });
});

afterEach(() => db.close());

const parts = () => ({ db, locales: testLocales(), now: () => now });

/** What the client is sent when they ask for the picture, on a channel with or without pictures. */
async function asked(images: boolean) {
  const random = seededRandom(9);
  const deps = {
    flows: flowMap(),
    locales: testLocales(),
    programme: loadProgramme(),
    calendar: loadCalendar(),
    random,
    inviteLink: () => null,
    capabilities: () => ({ buttons: true, maxText: 4_000, images }),
    log: { warn: () => undefined, error: () => undefined },
  } as TurnDeps;
  const contact = await db.prisma.contact.findFirstOrThrow({ where: { personId: clientId } });
  const action = { kind: 'open', flow: 'card-image', args: {} } as const;
  await db.transaction((tx) => runTurn(deps, tx, contact, { type: 'action', action }, now));
  return db.prisma.outbox.findFirstOrThrow({ where: { kind: 'card' } });
}

describe('a card as a picture', () => {
  test('is drawn when it is sent, from what is on the card then', async () => {
    const { image } = await pictureOf(parts(), `card:${clientId}`);
    expect(image?.mime).toBe('image/png');
    await db.prisma.cardLine.deleteMany();
    const empty = await pictureOf(parts(), `card:${clientId}`);
    expect(empty.image!.bytes.length).toBeLessThan(image!.bytes.length);
  });

  test('comes in words where it cannot be drawn', async () => {
    const { image, text } = await pictureOf(parts(), `card:${clientId}`, () =>
      Promise.reject(new Error('no memory')),
    );
    expect(image).toBeUndefined();
    expect(text).toContain('洗个热水澡');
    expect(text).toContain('021-5555');
  });

  test('tells nothing by its look: numbers without what they are for', async () => {
    const svgs: string[] = [];
    await pictureOf(parts(), `card:${clientId}`, (svg) => {
      svgs.push(svg);
      return Promise.resolve(new Uint8Array());
    });
    expect(svgs[0]).toContain('12356');
    expect(svgs[0]).not.toMatch(/心理|急救|报警|危机|戒|援助/u);
  });

  test('a picture of nobody, and one of another kind, add nothing and break nothing', async () => {
    expect(await pictureOf(parts(), 'card:nobody')).toEqual({});
    expect(await pictureOf(parts(), 'secret:x')).toEqual({});
  });

  test('a channel without pictures gets the words; control: one with them gets the name of the picture', async () => {
    const words = await asked(false);
    expect(words.image).toBeNull();
    expect(words.text).toContain('洗个热水澡');
    await db.prisma.outbox.deleteMany();
    const picture = await asked(true);
    expect(picture.image).toBe(`card:${clientId}`);
    expect(picture.text).not.toContain('洗个热水澡');
  });
});
