import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assemble } from '../../bot/assemble.js';
import type { Bot } from '../../bot/bot.js';
import { createMemoryChannel, type Line, type MemoryChannel } from '../../bot/channels/memory/index.js';
import { seededRandom } from '../../bot/random.js';
import { practiceChats, seedPractice, type PracticePeople } from '../../bot/seed/practice.js';
import type { TurnDeps } from '../../bot/turn/types.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { Driver } from '../../prisma/adapter/driver.js';
import { migrate } from '../../prisma/migrate.js';
import { VirtualClock } from '../../scheduler/clock.js';
import type { Trouble } from '../../scheduler/dispatcher.js';
import { travelTo } from '../../scheduler/travel.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { testLocales } from '../support/context.js';

const key = 'c'.repeat(64);
const zone = 'Asia/Shanghai';

/** Words that no triage misses; our own. */
export const cry = '我不想活了，药都准备好了';

/** The real bot on a real encrypted file, the practice people on memory phones, the clock in the test's hand. */
export class FaultRig {
  readonly errors: string[] = [];
  /** What the operator would hear of. */
  readonly troubles: Trouble[] = [];
  readonly channel: MemoryChannel = createMemoryChannel({ bot: 'memory' });
  bot!: Bot;
  turn!: TurnDeps;
  people!: PracticePeople;

  private constructor(
    private readonly folder: string,
    readonly clock: VirtualClock,
    private database: Database,
    private readonly withoutGate: boolean,
  ) {}

  get db(): Database {
    return this.database;
  }

  static async open(busyTotalMs = 15_000, withoutGate = false): Promise<FaultRig> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-faults-'));
    const clock = new VirtualClock(toInstant('2026-12-01', '10:00', zone));
    const db = await openDatabase({ file: path.join(folder, 'guihang.db'), key, busyTotalMs });
    await migrate(db);
    const rig = new FaultRig(folder, clock, db, withoutGate);
    const random = seededRandom(5);
    for (const chat of Object.values(practiceChats)) rig.channel.person(chat);
    const setup = {
      bot: 'memory',
      locale: 'zh-CN',
      zone,
      releaseOn: '2026-12-01',
      hour: '20:00',
      template: null,
    };
    rig.people = await db.transaction((tx) =>
      seedPractice(tx, { ...setup, withClient: true }, random, clock.now()),
    );
    await rig.boot(random);
    await rig.bot.settle();
    return rig;
  }

  private async boot(random = seededRandom(6)): Promise<void> {
    const note = (fields: object, message: string) =>
      void this.errors.push(`${message} ${JSON.stringify(fields)}`);
    const log = { warn: note, error: note };
    const { database: db, clock, withoutGate } = this;
    const parts = { db, clock, channels: [this.channel], random, log, owner: 'rig', locales: testLocales() };
    const onTrouble = (trouble: Trouble) => void this.troubles.push(trouble);
    const { bot, turn } = assemble({ ...parts, withoutGate, onTrouble });
    this.bot = bot;
    this.turn = turn;
    await bot.start();
  }

  /** The database goes away under the running bot: the handle is closed and the file is not where it was. */
  async loseDatabase(): Promise<void> {
    await this.database.close();
    for (const name of this.files()) renameSync(name, `${name}.away`);
  }

  /** The file is back; somebody starts the process again, and the provider hands over what was never confirmed. */
  async bringBack(): Promise<void> {
    for (const name of this.files('.away')) renameSync(name, name.slice(0, -'.away'.length));
    this.database = await openDatabase({ file: path.join(this.folder, 'guihang.db'), key });
    await this.boot();
  }

  private files(ending = ''): string[] {
    return readdirSync(this.folder)
      .filter((name) => /^guihang\.db(-wal|-shm)?$/u.test(name.slice(0, name.length - ending.length)))
      .filter((name) => name.endsWith(ending))
      .map((name) => path.join(this.folder, name));
  }

  get client() {
    return this.channel.person(practiceChats.client);
  }

  /** What the bot has shown in this chat. */
  shown(chat: keyof typeof practiceChats = 'client'): Line[] {
    return this.channel.person(practiceChats[chat]).messages();
  }

  /** Goes to a wall-clock moment of the client, everything on the way at its own time. */
  goTo(date: string, time: string): Promise<void> {
    const settle = () => this.bot.settle();
    return travelTo({ db: this.db, clock: this.clock, settle }, toInstant(date, time, zone));
  }

  /** The clock steps there at once, as after a power cut or a wrong time server; then one tick. */
  async stepTo(date: string, time: string): Promise<void> {
    this.clock.set(toInstant(date, time, zone));
    await this.bot.settle();
  }

  /** Another program takes the file for itself; returns what gives it back. */
  lockFile(): () => void {
    const other = new Driver(path.join(this.folder, 'guihang.db'), key);
    other.script('BEGIN IMMEDIATE');
    return () => {
      other.script('ROLLBACK');
      other.close();
    };
  }

  /** Not one page more fits on the disk; returns what makes room. */
  async fillDisk(): Promise<() => Promise<unknown>> {
    const pages = await this.db.connection.alone((driver) => {
      driver.all('VACUUM');
      return Number(Object.values(driver.get('PRAGMA page_count') ?? {})[0]);
    });
    await this.db.connection.alone((driver) => driver.all(`PRAGMA max_page_count = ${pages}`));
    return () => this.db.connection.alone((driver) => driver.all('PRAGMA max_page_count = 1000000'));
  }

  async count(sql: string): Promise<number> {
    const [row] = await this.db.raw.query<{ n: number }>(`SELECT count(*) AS "n" FROM ${sql}`);
    return row?.n ?? 0;
  }

  async close(): Promise<void> {
    await this.channel.stop();
    await this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
