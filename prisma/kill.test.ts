import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './client.js';
import { isDatabaseError } from './errors.js';
import { packageRoot } from './package-root.js';

const folder = mkdtempSync(path.join(tmpdir(), 'guihang-kill-'));
const client = path.join(packageRoot(), 'test-output/kill-client.mjs');
const key = 'a key of the tests, long enough';
const file = path.join(folder, 'killed.db');

/** Writes rows for ever, in all three ways in turn, and prints the number of each after it was acknowledged. */
const program = `
  import { writeSync } from 'node:fs';
  const { openDatabase } = await import(process.argv[1]);
  const database = await openDatabase({ file: process.argv[2], key: process.argv[3] });
  await database.raw.exec('CREATE TABLE IF NOT EXISTS row (n INTEGER PRIMARY KEY)');
  let [{ n }] = await database.raw.query('SELECT coalesce(max(n), 0) AS n FROM row');
  const insert = 'INSERT INTO row (n) VALUES (?)';
  // Whoever reads may be slow, and the pipe full.
  const say = () => {
    for (;;) try { return writeSync(1, n + '\\n'); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
  };
  for (;;) {
    await database.raw.exec(insert, ++n); say();
    await database.write((sql) => sql.run(insert, ++n)); say();
    await database.transaction((tx) => tx.raw.exec(insert, ++n)); say();
  }`;

beforeAll(async () => {
  const entryPoints = [path.join(packageRoot(), 'prisma/client.ts')];
  await build({
    entryPoints,
    outfile: client,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
});
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the writer and resolves with the first number it acknowledges. */
async function startWriter() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, client, file, key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const acknowledged: number[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => acknowledged.push(Number(line)));
  const reached = async (count: number) => {
    while (acknowledged.length < count) await once(lines, 'line');
  };
  return { child, acknowledged, reached, ended: once(lines, 'close') };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('kill -9 loses no acknowledged write, leaves no lock behind, and while the process lives nobody else gets in', async () => {
  for (const count of [1, 50, 200]) {
    const { child, acknowledged, reached, ended } = await startWriter();
    await reached(count);
    const second = await openDatabase({ file, key }).catch((error: unknown) => error);
    expect(isDatabaseError(second, 'database.locked-by-process')).toBe(true);
    expect(String(second)).toContain(`process ${child.pid} `);
    await kill(child);
    await ended;
    const database = await openDatabase({ file, key });
    const [row] = await database.raw.query<{ count: number; last: number }>(
      'SELECT count(*) AS count, max(n) AS last FROM row',
    );
    expect(row?.last, 'one may be stored and not yet acknowledged').toBeGreaterThanOrEqual(
      acknowledged.at(-1) ?? NaN,
    );
    expect(row?.last).toBeLessThanOrEqual((acknowledged.at(-1) ?? NaN) + 1);
    expect(row?.count).toBe(row?.last);
    expect(await database.raw.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await database.close();
  }
});
