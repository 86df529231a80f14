import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGrammyChannel, type GrammyChannel } from '../../bot/channels/grammy/index.js';
import type { ChannelHost, Inbound } from '../../bot/channels/channel.js';
import { packageRoot } from '../../prisma/package-root.js';
import { systemClock } from '../../scheduler/clock.js';
import { RemoteTwin } from '../../test/twins/telegram/remote.js';
import { DEFAULT_TOKEN, type TwinOptions } from '../../test/twins/telegram/twin.js';

/** A loopback Bot API server in a process of its own. */
export interface BenchTwin {
  readonly twin: RemoteTwin;
  end(): Promise<void>;
}

/** Starts it and waits until it listens; it keeps few messages a chat, so that its memory is not what is measured. */
export async function startTwin(options: Omit<TwinOptions, 'now'> = {}): Promise<BenchTwin> {
  const root = packageRoot();
  const script = path.join(root, 'test/twins/telegram/serve.ts');
  const settings = JSON.stringify({ keepPerChat: 2, ...options });
  const child = spawn(process.execPath, [path.join(root, 'scripts/run-ts.mjs'), script, settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) =>
      reject(new Error(`expected the twin to listen, it ended with code ${code}`)),
    );
  });
  const { apiRoot } = JSON.parse(line) as { apiRoot: string };
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  return { twin: new RemoteTwin(apiRoot), end };
}

/** The bot account of the twin over grammY, as the real bot has it. */
export function grammyOf({ twin }: BenchTwin, bot = 'telegram'): GrammyChannel {
  return createGrammyChannel({ bot, token: DEFAULT_TOKEN, apiRoot: twin.apiRoot });
}

/** A host for a channel that is only sent through. */
export function plainHost(receive: (batch: readonly Inbound[]) => Promise<void>): ChannelHost {
  return {
    receive,
    report: () => {},
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
    now: () => systemClock.now(),
  };
}
