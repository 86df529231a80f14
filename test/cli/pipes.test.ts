import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { CliMachine } from '../support/cli.js';

const machine = new CliMachine();
afterAll(() => machine.remove());

/** 不想活了 as GBK writes it. */
const gbk = Uint8Array.from([0xb2, 0xbb, 0xcf, 0xeb, 0xbb, 0xee, 0xc1, 0xcb, 0x0a]);
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('guihang triage, what it is given', () => {
  it.each([
    ['GBK', gbk, 'bytes that are none'],
    ['GBK after a good line', Buffer.concat([Buffer.from('hello\n'), gbk]), 'bytes that are none'],
    ['UTF-16 with a mark', utf16('hello\n'), 'bytes that are none'],
    ['UTF-16 without one', Buffer.from('hello\n', 'utf16le'), 'zero bytes'],
    ['half a character at the end', Buffer.from('好').subarray(0, 2), 'bytes that are none'],
  ])('refuses %s, aloud', async (_name, input, got) => {
    const { code, stderr } = await machine.run(['triage'], { input });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `standard input: expected UTF-8 text, got ${got}; convert it first, e.g. iconv -f GBK -t UTF-8\n`,
    );
  });

  it('reads a byte order mark as nothing, and lines of any ending, the last one too', async () => {
    const input = `\uFEFF${crisisWords('zh-CN')}\r\n\nhello\rhello\n${crisisWords('zh-CN')}`;
    const { code, stdout, stderr } = await machine.run(['triage'], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const levels = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { level: number }).level);
    expect(levels.map((level) => level >= 2)).toEqual([true, false, false, false, true]);
  });

  it('reads a line of a million characters, and one cut anywhere between chunks', async () => {
    const long = `${'好'.repeat(1_000_000)}\r\n${crisisWords('zh-CN')}\r\n`;
    const { code, stdout } = await machine.run(['triage'], { input: long });
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/"level":[23]/u);
  });
});

describe('whoever reads goes away', () => {
  const many = `${'今天去公园走了走\n'.repeat(20_000)}`;
  it.each([
    ['triage', { args: ['triage'], input: many }],
    ['rehearse', { args: ['rehearse', '--days', '20'], input: '' }],
    ['rehearse --json', { args: ['rehearse', '--days', '20', '--json'], input: '' }],
    ['setup --example', { args: ['setup', '--example'], input: '' }],
    ['--help', { args: ['--help'], input: '' }],
    ['doctor', { args: ['doctor', '--offline'], input: '' }],
  ])('%s ends without a word', async (_name, { args, input }) => {
    for (const readLines of [0, 1]) {
      const { code, stderr } = await machine.run(args, { input, readLines });
      expect({ readLines, code, stderr }).toEqual({ readLines, code: 0, stderr: '' });
    }
  });

  it('a set-up is finished all the same', async () => {
    const other = new CliMachine();
    try {
      const { code, stderr } = await other.run(['setup', '--from', other.station()], { readLines: 0 });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect((await other.run(['setup', '--from', other.station()])).stderr).toContain('one that is set up');
    } finally {
      other.remove();
    }
  });

  it('the log does not take the bot with it', async () => {
    const log = pathToFileURL(path.resolve(import.meta.dirname, '../../dist/bot/log.js')).href;
    const code = `const { createLog } = await import('${log}'); const log = createLog('info');
      setTimeout(() => { for (let i = 0; i < 5; i += 1) log.info({ i }, 'still here'); console.log('alive'); }, 300);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    child.stderr.destroy();
    const out: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    const ended = await new Promise((resolve) => child.on('close', resolve));
    expect({ ended, out: out.join('') }).toEqual({ ended: 0, out: 'alive\n' });
  });
});

describe('guihang programme --try', () => {
  it('refuses a file in another encoding', async () => {
    const other = new CliMachine();
    try {
      await other.run(['setup', '--from', other.station()]);
      const file = other.write(
        'programme.yaml',
        Buffer.concat([Buffer.from('# '), gbk, Buffer.from('id: x\n')]),
      );
      const { code, stderr } = await other.run(['programme', '--try', file]);
      expect(code).toBe(2);
      expect(stderr).toContain('expected UTF-8, got what looks like GBK');
    } finally {
      other.remove();
    }
  });
});
