import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../prisma/client.js';
import { Chance } from '../simulation/chance.js';
import { texts } from '../simulation/house.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';
import { BotProcess, botToken, budgetFile, type Pace } from './process.js';
import { firstChat, openBeside, openData, seedPeople } from './station.js';

/** How long a process may take for what is asked of it; a machine under load is slow. */
const patienceMs = 60_000;

const repeatMark = texts().render({ key: 'engine:repeat' }, 'zh-CN', 'UTC');

/** What a killed process left to do. */
export interface Left {
  readonly unfired: number;
  readonly unsent: number;
}

async function unfiredOf(db: Database): Promise<number> {
  const [row] = await db.raw.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM "Due" WHERE "state" IN ('planned','claimed') AND "cycle" = 'wave'`,
  );
  return row?.n ?? 0;
}

/** A deployment on a temporary folder, a provider, and a bot that is killed again and again. */
export class KillRig {
  /** From the start of a process to its first send, in ms. */
  readonly firstSendMs: number[] = [];
  kills = 0;
  /** How many rows were under way at each kill that had not been at an earlier one. */
  readonly inFlight: number[] = [];
  private readonly doubtful = new Set<number>();
  private running: BotProcess | null = null;

  private constructor(
    readonly folder: string,
    readonly twin: TelegramTwin,
    readonly chance: Chance,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** `secondMs` of the provider: how fast it repeats what a webhook did not take. `pace`: what the bot may send. */
  static async open(
    seed: number,
    people: number,
    env: Readonly<Record<string, string>> = {},
    secondMs = 1_000,
    pace: Pace = 'hurried',
  ): Promise<KillRig> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-killed-'));
    const twin = await startTwin({ bots: [{ token: botToken, username: 'twin_bot' }], secondMs });
    twin.bot.open(...Array.from({ length: people }, (_, n) => firstChat + n));
    const rig = new KillRig(folder, twin, new Chance(seed), {
      GUIHANG_BUDGETS: budgetFile(folder, pace),
      ...env,
    });
    await rig.withData((db) => seedPeople(db, people, new Date(Date.now())));
    return rig;
  }

  /** Looks into the database while no bot runs. */
  async withData<T>(use: (db: Database) => Promise<T>): Promise<T> {
    const db = await openData(this.folder);
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  }

  private get polls(): number {
    return this.twin.calls.get('getupdates') ?? 0;
  }

  get sends(): number {
    return this.twin.calls.get('sendmessage') ?? 0;
  }

  /**
   * Starts the bot and kills it the moment the provider gets the call that makes it so many sends more (0: the first
   * call for updates). More than waits in the outbox it does not wait for.
   */
  async lifeOf(sends: number, moreToCome = 0): Promise<void> {
    const wanted = Math.min(sends, (await this.waiting()) + moreToCome);
    const pollsBefore = this.polls;
    const sendsBefore = this.sends;
    const isTime = () => (wanted === 0 ? this.polls > pollsBefore : this.sends >= sendsBefore + wanted);
    await this.lifeUntil(`${wanted} sends`, isTime);
  }

  /** Starts the bot and kills it the moment `isTime`, asked after each thing that happens at the provider. */
  async lifeUntil(what: string, isTime: () => boolean): Promise<void> {
    const sendsBefore = this.sends;
    const bot = this.start();
    let firstMs: number | null = null;
    await this.until(bot, what, () => {
      if (this.sends > sendsBefore) firstMs ??= bot.ageMs;
      if (!isTime()) return false;
      bot.killNow();
      return true;
    });
    if (firstMs !== null) this.firstSendMs.push(firstMs);
    await this.died(bot);
  }

  private async died(bot: BotProcess): Promise<void> {
    await bot.gone();
    this.inFlight.push(await this.underWay());
    this.kills += 1;
  }

  /** Starts the bot and kills it as soon as so many more rows of the wave have fired; looks at the file beside it. */
  async lifeUntilFired(more: number): Promise<void> {
    const { unfired } = await this.left();
    const db = await openBeside(this.folder);
    const [wanted, deadline] = [Math.max(0, unfired - more), Date.now() + patienceMs];
    const bot = this.start();
    try {
      while ((await unfiredOf(db)) > wanted) {
        if (bot.hasEnded) throw new Error(`expected the bot to run, it ended:\n${bot.words}`);
        if (Date.now() > deadline) throw new Error(`expected ${more} rows to fire`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      bot.killNow();
    } finally {
      await db.close();
    }
    await this.died(bot);
  }

  /** A last life: ends in order when everything that waits was sent, and `isDone`. */
  async finish(isDone: () => boolean = () => true): Promise<void> {
    const wanted = this.sends + (await this.waiting());
    const bot = this.start();
    await this.until(bot, 'the end of the work', () => this.sends >= wanted && isDone());
    await bot.stop();
  }

  /** How often each recipient was shown something that begins with these words; a mark may stand before them. */
  shown(n: number, isMeant: (text: string) => boolean): { plain: number; marked: number } {
    const messages = this.twin
      .person(firstChat + n)
      .messages()
      .filter(({ by, text }) => by === 'bot' && isMeant(text));
    const marked = messages.filter(({ text }) => text.startsWith(repeatMark)).length;
    return { plain: messages.length - marked, marked };
  }

  async close(): Promise<void> {
    this.running?.killNow();
    await this.running?.gone();
    await this.twin.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start(): BotProcess {
    this.running = BotProcess.start(this.folder, this.twin, this.env);
    return this.running;
  }

  /** What an ended process had claimed and not recorded; a process that dies early leaves what the one before left. */
  private underWay(): Promise<number> {
    return this.withData(async (db) => {
      const before = this.doubtful.size;
      const rows = await db.raw.query<{ id: number }>(`SELECT "id" FROM "Outbox" WHERE "state" = 'sending'`);
      for (const { id } of rows) this.doubtful.add(id);
      return this.doubtful.size - before;
    });
  }

  /** What is left: rows of the wave that have not fired, and messages that nobody has begun to send. */
  left(): Promise<Left> {
    return this.withData(async (db) => {
      const [row] = await db.raw.query<{ unsent: number }>(
        `SELECT count(*) AS "unsent" FROM "Outbox" WHERE "state" IN ('queued','errored')`,
      );
      return { unfired: await unfiredOf(db), unsent: row?.unsent ?? 0 };
    });
  }

  /** How many sends there will be: what is queued, what is due, and the marked repeats of what was under way. */
  private waiting(): Promise<number> {
    return this.withData(async (db) => {
      const [row] = await db.raw.query<{ n: number }>(
        `SELECT (SELECT count(*) FROM "Outbox" WHERE "state" IN ('queued','errored')) +
           (SELECT count(*) FROM "Due" WHERE "state" IN ('planned','claimed') AND "cycle" = 'wave') +
           (SELECT count(*) FROM "Outbox" WHERE "state" = 'sending' AND "kind" LIKE 'appointment%' AND "key" NOT LIKE '%~') AS "n"`,
      );
      return row?.n ?? 0;
    });
  }

  private async until(bot: BotProcess, what: string, probe: () => boolean): Promise<void> {
    const ended = await this.twin.waitFor(
      () => (bot.hasEnded ? 'ended' : probe() && 'done'),
      what,
      patienceMs,
    );
    if (ended === 'ended') throw new Error(`expected the bot to run, it ended:\n${bot.words}`);
  }
}
