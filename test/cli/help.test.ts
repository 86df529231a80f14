import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CliMachine } from '../support/cli.js';

const machine = new CliMachine();
afterAll(() => machine.remove());
const commands = [
  'start',
  'practice',
  'setup',
  'invite',
  'migrate',
  'doctor',
  'rehearse',
  'why',
  'programme',
  'triage',
];

describe('guihang --help', () => {
  it('lists every command', async () => {
    const { code, stdout } = await machine.run(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'mu'));
  });

  it.each(commands)('%s explains itself', async (command) => {
    const { code, stdout, stderr } = await machine.run([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: guihang ${command}`);
  });

  it('ends with 2 for a command or an option that does not exist, and says where to look', async () => {
    for (const args of [['strat'], ['doctor', '--jsno'], ['invite']]) {
      const { code, stderr } = await machine.run(args);
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr).toContain('guihang --help');
    }
  });

  it('prints the version of the package', async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect((await machine.run(['--version'])).stdout.trim()).toBe(version);
  });

  it('loads no database, no channel and no texts for it', () => {
    expect(packagesBehind('dist/bot/cli.js')).toEqual(['commander', 'zod']);
  });
});

/** The packages that a built file needs before it runs, its own imports followed. */
function packagesBehind(entry: string): string[] {
  const root = path.resolve(import.meta.dirname, '../..');
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s[^;]*?from\s*"([^"]+)"|^import\s*"([^"]+)"/gmu,
    );
    for (const [, from, bare] of imports) {
      const name = (from ?? bare)!;
      if (name.startsWith('.')) visit(path.resolve(path.dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  };
  visit(path.join(root, entry));
  return [...packages].sort();
}
