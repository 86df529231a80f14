import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CliMachine } from '../support/cli.js';
import { codesIn, join, setUpMachine, staffOf, withDatabase } from '../support/station.js';

let machine: CliMachine;
let template: CliMachine;
beforeAll(async () => void (template = await setUpMachine()));
afterAll(() => template.remove());
beforeEach(() => void (machine = new CliMachine()));
afterEach(() => machine.remove());

const invite = (role: string, alias: string) => machine.run(['invite', '--role', role, '--alias', alias]);

const setUp = () => machine.copyData(template);

describe('guihang invite', () => {
  it('adds a colleague who is not on call, and prints their code', async () => {
    setUp();
    const { code, stdout } = await invite('worker', 'Qian');
    expect(code).toBe(0);
    expect([...codesIn(stdout).keys()]).toEqual(['Qian']);
    expect((await staffOf(machine)).get('Qian')?.role).toBe('worker');
    expect(await withDatabase(machine, ({ prisma }) => prisma.onCall.count())).toBe(4);
  });

  it('gives a colleague who is there a new code, and makes nobody twice', async () => {
    setUp();
    await join(machine, ['Lin']);
    const before = await staffOf(machine);
    expect([...codesIn((await invite('worker', 'Lin')).stdout).keys()]).toEqual(['Lin']);
    expect(await staffOf(machine)).toEqual(before);
  });

  it('refuses a name that somebody else has', async () => {
    setUp();
    const { code, stderr } = await invite('worker', 'Chen');
    expect(code).toBe(2);
    expect(stderr).toContain('got that of a supervisor');
  });

  it('names every wrong argument, and makes nothing', async () => {
    const { code, stderr } = await invite('client', '13800138000');
    expect(code).toBe(2);
    expect(stderr).toContain(
      '--role: expected worker, supervisor, operator, got client (clients and family are invited in the chat)',
    );
    expect(stderr).toContain('--alias: expected a name of at most 20 characters without a long number');
    expect(existsSync(machine.data)).toBe(false);
  });

  it('before set-up says what comes first, and makes nothing', async () => {
    const { code, stderr } = await invite('worker', 'Qian');
    expect(code).toBe(2);
    expect(stderr).toContain('run guihang setup');
    expect(existsSync(machine.data)).toBe(false);
  });

  it('keeps its hands off while the bot has the database, and says what to do', async () => {
    setUp();
    const result = await withDatabase(machine, () => invite('worker', 'Qian'));
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('the bot is running and has the database: stop it');
    expect((await staffOf(machine)).has('Qian')).toBe(false);
  });
});
