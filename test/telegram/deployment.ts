import { parseConfig } from '../../bot/config.js';
import { startReal, type Real } from '../../bot/real/real.js';
import { CliMachine } from '../support/cli.js';
import { codesIn } from '../support/station.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';

/** Tokens in the provider's own shape. */
export const tokens = {
  clients: `7000001:${'twin-token-'.repeat(3)}A`,
  staff: `7000002:${'twin-token-'.repeat(3)}B`,
  wrong: `7000003:${'wrong-token-'.repeat(3)}`,
};

/** Limits of a provider in a hurry: nobody waits a second for each line of a talk. */
const hurried = 'telegram: { perChat: { sends: 100, seconds: 1 }, perBot: { sends: 1000, seconds: 1 } }\n';

/** A station that has been set up, a provider with two bots, and the real bot that is started on both. */
export class Deployment {
  readonly said: string[] = [];
  readonly alarms: string[] = [];
  private real: Real | null = null;

  private constructor(
    readonly machine: CliMachine,
    readonly twin: TelegramTwin,
    /** The one-time codes of the staff, by name. */
    readonly codes: ReadonlyMap<string, string>,
  ) {}

  static async open(secondMs = 1_000): Promise<Deployment> {
    const machine = new CliMachine();
    machine.station();
    const { code, stdout, stderr } = await machine.run(['setup', '--from', 'station.yaml']);
    if (code !== 0) throw new Error(`expected set-up to end with 0, got ${code}: ${stderr}`);
    machine.write('hurried.yaml', hurried);
    const bots = [
      { token: tokens.clients, username: 'clients_bot' },
      { token: tokens.staff, username: 'staff_bot' },
    ];
    return new Deployment(machine, await startTwin({ bots, secondMs }), codesIn(stdout));
  }

  /** Starts the real bot; by default with one bot, in a hurry, enrolling people. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const settings = {
      TELEGRAM_BOT_TOKEN: tokens.clients,
      TELEGRAM_API_ROOT: this.twin.apiRoot,
      LOG_LEVEL: 'silent',
      GUIHANG_PILOT: 'yes',
      GUIHANG_BUDGETS: 'hurried.yaml',
      ...env,
    };
    this.real = await startReal(parseConfig(settings, this.machine.folder), {
      say: (text) => this.said.push(text),
      alarm: (text) => this.alarms.push(text),
    });
  }

  async stop(): Promise<void> {
    const real = this.real;
    this.real = null;
    await real?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.twin.stop();
    this.machine.remove();
  }
}
