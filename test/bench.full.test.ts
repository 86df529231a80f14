import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../bench/support/report.js';
import { packageRoot } from '../prisma/package-root.js';

function bench(...args: string[]): Promise<{ code: number | null; out: string }> {
  const root = packageRoot();
  const all = [path.join(root, 'scripts/run-ts.mjs'), 'bench/index.ts', ...args];
  const child = spawn(process.execPath, all, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}

/** Not for their numbers: a test that asserts speed fails when the machine is busy. */
it('benches run and print their JSON', async () => {
  const { code, out } = await bench('inbox', 'broadcast', '--quick', '--json');
  expect(code).toBe(0);
  const reports = JSON.parse(out) as Report[];
  expect(reports.map(({ name }) => name)).toEqual(['inbox', 'broadcast']);
  for (const report of reports) {
    expect(report).toMatchObject({ aim: expect.any(String) as string, unit: expect.any(String) as string });
    for (const value of [report.value, report.stallMs, report.rssMiB])
      expect(value).toBeGreaterThanOrEqual(0);
  }
});

it('an unknown bench is refused by name', async () => {
  expect((await bench('speed')).code).toBe(2);
});
