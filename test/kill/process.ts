import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../prisma/package-root.js';
import { DEFAULT_TOKEN, type TelegramTwin } from '../twins/telegram/twin.js';

const token = `${DEFAULT_TOKEN.split(':')[0]}:${'twin-token-'.padEnd(35, 'A')}`;

/** The token of the twin's bot, in the provider's own shape. */
export const botToken = token;

/** What the bot may send. `hurried`: kills come while hundreds are under way; `paced`: while a handful is. */
export type Pace = 'hurried' | 'paced';

/** `paced` is what Telegram allows a bot, thirty a second, in slices: none begins with a burst. */
const perBot: Readonly<Record<Pace, string>> = {
  hurried: '{ sends: 100000, seconds: 1 }',
  paced: '{ sends: 3, seconds: 0.1 }',
};

/** How many sends of a paced bot may be under way at once, those that are claimed ahead included. */
export const pacedWindow = 10;

/** Writes the budget into the data folder; returns the file. */
export function budgetFile(folder: string, pace: Pace): string {
  const file = path.join(folder, `${pace}.yaml`);
  writeFileSync(file, `telegram: { perBot: ${perBot[pace]}, perChat: { sends: 1000, seconds: 1 } }\n`);
  return file;
}

/** The built bot as a process of its own. Only its own pid is ever signalled. */
export class BotProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly startedMs: number,
    private readonly said: string[],
  ) {}

  static start(folder: string, twin: TelegramTwin, env: Readonly<Record<string, string>> = {}): BotProcess {
    const said: string[] = [];
    const child = spawn(process.execPath, [path.join(packageRoot(), 'dist/bot/cli.js'), 'start'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_API_ROOT: twin.apiRoot,
        GUIHANG_DATA: folder,
        GUIHANG_PILOT: 'yes',
        LOG_LEVEL: 'error',
        ...env,
      },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    return new BotProcess(child, performance.now(), said);
  }

  /** What it printed so far. */
  get words(): string {
    return this.said.join('');
  }

  /** Milliseconds since it was started. */
  get ageMs(): number {
    return performance.now() - this.startedMs;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** SIGKILL at this very moment, in the midst of whatever it does. */
  killNow(): void {
    this.child.kill('SIGKILL');
  }

  /** Resolves when it is gone. */
  async gone(): Promise<void> {
    if (!this.hasEnded) await once(this.child, 'exit');
  }

  /** Lets it end in order. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
