import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInvitation } from '../../bot/commit/invitations.js';
import { loadStation } from '../../bot/facts/station.js';
import { secureRandom } from '../../bot/random.js';
import { seedPractice } from '../../bot/seed/practice.js';
import { migrate } from '../../prisma/migrate.js';
import { CliMachine } from '../support/cli.js';
import { codesIn, join, staffOf, withDatabase } from '../support/station.js';

let machine: CliMachine;
beforeEach(() => void (machine = new CliMachine()));
afterEach(() => machine.remove());

const setup = (...more: string[]) => machine.run(['setup', '--from', 'station.yaml', ...more]);
const station = () => withDatabase(machine, (db) => db.read((sql) => loadStation({ sql })));

describe('guihang setup --from', () => {
  it('makes folder, key and encrypted database, and prints a code for every colleague', async () => {
    machine.station();
    const { code, stdout, stderr } = await setup();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(statSync(path.join(machine.data, 'guihang.key')).mode & 0o777).toBe(0o600);
    expect(statSync(machine.data).mode & 0o777).toBe(0o700);
    expect(readFileSync(machine.config.databaseFile).includes('Wutong')).toBe(false);
    expect([...codesIn(stdout).keys()]).toEqual(['Lin', 'Zhou', 'Chen', 'Wu']);
    expect(await station()).toMatchObject({
      unit: 'Wutong Street station',
      region: 'cn-sh',
      localNumber: '021-55550100',
      practice: false,
      group: { weekday: 3, time: '19:00', site: 'site-2' },
      onCall: [{ alias: 'Lin' }, { alias: 'Zhou' }, { alias: 'Chen' }, { alias: 'Wu' }],
    });
  });

  it('binds each code to its person', async () => {
    machine.station();
    const codes = codesIn((await setup()).stdout);
    const staff = await staffOf(machine);
    const bound = await withDatabase(machine, (db) =>
      db.transaction((tx) => findInvitation(tx, codes.get('Chen')!, new Date())),
    );
    expect(bound?.personId).toBe(staff.get('Chen')?.id);
  });

  it('works without an operator and without a group, in Chinese', async () => {
    machine.station((text) => text.replace(/^group:.*\n/mu, '').replace(/^ {2}operator:.*\n/mu, ''), 'zh-CN');
    const { code, stdout } = await setup();
    expect(code).toBe(0);
    expect(stdout).toContain('「梧桐街道服务站」设好了');
    expect(await station()).toMatchObject({ group: null, onCall: [{}, {}, {}] });
  });

  it('names every problem with path, value and what was expected, and makes nothing', async () => {
    machine.station((text) =>
      text
        .replace('region: cn-sh', 'region: atlantis')
        .replace('Asia/Shanghai', 'Asia/Shangai')
        .replace("'021-55550100'", '02155550100')
        .replace("from: '08:30'", "from: 'half past eight'")
        .replace('worker: Lin', 'worker: 13800138000')
        .replace('understood: yes', 'understood: no')
        .replace('unit:', 'unitt:'),
    );
    const { code, stderr } = await setup();
    expect(code).toBe(2);
    for (const where of [
      'unit',
      'unitt',
      'region',
      'zone',
      'localNumber',
      'hours[0].from',
      'staff.worker',
      'understood',
    ])
      expect(stderr).toMatch(
        new RegExp(`^ {2}${where.replaceAll(/[[\].]/gu, '\\$&')}: expected .+, got `, 'mu'),
      );
    expect(stderr).toContain('region: expected a region of locales/hotlines such as cn-sh');
    expect(stderr).toContain('zone: expected an IANA zone such as Asia/Shanghai, got "Asia/Shangai"');
    expect(existsSync(machine.data)).toBe(false);
  });

  it('names what does not add up', async () => {
    machine.station((text) =>
      text
        .replace("to: '12:00'", "to: '08:00'")
        .replace('days: [6]', 'days: [5, 6]')
        .replace('supervisor: Chen', 'supervisor: Lin')
        .replace(/site: West Courtyard/u, 'site: Nowhere'),
    );
    const { code, stderr } = await setup();
    expect(code).toBe(2);
    expect(stderr).toContain('hours[1]: expected a start before the end, got "09:00–08:00"');
    expect(stderr).toContain('hours[1].days: expected each weekday once, got [5]');
    expect(stderr).toContain('group.site: expected one of East Gate Room, West Courtyard, got "Nowhere"');
    expect(stderr).toContain('staff.supervisor: expected another name, got "Lin"');
  });
});

