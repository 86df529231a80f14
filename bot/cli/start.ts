import { hasChannel, readConfig, type Config } from '../config.js';
import { UsageError } from './end.js';

/** `guihang start`: the real bot where a channel is configured, practice where none is. */
export async function start(): Promise<void> {
  const config = readConfig();
  if (!hasChannel(config)) {
    await runPractice(config, config.port);
    say('没有配置 TELEGRAM_BOT_TOKEN：现在是演练。真的用起来：npx guihang setup，再把 token 写进 .env。');
    say(
      'No TELEGRAM_BOT_TOKEN: this is practice. For the real thing: npx guihang setup, then put the token into .env.',
    );
    return;
  }
  const { startReal } = await import('../real/real.js');
  const starting = startReal(config, { say, alarm });
  // From the beginning: a stop during the start waits for it and ends in order as well.
  untilSignal(async () => (await starting).close());
  await starting;
}

/** `guihang practice`: beside a real deployment, on a port of its own. */
export async function practice(options: { readonly port?: string }): Promise<void> {
  const config = readConfig();
  const port = options.port === undefined ? config.port : Number(options.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError(`--port: expected a number from 1 to 65535, got ${String(options.port)}`);
  }
  await runPractice(config, port);
}

async function runPractice(config: Config, port: number): Promise<void> {
  // Loaded only where it runs: the real bot has no use for its web server.
  const { startPractice } = await import('../practice/practice.js');
  const running = await startPractice(config, port);
  say(`演练手机 practice phones: ${running.url}`);
  untilSignal(() => running.close());
}

/** Ends in order on Ctrl-C and on a stop by the system; a second signal ends at once. */
function untilSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void close()
        .catch(() => {})
        .finally(() => {
          process.exit(0);
        });
    });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function alarm(text: string): void {
  process.stderr.write(`${text}\n`);
}
