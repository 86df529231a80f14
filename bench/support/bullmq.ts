import { createConnection } from 'node:net';

const host = '127.0.0.1';
const port = 6_379;

/** The little of BullMQ that is used. It is no dependency: `npm i --no-save bullmq` brings it for a comparison. */
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
    work: () => Promise<void>,
    options: object,
  ) => { close(): Promise<void> };
}

/** Not written where it is imported, so that the project is whole without it. */
const packageName: string = 'bullmq';

/** No-op jobs a second of BullMQ with a hundred at once; null where there is no Redis on loopback or no bullmq. */
export async function bullmqPerSecond(count: number): Promise<number | null> {
  if (!(await isListening())) return null;
  const bullmq = (await import(packageName).catch(() => null)) as BullMq | null;
  if (bullmq === null) return null;
  const connection = { host, port, maxRetriesPerRequest: null };
  const name = `guihang-bench-${process.pid}`;
  const queue = new bullmq.Queue(name, { connection });
  try {
    for (let start = 0; start < count; start += 1_000) {
      const jobs = Array.from({ length: Math.min(1_000, count - start) }, (_, index) => ({
        name: 'send',
        data: { chat: start + index },
        opts: { removeOnComplete: true },
      }));
      await queue.addBulk(jobs);
    }
    let done = 0;
    const startedAt = performance.now();
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const work = () => {
      if ((done += 1) === count) finish();
      return Promise.resolve();
    };
    const worker = new bullmq.Worker(name, work, { connection, concurrency: 100 });
    await finished;
    const seconds = (performance.now() - startedAt) / 1_000;
    await worker.close();
    return count / seconds;
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

function isListening(): Promise<boolean> {
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
