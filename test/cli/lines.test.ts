import { afterAll, describe, expect, it } from 'vitest';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { CliMachine } from '../support/cli.js';

const machine = new CliMachine();
afterAll(() => machine.remove());

describe('guihang triage', () => {
  it('prints one JSON line a text, in order, empty ones included', async () => {
    const texts = ['今天去公园走了走', '', crisisWords('zh-CN'), crisisWords('en'), 'see you on Friday'];
    const { code, stdout, stderr } = await machine.run(['triage'], { input: `${texts.join('\r\n')}\n` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; kinds: string[] });
    const levels = found.map(({ level }) => level);
    expect([levels[0], levels[1], levels[4]]).toEqual([0, 0, 0]);
    expect(Math.min(levels[2]!, levels[3]!)).toBeGreaterThanOrEqual(2);
    expect(found.map((one) => Object.keys(one))).toEqual(texts.map(() => ['level', 'kinds']));
    expect(found[2]?.kinds).toContain('self-harm');
  });

  it('prints nothing for nothing', async () => {
    expect(await machine.run(['triage'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('guihang rehearse', () => {
  it('prints one JSON line a message with the keys that are promised', async () => {
    const { code, stdout } = await machine.run(['rehearse', '--days', '2', '--json']);
    expect(code).toBe(0);
    const messages = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages) {
      expect(Object.keys(message).sort()).toEqual([
        'at',
        'day',
        'kind',
        'lane',
        'local',
        'proactive',
        'text',
        'to',
      ]);
    }
  });

  it('names every wrong argument at once', async () => {
    const wrong = [
      '--days',
      'many',
      '--zone',
      'Moon',
      '--release',
      '2026-02-30',
      '--persona',
      'angry',
      '--hour',
      '8pm',
      '--seed',
      'x',
    ];
    const { code, stdout, stderr } = await machine.run(['rehearse', ...wrong]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const name of ['days', 'zone', 'release', 'persona', 'hour', 'seed']) {
      expect(stderr).toMatch(new RegExp(`^--${name}: expected .+, got `, 'mu'));
    }
  });
});

describe('guihang start and practice', () => {
  it('refuse a real start before set-up', async () => {
    const { code, stderr } = await machine.run(['start'], {
      env: { TELEGRAM_BOT_TOKEN: `123456:${'A'.repeat(35)}` },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('run: npx guihang setup');
  });

  it('refuse a port that is none', async () => {
    const { code, stderr } = await machine.run(['practice', '--port', '0']);
    expect(code).toBe(2);
    expect(stderr).toContain('--port: expected a number from 1 to 65535, got 0');
  });
});
