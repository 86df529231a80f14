/**
 * What the speed claims rest on: `npm run bench -- [name…] [--json] [--quick]`. Each bench runs in a process of its own
 * and compares with a baseline of the same run. `--quick` only shows that they run. `triage` takes files instead.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../prisma/package-root.js';
import { table, type Bench, type Report } from './support/report.js';

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  dispatch: async () => (await import('./dispatch.js')).dispatch,
  pacing: async () => (await import('./pacing.js')).pacing,
  broadcast: async () => (await import('./broadcast.js')).broadcast,
  latency: async () => (await import('./latency.js')).latency,
  inbox: async () => (await import('./inbox.js')).inbox,
  wave: async () => (await import('./wave.js')).wave,
  idle: async () => (await import('./idle.js')).idle,
  plan: async () => (await import('./plan.js')).plan,
};

const runTs = path.join(packageRoot(), 'scripts/run-ts.mjs');

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'triage') return run(['bench/triage.ts', ...args.slice(1)]);
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    process.stderr.write(`expected names of ${Object.keys(benches).join(', ')}, got ${unknown.join(', ')}\n`);
    return 2;
  }
  const quick = args.includes('--quick');
  if (args.includes('--one')) return one(names[0] ?? '', quick);
  const reports: Report[] = [];
  for (const name of names.length === 0 ? Object.keys(benches) : names) {
    const report = await apart(name, quick);
    reports.push(report);
    if (!args.includes('--json')) process.stdout.write(`${table([report])}\n\n`);
  }
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  return 0;
}

async function one(name: string, quick: boolean): Promise<number> {
  const bench = await benches[name]?.();
  if (bench === undefined) return 2;
  process.stdout.write(`${JSON.stringify(await bench({ quick }))}\n`);
  return 0;
}

/** A process of its own: memory and warm code of one bench are not another's. */
function apart(name: string, quick: boolean): Promise<Report> {
  const args = ['--expose-gc', runTs, 'bench/index.ts', '--one', name, ...(quick ? ['--quick'] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: packageRoot(), stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('close', (code) => {
      const line = out.trim().split('\n').at(-1) ?? '';
      if (code === 0 && line.startsWith('{')) resolve(JSON.parse(line) as Report);
      else reject(new Error(`expected a report of ${name}, it ended with code ${code}`));
    });
  });
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [runTs, ...args], { cwd: packageRoot(), stdio: 'inherit' });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
