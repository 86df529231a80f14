import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Me } from '../../flows/engine/types.js';
import { openDatabase, type Database, type Tx } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { inQuietHours, localParts } from '../../scheduler/zone/index.js';
import { someone, someStation } from '../../test/support/turn.js';
import type { FactScope } from '../turn/facts.js';
import { appointmentLoaders } from './appointments.js';
import { familyLoaders } from './family.js';

const now = new Date('2026-12-01T02:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const mum = someone({ role: 'family', personId: 'mum' });
const worker = someone({ role: 'worker', personId: 'worker' });
const stranger = someone({ role: 'client', personId: 'other' });

const programme = loadProgramme();
let db: Database;

beforeEach(async () => {
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  await db.transaction(seed);
});
afterEach(() => db.close());

async function seed({ prisma }: Tx): Promise<void> {
  for (const [id, role] of [
    ['client', 'client'],
    ['other', 'client'],
    ['mum', 'family'],
    ['worker', 'worker'],
  ] as const) {
    const workerId = role === 'client' ? 'worker' : null;
    await prisma.person.create({
      data: { id, role, stationId: 'station', alias: id, locale: 'zh-CN', workerId, createdAt: now },
    });
  }
  await prisma.familyLink.create({
    data: { id: 'link', clientId: 'client', familyId: 'mum', createdAt: now },
  });
  const common = { personId: 'client', site: 'east', state: 'planned', createdAt: now };
  await prisma.appointment.createMany({
    data: [
      { ...common, id: 'agreed', kind: 'test', origin: 'agreed', startsAt: later(25) },
      {
        ...common,
        id: 'hidden',
        kind: 'call-up',
        origin: 'random',
        startsAt: later(30),
        releaseAt: later(1),
      },
    ],
  });
}

async function enrolIn(zone: string): Promise<void> {
  const rest = { deadlineDays: 15, seed: 's', crisisChoice: 'ask', preview: 'normal', enrolledAt: now };
  await db.prisma.enrolment.create({
    data: {
      id: 'e',
      personId: 'client',
      programme: programme.id,
      revision: 1,
      state: 'active',
      zone,
      hour: '20:00',
      releaseOn: '2026-11-20',
      ...rest,
    },
  });
}

function grant(scope: string, expiresAt: Date | null = null, revokedAt: Date | null = null) {
  return db.prisma.consent.create({
    data: {
      id: `${scope}-${String(expiresAt)}`,
      personId: 'client',
      toPersonId: 'mum',
      scope,
      textKey: 'k',
      textVersion: 1,
      givenAt: now,
      expiresAt,
      revokedAt,
    },
  });
}

function asked<T>(me: Me, ask: (scope: FactScope) => Promise<T>, at = now): Promise<T> {
  const deps = { calendar: loadCalendar(), programme } as unknown as FactScope['deps'];
  return db.transaction((tx) => ask({ tx, me, now: at, station: someStation, deps }));
}

const look = (me: Me, id: string, at = now) =>
  asked(me, (scope) => appointmentLoaders.appointment(scope, id), at);

describe('an appointment', () => {
  test('is seen by its client and by staff, whose look is logged', async () => {
    expect(await look(someone(), 'agreed')).toMatchObject({ kind: 'test', alias: 'client' });
    expect(await db.prisma.accessLog.count()).toBe(0);
    expect(await look(worker, 'agreed')).toMatchObject({ kind: 'test' });
    expect(await db.prisma.accessLog.count()).toBe(1);
  });

  test('is nobody else’s', async () => {
    expect(await look(stranger, 'agreed')).toBeNull();
    expect(await look(mum, 'agreed')).toBeNull();
  });

  test('before its release is there for staff only, and never for the family', async () => {
    await grant('family.F2');
    expect(await look(someone(), 'hidden')).toBeNull();
    expect(await look(mum, 'hidden')).toBeNull();
    expect(await look(worker, 'hidden')).not.toBeNull();
    expect(await look(someone(), 'hidden', later(1))).not.toBeNull();
    expect(await look(mum, 'hidden', later(1))).toBeNull();
  });

  test('is a time without a kind or a place for the family with F2', async () => {
    await grant('family.F1');
    expect(await look(mum, 'agreed')).toBeNull();
    await grant('family.F2', later(1));
    expect(await look(mum, 'agreed')).toMatchObject({
      kind: 'other',
      site: '',
      alias: '',
      startsAt: later(25),
    });
    expect(await look(mum, 'agreed', later(1))).toBeNull();
  });
});

describe('slots', () => {
  test('leave a quarter of an hour to the next person, and an hour to one’s own', async () => {
    const free = (personId: string) =>
      asked(someone(), (scope) => appointmentLoaders.freeSlots(scope, personId, ''));
    const near = (slots: readonly { startsAt: Date }[], minutes: number) =>
      slots.filter((slot) => Math.abs(slot.startsAt.getTime() - later(25).getTime()) < minutes * 60_000);
    expect(near(await free('other'), 15)).toEqual([]);
    expect(near(await free('client'), 60)).toEqual([]);
    expect((await free('other')).length).toBeGreaterThan(3);
  });

  test('for a call-up there is an early and a late one, over by five', async () => {
    const slots = await asked(someone(), (scope) =>
      appointmentLoaders.callUpSlots(scope, 'client', '2026-12-03', '17:00'),
    );
    expect(slots.map((slot) => slot.startsAt.toISOString())).toEqual([
      '2026-12-03T01:00:00.000Z',
      '2026-12-03T08:45:00.000Z',
    ]);
  });

  test.each(['Asia/Urumqi', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'of somebody who lives by %s are on their own day, before their own five, and not in their night',
    async (zone) => {
      await enrolIn(zone);
      const told = await asked(someone(), (scope) =>
        appointmentLoaders.callUpSlots(scope, 'client', '2026-12-03', '17:00'),
      );
      const free = await asked(someone(), (scope) => appointmentLoaders.freeSlots(scope, 'client', ''));
      for (const { startsAt } of told) {
        const { date, time } = localParts(startsAt, zone);
        expect({ date, isEarly: time <= '16:45' }, time).toEqual({ date: '2026-12-03', isEarly: true });
      }
      for (const { startsAt } of [...told, ...free]) {
        expect(inQuietHours(startsAt, zone, programme.quietHours), startsAt.toISOString()).toBe(false);
        const station = localParts(startsAt, someStation.zone);
        expect(station.time >= '09:00' && station.time < '17:00', station.time).toBe(true);
      }
      // Where the doors are open only in the client's night a worker finds the time.
      expect(told.length > 0, zone).toBe(zone !== 'America/New_York');
    },
  );

  test('a typed time knows of closed doors and of others', async () => {
    const at = (day: string, time: string) =>
      asked(worker, (scope) => appointmentLoaders.slotAt(scope, 'other', 'east', day, time));
    expect(await at('2026-12-05', '10:00')).toMatchObject({ isOpen: false, isFree: true });
    expect(await at('2026-12-02', '11:10')).toMatchObject({ isOpen: true, isFree: false });
    expect(await at('2026-12-02', '11:15')).toMatchObject({ isOpen: true, isFree: true });
  });
});

describe('family', () => {
  test('sees its own links only; staff see none of the grants', async () => {
    await grant('family.F1', later(1));
    const links = (me: Me, at = now) => asked(me, (scope) => familyLoaders.familyLinks(scope, 'client'), at);
    expect(await links(someone())).toMatchObject([
      { familyId: 'mum', joined: false, grants: [{ scope: 'F1' }] },
    ]);
    expect(await links(someone(), later(1))).toMatchObject([{ grants: [] }]);
    expect(await links(worker)).toEqual([]);
    expect(await links(stranger)).toEqual([]);
    expect(await asked(mum, (scope) => familyLoaders.clientsOf(scope, 'mum'))).toMatchObject([
      { clientId: 'client', worker: { personId: 'worker' }, grants: [{ scope: 'F1' }] },
    ]);
    expect(await asked(worker, (scope) => familyLoaders.clientsOf(scope, 'mum'))).toEqual([]);
  });
});
