import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Enrolment } from '../../prisma/generated/sqlite/client.js';
import type { NoticeCandidate } from '../../flows/notice/facts.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { insertOutbox } from '../../prisma/repositories/outbox.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { seededRandom } from '../random.js';
import { seedClient } from '../seed/client.js';
import { seedStation, type StaffSetup } from '../seed/station.js';
import { loadStation } from './station.js';
import { noticeAudience } from './notice-audience.js';

const random = seededRandom(11);
const zone = 'Asia/Shanghai';
/** A Tuesday, 10:00 in Shanghai. */
const morning = new Date('2026-12-01T02:00:00Z');
const hours = (from: Date, n: number) => new Date(from.getTime() + n * 3_600_000);

const station = {
  unit: '梧桐街道社区服务站',
  region: 'cn-sh',
  zone,
  locale: 'zh-CN',
  localNumber: '021-55550100',
  sites: [],
  hours: [],
  group: null,
  practice: true,
};

describe('who gets a notice', () => {
  let db: Database;
  let workerId: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    await db.transaction(async (tx) => {
      const staff: StaffSetup[] = [{ role: 'worker', alias: '小林', position: 0 }];
      const { stationId, staffIds } = await seedStation(tx, station, staff, random, morning);
      workerId = staffIds[0]!;
      const base = { locale: 'zh-CN', zone, hour: '20:00', workerId, stationId, testTemplate: null } as const;
      const add = async (
        alias: string,
        change: Omit<Partial<Enrolment>, 'moves'> = {},
        consents = ['group'],
        hasAddress = true,
      ) => {
        const address = hasAddress ? { address: { bot: 'memory', chat: alias } } : {};
        const setup = { ...base, alias, releaseOn: '2026-11-20', consents, ...address };
        const personId = await seedClient(tx, setup, random, morning);
        ids[alias] = personId;
        await tx.prisma.enrolment.update({ where: { personId }, data: change });
      };
      await add('free');
      await add('late', { releaseOn: '2026-10-01' });
      await add('stopped', { state: 'stopped' });
      await add('paused', { pausedFrom: morning });
      await add('held', { heldUntil: hours(morning, 5) });
      await add('no-consent', {}, ['jobs']);
      await add('muted');
      await tx.prisma.muted.create({ data: { personId: ids['muted']!, category: 'group', at: morning } });
      await add('no-address', {}, ['group'], false);
      await add('other', {}, ['group']);
      await tx.prisma.person.update({ where: { id: ids['other']! }, data: { workerId: 'somebody-else' } });
    });
  });
  afterAll(() => db.close());

  const audience = (now: Date, lastsHours: number, role: 'worker' | 'supervisor' = 'worker') =>
    db.transaction(async (tx) => {
      const me = { contactId: 'c', personId: workerId, role, alias: '小林', locale: 'zh-CN', zone };
      const deps = { programme: loadProgramme() } as never;
      return noticeAudience({ tx, now, me, deps, station: loadStation(tx) }, 'group', hours(now, lastsHours));
    });
  const verdicts = (all: readonly NoticeCandidate[]) =>
    Object.fromEntries(
      all.map(({ alias, verdict }) => [alias, verdict.get === 'not' ? verdict.reason : verdict.get]),
    );

  test('each reason to leave somebody out is said; other workers’ clients are not there', async () => {
    expect(verdicts(await audience(morning, 72))).toEqual({
      free: 'now',
      late: 'now',
      stopped: 'stopped',
      paused: 'paused',
      held: 'held',
      'no-consent': 'no-consent',
      muted: 'muted',
      'no-address': 'no-address',
    });
  });

  test('a supervisor reaches the whole station', async () => {
    expect(verdicts(await audience(morning, 72, 'supervisor'))['other']).toBe('now');
  });

  test('at night it goes out in the morning, unless it is stale by then', async () => {
    const night = hours(morning, 12.5);
    expect(verdicts(await audience(night, 12))['free']).toBe('now');
    expect(verdicts(await audience(night, 8))['free']).toBe('night');
  });

  test('the cap counts what was sent and what the plan has; with no room it waits for a morning, or is left out', async () => {
    await db.transaction(async (tx) => {
      const contact = await tx.prisma.contact.findFirstOrThrow({ where: { personId: ids['late']! } });
      const row = {
        contactId: contact.id,
        personId: ids['late']!,
        bot: 'memory',
        lane: 'reminder',
        kind: 'x',
        proactive: true,
      } as const;
      const rest = {
        text: '',
        buttons: [],
        notBefore: morning,
        createdAt: morning,
        expiresAt: null,
        about: null,
      };
      await insertOutbox(tx.raw, [{ key: 'k', ...row, ...rest, localDay: '2026-12-01' }]);
    });
    const late = (await audience(morning, 72)).find(({ alias }) => alias === 'late');
    expect(late?.verdict).toEqual({ get: 'later', at: new Date('2026-12-02T01:00:00Z') });
    expect(verdicts(await audience(morning, 12))['late']).toBe('cap');
    expect(verdicts(await audience(morning, 12))['free']).toBe('now');
  });
});
