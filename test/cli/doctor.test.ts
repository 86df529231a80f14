import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missingProtections } from '../../bot/doctor/protections.js';
import { nodeVersion } from '../../bot/doctor/machine.js';
import { migrate } from '../../prisma/migrate.js';
import { CliMachine } from '../support/cli.js';
import { join, setUpMachine, withDatabase } from '../support/station.js';
import { startTwin } from '../twins/telegram/twin.js';

let machine: CliMachine;
let template: CliMachine;
beforeAll(async () => void (template = await setUpMachine()));
afterAll(() => template.remove());
beforeEach(() => void (machine = new CliMachine()));
afterEach(() => machine.remove());

interface Line {
  readonly check: string;
  readonly status: string;
  readonly code: string;
  readonly en: string;
  readonly 'zh-CN': string;
}

async function doctor(env: Record<string, string> = {}, ...more: string[]) {
  const { code, stdout, stderr } = await machine.run(['doctor', '--json', ...more], { env });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const found = (check: string) =>
    lines.filter((line) => line.check === check).map((line) => `${line.status} ${line.code}`);
  return { code, stderr, lines, found };
}

async function setUp(...joined: string[]): Promise<void> {
  machine.copyData(template);
  if (joined.length > 0) await join(machine, joined);
}

const everybody = ['Lin', 'Zhou', 'Chen', 'Wu'];

describe('guihang doctor', () => {
  it('finds a fresh machine ready for practice, makes nothing, and says what the real thing needs', async () => {
    const { code, lines, found } = await doctor();
    expect(found('mode')).toEqual(['info mode.practice']);
    expect(lines[0]?.en).toContain('npx guihang setup');
    expect(lines.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(code).toBe(0);
    expect(existsSync(machine.data)).toBe(false);
  });

  it('says everything in both languages', async () => {
    const { lines } = await doctor();
    for (const line of lines) {
      expect(line['zh-CN']).toMatch(/\p{Script=Han}|^Node /u);
      expect(line.en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
    const both = await machine.run(['doctor'], { env: { LANG: 'C.UTF-8' } });
    expect(both.stdout).toContain('现在只有演练');
    expect(both.stdout).toContain('practice only');
  });

  it('is loud about nobody who can be reached, after set-up and before anyone has joined', async () => {
    await setUp();
    const { code, found } = await doctor();
    expect(code).toBe(1);
    expect(found('cover')).toEqual(['fail cover.unreachable']);
    expect(found('staff')).toEqual([
      'warn staff.waiting-worker',
      'warn staff.waiting-supervisor',
      'warn staff.waiting-operator',
    ]);
    expect((await machine.run(['doctor'])).stdout).toMatch(/^‼‼ .*CANNOT BE REACHED/mu);
  });

  it('is content with a station whose people have joined', async () => {
    await setUp(...everybody);
    const { code, found, lines } = await doctor();
    expect(found('cover')).toEqual(['ok cover.ok']);
    expect(found('hotlines')).toEqual(['ok hotlines.ok']);
    expect(found('database')).toEqual(['ok database.ok']);
    expect(found('migrations')).toEqual(['ok migrations.ok']);
    expect(found('key')).toEqual(['ok key.ok']);
    expect(lines.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(code).toBe(0);
  });

  it('names nobody of the staff', async () => {
    await setUp();
    const { stdout } = await machine.run(['doctor']);
    expect(everybody.filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(stdout))).toEqual([]);
  });

  it('looks beside a running bot, and leaves the database as it is', async () => {
    await setUp(...everybody);
    await withDatabase(machine, async (db) => {
      await db.prisma.setting.create({ data: { key: 'k', value: 1, updatedAt: new Date() } });
      expect((await doctor()).found('database')).toEqual(['ok database.ok']);
    });
  });

  it('fails without a station once a token is there', async () => {
    await withDatabase(machine, (db) => migrate(db));
    const { code, found } = await doctor();
    expect(code).toBe(1);
    expect(found('station')).toEqual(['fail station.none']);
  });
});

describe('guihang doctor, key and database', () => {
  it('fails when others can read the key', async () => {
    await setUp(...everybody);
    chmodSync(machine.config.keyFile, 0o644);
    const { code, found } = await doctor();
    expect(code).toBe(1);
    expect(found('key')).toEqual(['fail key.open']);
  });

  it('fails when the key is gone, and makes no new one', async () => {
    await setUp(...everybody);
    rmSync(machine.config.keyFile);
    expect((await doctor()).found('key')).toEqual(['fail key.missing']);
    expect(existsSync(machine.config.keyFile)).toBe(false);
  });

  it('a wrong key is said to be one, by start as well, and nothing is changed', async () => {
    await setUp(...everybody);
    const before = readFileSync(machine.config.databaseFile);
    writeFileSync(machine.config.keyFile, `${'ab'.repeat(32)}\n`);
    const { code, found, lines } = await doctor();
    expect(code).toBe(1);
    expect(found('database')).toEqual(['fail database.problem']);
    expect(lines.find(({ check }) => check === 'database')?.en).toMatch(
      /use the key file .* nothing was changed/u,
    );
    const started = await machine.run(['start'], { env: { TELEGRAM_BOT_TOKEN: token } });
    expect(started.code).toBe(1);
    expect(started.stderr).toMatch(/use the key file .* nothing was changed/u);
    expect(started.stderr).not.toMatch(/^\s+at /mu);
    expect(readFileSync(machine.config.databaseFile).equals(before)).toBe(true);
  });
});

const token = `123456:${'A'.repeat(35)}`;

describe('guihang doctor, channel', () => {
  it('asks the provider: known, refused, out of reach, and not at all when told so', async () => {
    await setUp(...everybody);
    const twin = await startTwin({ bots: [{ token, username: 'station_bot' }] });
    const env = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: twin.apiRoot };
    expect((await doctor(env)).found('channel')).toEqual(['ok channel.ok']);
    const refused = await doctor({ ...env, TELEGRAM_BOT_TOKEN: `999999:${'B'.repeat(35)}` });
    expect(refused.found('channel')).toEqual(['fail channel.refused']);
    expect(refused.code).toBe(1);
    await twin.stop();
    const lost = await doctor(env);
    expect(lost.found('channel')).toEqual(['warn channel.unreachable']);
    expect(lost.code).toBe(0);
    expect(lost.lines.map(({ en }) => en).join('\n')).not.toContain(token);
    expect((await doctor(env, '--offline')).found('channel')).toEqual(['info channel.offline']);
  });
});

describe('guihang doctor, protections', () => {
  it('are listed for a real deployment, as a warning while the pilot is open', async () => {
    await setUp(...everybody);
    const closed = await doctor();
    expect(closed.found('protections')).toEqual([
      'info pilot.closed',
      ...missingProtections.map((name) => `info protections.${name}`),
    ]);
    const open = await doctor({ GUIHANG_PILOT: 'yes' });
    expect(open.found('protections')[0]).toBe('warn pilot.open');
  });
});

describe('the version of Node', () => {
  it.each([
    ['20.18.3', 'fail'],
    ['20.19.0', 'ok'],
    ['21.7.0', 'fail'],
    ['22.11.0', 'fail'],
    ['22.12.0', 'ok'],
    ['23.9.0', 'fail'],
    ['24.0.0', 'ok'],
    ['25.1.0', 'ok'],
  ])('%s is %s', (version, status) => {
    expect(nodeVersion(version).status).toBe(status);
  });
});