describe('guihang setup, the second time', () => {
  it('changes nothing unless asked to', async () => {
    machine.station();
    await setup();
    machine.station((text) => text.replace('Wutong Street station', 'Another'));
    const { code, stderr } = await setup();
    expect(code).toBe(2);
    expect(stderr).toContain('run guihang setup --again to change it');
    expect((await station()).unit).toBe('Wutong Street station');
  });

  it('--again keeps everybody and every site, and gives new codes only to who has not joined', async () => {
    machine.station();
    const first = codesIn((await setup()).stdout);
    await join(machine, ['Lin', 'Zhou']);
    const [before, staff] = [await station(), await staffOf(machine)];
    machine.station((text) =>
      text
        .replace('second: Zhou', 'second: Qian')
        .replace('12 Wutong Road', '14 Wutong Road')
        .replace(/^group:.*\n/mu, ''),
    );
    const { stdout } = await setup('--again');
    const after = await station();
    expect(after.sites.map(({ id }) => id)).toEqual(before.sites.map(({ id }) => id));
    expect(after.sites[0]?.address).toBe('14 Wutong Road');
    expect(after.group).toBeNull();
    expect(after.onCall.map(({ alias }) => alias)).toEqual(['Lin', 'Qian', 'Chen', 'Wu']);
    expect((await staffOf(machine)).get('Zhou')).toEqual(staff.get('Zhou'));
    expect([...codesIn(stdout).keys()].sort()).toEqual(['Chen', 'Qian', 'Wu']);
    const old = await withDatabase(machine, (db) =>
      db.transaction((tx) => findInvitation(tx, first.get('Chen')!, new Date())),
    );
    expect(old).toBeNull();
  });

  it('--again keeps a site as long as somebody is to come there', async () => {
    machine.station();
    await setup();
    const startsAt = new Date(Date.now() + 86_400_000);
    const plain = { id: 'a', personId: 'p', kind: 'visit', origin: 'agreed', state: 'planned', startsAt };
    await withDatabase(machine, ({ prisma }) =>
      prisma.appointment.create({ data: { ...plain, site: 'site-1', createdAt: new Date() } }),
    );
    machine.station((text) => text.replace(/^ {2}- \{ name: East.*\n/mu, ''));
    const { code, stderr } = await setup('--again');
    expect(code).toBe(2);
    expect(stderr).toContain('sites: expected "East Gate Room" to stay, 1 appointment(s) are planned there');
    expect((await station()).sites).toHaveLength(2);
  });

  it('--again without a station says so', async () => {
    machine.station();
    const { code, stderr } = await setup('--again');
    expect(code).toBe(2);
    expect(stderr).toContain('expected a station to change, got none');
    expect(existsSync(machine.data)).toBe(false);
  });
});

describe('guihang setup keeps away from', () => {
  it('practice people', async () => {
    const place = {
      bot: 'web',
      locale: 'en',
      zone: 'Asia/Shanghai',
      template: null,
      withClient: false,
    } as const;
    await withDatabase(machine, async (db) => {
      await migrate(db);
      const options = { ...place, releaseOn: '2026-12-01', hour: '20:00' };
      await db.transaction((tx) => seedPractice(tx, options, secureRandom, new Date()));
    });
    machine.station();
    const { code, stderr } = await setup('--again');
    expect(code).toBe(2);
    expect(stderr).toContain('got practice people in it');
  });

  it('a terminal that is none', async () => {
    const { code, stderr } = await machine.run(['setup']);
    expect(code).toBe(2);
    expect(stderr).toContain('expected a terminal to ask questions at, got none');
    expect(stderr).toContain('guihang setup --example > station.yaml');
    expect(existsSync(machine.data)).toBe(false);
  });

  it('whoever has not read who can read: the example as it is printed is refused for that alone', async () => {
    for (const [LANG, word] of [
      ['zh_CN.UTF-8', '示例'],
      ['en_US.UTF-8', 'A station'],
    ] as const) {
      const { stdout } = await machine.run(['setup', '--example'], { env: { LANG } });
      expect(stdout).toContain(word);
      machine.write('station.yaml', stdout);
      const { code, stderr } = await setup();
      expect(code).toBe(2);
      expect(stderr.trim().split('\n').slice(1)).toEqual([
        expect.stringContaining('understood: expected yes'),
      ]);
    }
  });
});
