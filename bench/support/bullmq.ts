import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../test/support/free-port.js';

const host = '127.0.0.1';
const usualPort = 6_379;

interface Job {
  readonly data: { readonly index: number };
}

/** The little of BullMQ that is used. It is no dependency: `npm i --no-save bullmq ioredis` brings it for a comparison. */
interface BullMq {
  readonly Queue: new (
    name: string,
    options: object,
  ) => {
    addBulk(jobs: readonly object[]): Promise<unknown>;
    obliterate(options: object): Promise<void>;
    close(): Promise<void>;
  };
  readonly Worker: new (
    name: string,
    work: (job: Job) => Promise<void>,
    options: object,
  ) => { close(): Promise<void> };
}

/** Not written where it is imported, so that the project is whole without it. */
const packageName: string = 'bullmq';

/** Jobs a second; null where there is no Redis or no bullmq. */
export interface BullmqRates {
  /** Jobs that do nothing, on the Redis of this machine, whatever it keeps; usually nothing that outlives a power cut. */
  readonly noOps: number | null;
  /** The same on a Redis that syncs each write to the disk before it answers, as the outbox does. */
  readonly durableNoOps: number | null;
  /** Jobs that send, on the Redis of this machine. */
  readonly sends: number | null;
}

/** BullMQ with so many jobs, a hundred at once where they do nothing, `width` where they `send`. */
export async function bullmqRates(
  count: number,
  width: number,
  send: (index: number) => Promise<unknown>,
): Promise<BullmqRates> {
  const bullmq = (await import(packageName).catch(() => null)) as BullMq | null;
  if (bullmq === null) return { noOps: null, durableNoOps: null, sends: null };
  const nothing = { count, width: 100, work: () => Promise.resolve() };
  const isThere = await isListening(usualPort);
  return {
    noOps: isThere ? await jobsPerSecond(bullmq, usualPort, nothing) : null,
    durableNoOps: await onDurableRedis((port) => jobsPerSecond(bullmq, port, nothing)),
    sends: isThere ? await jobsPerSecond(bullmq, usualPort, { count, width, work: send }) : null,
  };
}

/** Runs `work` against a Redis of its own; null where no redis-server is installed. */
async function onDurableRedis<T>(work: (port: number) => Promise<T>): Promise<T | null> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'guihang-redis-'));
  const flags = ['--port', String(port), '--bind', host, '--dir', folder, '--save', ''];
  const server = spawn('redis-server', [...flags, '--appendonly', 'yes', '--appendfsync', 'always'], {
    stdio: 'ignore',
  });
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    const end = () => ((isGone = true), resolve());
    server.once('error', end).once('exit', end);
  });
  try {
    while (!isGone && !(await isListening(port))) await new Promise((resolve) => setTimeout(resolve, 50));
    return isGone ? null : await work(port);
  } finally {
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Jobs {
  readonly count: number;
  /** How many at once. */
  readonly width: number;
  readonly work: (index: number) => Promise<unknown>;
}

async function jobsPerSecond(bullmq: BullMq, port: number, { count, width, work }: Jobs): Promise<number> {
  const connection = { host, port, maxRetriesPerRequest: null };
  const name = `guihang-bench-${process.pid}`;
  const queue = new bullmq.Queue(name, { connection });
  try {
    for (let start = 0; start < count; start += 1_000) {
      const jobs = Array.from({ length: Math.min(1_000, count - start) }, (_, index) => ({
        name: 'send',
        data: { index: start + index },
        opts: { removeOnComplete: true },
      }));
      await queue.addBulk(jobs);
    }
    let done = 0;
    const startedAt = performance.now();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const one = async ({ data }: Job) => {
      await work(data.index);
      if ((done += 1) === count) finish();
    };
    const worker = new bullmq.Worker(name, one, { connection, concurrency: width });
    await finished;
    const seconds = (performance.now() - startedAt) / 1_000;
    await worker.close();
    return count / seconds;
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.setTimeout(1_000);
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
