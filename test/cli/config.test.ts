import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { envExample, parseConfig, terminalLanguages } from '../../bot/config.js';
import { CliMachine } from '../support/cli.js';

const machine = new CliMachine();
afterAll(() => machine.remove());
const secret = '123456:not-a-token';

describe('a wrong configuration', () => {
  it.each(['start', 'practice', 'doctor', 'migrate'])(
    '%s names every key with its fix at once, and ends with 2',
    async (command) => {
      const env = { PORT: '99999', LOG_LEVEL: 'loud', TELEGRAM_BOT_TOKEN: secret, GUIHANG_PLIOT: 'yes' };
      const { code, stderr } = await machine.run([command], { env });
      expect(code).toBe(2);
      expect(stderr).toContain('PORT: expected a number from 1 to 65535; got 99999');
      expect(stderr).toContain('LOG_LEVEL: expected debug, info, warn, error or silent; got loud');
      expect(stderr).toMatch(/TELEGRAM_BOT_TOKEN: expected .*BotFather/u);
      expect(stderr).toContain('GUIHANG_PLIOT: expected a known key; did you mean GUIHANG_PILOT?');
      expect(stderr).not.toContain(secret);
      expect(stderr).not.toMatch(/^\s+at /mu);
    },
  );

  it('is told to a program in its own language as well', async () => {
    const { code, stdout } = await machine.run(['doctor', '--json'], { env: { PORT: '0' } });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(code).toBe(2);
    expect(lines).toMatchObject([{ check: 'config', status: 'fail' }]);
  });

  it('is found in .env as well', async () => {
    const other = new CliMachine();
    other.write('.env', 'GUIHANG_KEY=too-short\n');
    const { code, stderr } = await other.run(['migrate']);
    other.remove();
    expect(code).toBe(2);
    expect(stderr).toContain('GUIHANG_KEY: expected 64 hexadecimal digits');
    expect(stderr).not.toContain('too-short');
  });
});

describe('the configuration', () => {
  it('has a default for everything, and leaves empty values and what the tests use alone', () => {
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '', GUIHANG_TEST_PG: 'anything' }, '/srv')).toMatchObject({
      telegram: { bots: [], apiRoot: 'https://api.telegram.org' },
      http: null,
      dataFolder: path.resolve('/srv/data'),
      port: 3000,
      pilot: false,
    });
  });

  const one = `7000001:${'A'.repeat(35)}`;
  const two = `7000002:${'B'.repeat(35)}`;
  const bots = (env: Record<string, string>) => parseConfig(env, '/srv').telegram.bots;

  it('gives one bot to everybody, and two bots an audience and a library each', () => {
    expect(bots({ TELEGRAM_BOT_TOKEN: one })).toMatchObject([
      { bot: 'telegram', audience: 'everyone', library: 'grammy', webhook: null },
    ]);
    const both = {
      TELEGRAM_BOT_TOKEN: one,
      TELEGRAM_STAFF_BOT_TOKEN: two,
      TELEGRAM_STAFF_LIBRARY: 'telegraf',
    };
    expect(bots(both)).toMatchObject([
      { bot: 'telegram', audience: 'clients', library: 'grammy' },
      { bot: 'telegram-staff', audience: 'staff', library: 'telegraf' },
    ]);
  });

  it('makes a secret for each webhook that does not show the token', () => {
    const env = {
      TELEGRAM_BOT_TOKEN: one,
      TELEGRAM_STAFF_BOT_TOKEN: two,
      TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/x/',
      GUIHANG_HTTP_PORT: '8080',
    };
    const [first, second] = bots(env);
    expect(first!.webhook!.url).toBe('https://bot.example.org/x/hooks/telegram');
    expect(first!.webhook!.secret).not.toBe(second!.webhook!.secret);
    expect(bots({ ...env, TELEGRAM_WEBHOOK_SECRET: 'of-our-own-making' })[0]!.webhook!.secret).not.toBe(
      first!.webhook!.secret,
    );
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: one, TELEGRAM_STAFF_BOT_TOKEN: one }, /TELEGRAM_STAFF_BOT_TOKEN: .*another bot/u],
    [{ TELEGRAM_BOT_TOKEN: one, TELEGRAM_WEBHOOK_URL: 'https://a.example' }, /GUIHANG_HTTP_PORT: .*8080/u],
    [{ TELEGRAM_WEBHOOK_URL: 'http://a.example' }, /TELEGRAM_WEBHOOK_URL: .*https/u],
    [{ TELEGRAM_WEBHOOK_SECRET: 'short' }, /TELEGRAM_WEBHOOK_SECRET: (?!.*short)/u],
    [{ TELEGRAM_LIBRARY: 'telegram' }, /TELEGRAM_LIBRARY: expected grammy or telegraf; got telegram/u],
    [{ TELEGRAM_STAFF_TOKEN: two }, /did you mean TELEGRAM_STAFF_BOT_TOKEN|see .env.example/u],
  ])('refuses %j with its fix', (env, problem) => {
    expect(() => parseConfig(env, '/srv')).toThrow(problem);
    expect(() => parseConfig(env, '/srv')).not.toThrow(new RegExp(one, 'u'));
  });

  it('.env.example is what it is made from (npm run env-example)', () => {
    const file = path.resolve(import.meta.dirname, '../../.env.example');
    expect(readFileSync(file, 'utf8')).toBe(envExample());
  });

  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, ['zh-CN']],
    [{ LANG: 'en_US.UTF-8' }, ['en']],
    [{ LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, ['en']],
    [{ LANG: 'C.UTF-8' }, ['zh-CN', 'en']],
    [{}, ['zh-CN', 'en']],
  ])('writes to a terminal with %j in %j', (env, expected) => {
    expect(terminalLanguages(env)).toEqual(expected);
  });
});
