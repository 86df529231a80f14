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
