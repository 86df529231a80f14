import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assemble } from '../../bot/assemble.js';
import type { Bot } from '../../bot/bot.js';
import type { Address, Channel } from '../../bot/channels/channel.js';
import { seededRandom, type Random } from '../../bot/random.js';
import { seedClient, seedFamily } from '../../bot/seed/client.js';
import { seedStation } from '../../bot/seed/station.js';
import { loadStation } from '../../bot/facts/station.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { loadProgramme, type Programme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { travelTo } from '../../scheduler/travel.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { testLocales } from '../support/context.js';
import { memoryPhones } from './phones/memory.js';
import type { Phones, PhonesOptions } from './phones/phones.js';
import { telegrafPhones, telegramPhones } from './phones/telegram.js';
import { webPhones } from './phones/web.js';
import { wechatyPhones } from './phones/wechaty.js';
import { actors, type Actor, type Scenario } from './script.js';

const key = 'a'.repeat(64);
/** Processes die here but nobody pulls the plug: where there is a disk in memory, waiting for a real one proves nothing. */
const fastDisk = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
let programme: Programme | undefined;

function sharedProgramme(): Programme {
  programme ??= loadProgramme();
  return programme;
}

/** What the people of a scenario hold in their hands. */
export type PhoneKind = 'memory' | 'web' | 'telegram' | 'telegraf' | 'wechaty';

const phonesOf: Readonly<Record<PhoneKind, (options: PhonesOptions) => Phones | Promise<Phones>>> = {
  memory: memoryPhones,
  web: webPhones,
  telegram: telegramPhones,
  telegraf: telegrafPhones,
  wechaty: wechatyPhones,
};

/** A running bot on a real encrypted database, its clock in the test's hand, people on phones of one kind. */
export class World {
  private constructor(
    readonly scenario: Scenario,
    readonly language: string,
    readonly clock: VirtualClock,
    readonly phones: Phones,
    private readonly folder: string,
    private readonly random: Random,
    private database: Database,
    private running: Bot,
    private readonly errors: string[],
  ) {}

  static async open(scenario: Scenario, language: string, kind: PhoneKind): Promise<World> {
    const folder = mkdtempSync(path.join(fastDisk, 'guihang-'));
    const [date, time] = scenario.start.split(' ') as [string, string];
    const clock = new VirtualClock(toInstant(date, time, scenario.zone));
    const random = seededRandom(7);
    const phones = await phonesOf[kind]({ clock, language });
    const db = await openDatabase({ file: path.join(folder, 'guihang.db'), key });
    await migrate(db);
    const errors: string[] = [];
    const running = assembleWorld(db, clock, await phones.connect(db), random, errors);
    const world = new World(scenario, language, clock, phones, folder, random, db, running, errors);
    await world.seed();
    await running.start();
    return world;
  }

  get db(): Database {
    return this.database;
  }

  /** What went wrong inside; a scenario ends with none. */
  get problems(): readonly string[] {
    return this.errors;
  }

  /** Everything that was done arrives, and everything that can happen now happens. */
  async settle(): Promise<void> {
    await this.phones.arrived();
    await this.running.settle();
  }

  /** Goes to `to` moment by moment: whatever is due on the way happens at its own time. */
  goTo(to: Date): Promise<void> {
    return travelTo({ db: this.database, clock: this.clock, settle: () => this.settle() }, to);
  }

  /** The process dies without a word and starts again on the same file. */
  async restart(): Promise<void> {
    await this.database.close();
    this.database = await openDatabase({ file: path.join(this.folder, 'guihang.db'), key });
    const channel = await this.phones.connect(this.database);
    this.running = assembleWorld(this.database, this.clock, channel, this.random, this.errors);
    await this.running.start();
    await this.settle();
  }

  async close(): Promise<void> {
    await this.running.stop();
    await this.phones.close();
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async seed(): Promise<void> {
    const { scenario, language, clock, random, phones } = this;
    const at = (actor: Actor) => ({ bot: phones.bot, chat: phones.chatOf(actor) });
    await this.database.transaction(async (tx) => {
      const staff = staffOf(scenario, at);
      const { stationId, staffIds } = await seedStation(
        tx,
        stationSetup(scenario, language),
        staff,
        random,
        clock.now(),
      );
      for (const [name, setup] of Object.entries(scenario.enrolled)) {
        if (setup === undefined) continue;
        const clientId = await seedClient(
          tx,
          {
            alias: setup.alias ?? (name === 'client' ? '阿明' : '阿强'),
            locale: language,
            zone: scenario.zone,
            hour: setup.hour ?? '20:00',
            releaseOn: setup.releaseOn ?? scenario.start.slice(0, 10),
            workerId: staffIds[0]!,
            stationId,
            consents: setup.consents ?? ['bot', 'share.signals'],
            testTemplate: setup.template ?? null,
            crisisChoice: setup.crisisChoice ?? 'ask',
            address: at(name as Actor),
          },
          random,
          clock.now(),
        );
        if (name === 'client' && scenario.family !== undefined) {
          const family = { clientId, stationId, alias: '妈妈', locale: language, scopes: scenario.family };
          await seedFamily(tx, { ...family, address: at('family') }, random, clock.now());
        }
        const station = loadStation(tx);
        await replan(tx, {
          programme: sharedProgramme(),
          calendar: loadCalendar(),
          station,
          personId: clientId,
          now: clock.now(),
        });
      }
    });
    for (const actor of actors.filter((name) => name !== 'stranger')) phones.know(actor);
  }
}

function assembleWorld(
  db: Database,
  clock: VirtualClock,
  channel: Channel,
  random: Random,
  errors: string[],
): Bot {
  const note = (fields: object, message: string) => void errors.push(`${message} ${JSON.stringify(fields)}`);
  const log = { warn: () => {}, error: note };
  const shared = { locales: testLocales(), programme: sharedProgramme() };
  return assemble({ db, clock, channels: [channel], random, log, owner: 'test', ...shared }).bot;
}

function stationSetup(scenario: Scenario, language: string) {
  return {
    unit: '梧桐街道社区服务站',
    region: scenario.region,
    zone: scenario.zone,
    locale: language,
    localNumber: '021-55550100',
    sites: [
      { id: 'east', name: '东门服务点', address: '梧桐路 12 号' },
      { id: 'west', name: '西边小院', address: '柳巷 3 号' },
    ],
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '18:30' })),
    group: { weekday: 3, time: '19:00', site: 'west' },
    practice: true,
  };
}

function staffOf(scenario: Scenario, at: (actor: Actor) => Address) {
  const position = (place: number) => (scenario.nobodyOnCall ? null : place);
  return [
    { alias: '小林', role: 'worker', position: position(0), address: at('worker') },
    { alias: '周姐', role: 'worker', position: position(1), address: at('second') },
    { alias: '老陈', role: 'supervisor', position: position(2), address: at('supervisor') },
    { alias: '值班', role: 'operator', position: position(3), address: at('operator') },
  ] as const;
}
