/** Webhook updates that are durable before they are answered, duplicates folded, against answers without storing. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createGrammyChannel } from '../bot/channels/grammy/index.js';
import { receive } from '../bot/inbox/receive.js';
import { packageRoot } from '../prisma/package-root.js';
import { systemClock } from '../scheduler/clock.js';
import { webhookServer } from '../test/twins/telegram/rig.js';
import { DEFAULT_TOKEN } from '../test/twins/telegram/twin.js';
import { openBenchDatabase } from './support/database.js';
import { measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';
import { plainHost, startTwin } from './support/twin.js';

const secret = 'bench-secret';

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

export const inbox: Bench = async ({ quick }) => {
  const count = quick ? 2_000 : 40_000;
  const server = await startTwin();
  const opened = await openBenchDatabase();
  const channel = createGrammyChannel({
    bot: 'telegram',
    token: DEFAULT_TOKEN,
    apiRoot: server.twin.apiRoot,
    mode: { webhook: { url: 'http://127.0.0.1:1/hook', secret } },
  });
  const deps = { db: opened.db, now: () => systemClock.now(), gate: null, pager: null };
  let isStoring = false;
  await channel.start(plainHost((batch) => (isStoring ? receive(deps, batch) : Promise.resolve())));
  const hook = await webhookServer((call) => channel.handleWebhook(call));
  try {
    await drive(hook.url, 2_000, 1);
    const bare = await drive(hook.url, count, 10_000_000);
    isStoring = true;
    await drive(hook.url, 2_000, 20_000_000);
    const durable = await measure(() => drive(hook.url, count, 30_000_000));
    const stored = durable.result;
    const [row] = await opened.db.raw.query<{ n: number }>(
      `SELECT count(*) AS n FROM "Inbox" WHERE CAST("updateId" AS INTEGER) >= 30000000`,
    );
    const expected = count - Math.floor(count / 20);
    if (row?.n !== expected) throw new Error(`expected ${expected} updates stored, got ${row?.n}`);
    return {
      name: 'inbox',
      what: `${count} webhook calls over 48 connections, every twentieth a repeat; each durable before its answer`,
      value: stored.perSecond,
      unit: 'updates/s',
      aim: '≥ 3,000/s at p99 ≤ 30 ms',
      reached: stored.perSecond >= 3_000 && stored.p99 <= 30 && stored.refused === 0,
      figures: {
        'p50 / p99 ms': `${round(stored.p50)} / ${round(stored.p99)}`,
        'without storing, updates/s': round(bare.perSecond),
        'without storing, p99 ms': round(bare.p99),
        'of the bare answers': round(stored.perSecond / bare.perSecond),
      },
      stallMs: durable.stallMs,
      rssMiB: peakMiB(),
    };
  } finally {
    await channel.stop();
    await hook.close();
    await opened.close();
    await server.end();
  }
};

/** The provider's side in a process of its own. */
function drive(url: string, count: number, firstId: number): Promise<Load> {
  const root = packageRoot();
  const script = path.join(root, 'bench/support/webhook-load.ts');
  const args = [path.join(root, 'scripts/run-ts.mjs'), script, url, secret, String(count), String(firstId)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as Load);
      else reject(new Error(`expected the load to end well, it ended with code ${code}`));
    });
  });
}
