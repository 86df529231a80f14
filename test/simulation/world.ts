import { seededRandom } from '../../bot/random.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { nextDueAt } from '../../prisma/repositories/due.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { toInstant } from '../../scheduler/zone/index.js';
import { Wishes } from './again.js';
import { Agenda } from './agenda.js';
import { seedCast, type Member } from './cast.js';
import { Chance } from './chance.js';
import { planDays } from './days.js';
import { startProcess, type Process } from './house.js';
import { botName, dayMs, firstDay, stationZone, type SimulationOptions } from './options.js';
import { Provider } from './provider.js';
import { answerMessages } from './reactions.js';
import { planSteps } from './steps.js';
import { dated, Timeline, type DatedTable } from './timeline.js';
import { calmOdds, fairOdds, planWeather, type Trouble } from './weather.js';

/** The record of a run: the database as it ended, the phones as they were seen, and what was done to the machine. */
export interface Run {
  readonly options: SimulationOptions;
  readonly db: Database;
  readonly provider: Provider;
  readonly cast: readonly Member[];
  readonly troubles: readonly Trouble[];
  /** The bot's clock beside the one that nobody sets. */
  readonly timeline: Timeline;
  /** Moments at which a process began, by the clock that nobody sets. */
  readonly starts: readonly number[];
  /** What the bot logged as an error. */
  readonly errors: readonly string[];
  /** The beginning, by either clock. */
  readonly startMs: number;
  /** The end, by the bot's clock. */
  readonly endMs: number;
  /** The end, by the clock that nobody sets. */
  readonly endElapsedMs: number;
}

/** Plays a simulation to its end. The caller checks it and closes `db`. */
export async function simulate(options: SimulationOptions): Promise<Run> {
  const world = await World.open(options);
  await world.play();
  return world.run();
}

/** After the last deed everything gets this long to come to rest. */
const restMs = 2 * dayMs;

class World {
  private readonly agenda = new Agenda();
  private readonly errors: string[] = [];
  private readonly starts: number[] = [];
  private readonly timeline = new Timeline();
  private troubles: Trouble[] = [];
  private process: Process | null = null;
  private offUntil = 0;
  private cast: readonly Member[] = [];

  private constructor(
    private readonly options: SimulationOptions,
    private readonly db: Database,
    private readonly clock: VirtualClock,
    private readonly provider: Provider,
    private readonly startMs: number,
  ) {}

  static async open(options: SimulationOptions): Promise<World> {
    const db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    const start = toInstant(firstDay, '07:00', stationZone);
    const clock = new VirtualClock(start);
    const odds = options.calm === true ? calmOdds : fairOdds;
    const provider = new Provider(botName, clock, odds, new Chance(options.seed + 2));
    const world = new World(options, db, clock, provider, start.getTime());
    await world.prepare();
    return world;
  }

  /** When all is said and done, and the power is back. */
  private get lastDeedMs(): number {
    const ends = this.troubles.map(({ toMs }) => toMs);
    return Math.max(this.startMs + this.options.days * dayMs, ...ends);
  }

  run(): Run {
    const { options, db, provider, cast, troubles, timeline, starts, errors, startMs, clock } = this;
    const ends = { endMs: clock.now().getTime(), endElapsedMs: clock.elapsedMs() };
    return { options, db, provider, cast, troubles, timeline, starts, errors, startMs, ...ends };
  }

  async play(): Promise<void> {
    const endMs = this.lastDeedMs + restMs;
    await this.moment();
    for (;;) {
      const next = await this.nextMoment();
      if (next === null || next > endMs) break;
      this.goTo(next);
      await this.moment();
    }
    this.goTo(endMs);
    await this.moment();
    await this.process?.bot.stop();
  }

  /** Forward to a moment of the clock that nobody sets. */
  private goTo(elapsedMs: number): void {
    this.clock.advance(Math.max(0, elapsedMs - this.clock.elapsedMs()));
  }

  private async prepare(): Promise<void> {
    const { options, db, agenda, provider, clock, startMs } = this;
    this.cast = await seedCast(db, options, clock.now());
    const wishes = new Wishes();
    wishes.plan(
      { agenda, provider },
      this.cast,
      { startMs, days: options.days },
      new Chance(options.seed + 4),
    );
    this.cast.forEach((member, index) => {
      const chance = new Chance(options.seed * 1_000 + index);
      planDays(agenda, provider, member, chance, startMs, options.days);
      answerMessages({ db, agenda, provider, wishes }, member, chance);
    });
    if (options.calm !== true) this.planTroubles();
  }

  private planTroubles(): void {
    const { options, agenda, provider, startMs } = this;
    const { seed, days } = options;
    const machine = {
      crash: () => void (provider.cutNext = true),
      powerOff: (ms: number) => this.powerOff(ms),
    };
    this.troubles = planWeather(agenda, provider, machine, new Chance(seed + 3), startMs, days);
    const clients = this.cast.filter(({ role }) => role === 'client');
    const stepBack = (byMs: number) => this.stepBack(byMs);
    const plan = { agenda, provider, clients, troubles: this.troubles, stepBack };
    planSteps(plan, new Chance(seed + 5), startMs, days);
  }

  /** The clock of the bot is set back. A living bot ticked seconds ago; it has not noticed yet. */
  private async stepBack(byMs: number): Promise<void> {
    await this.tick();
    const last = await this.lastRows();
    this.timeline.steps.push({ elapsedMs: this.clock.elapsedMs(), backMs: byMs, last });
    this.clock.set(new Date(this.clock.now().getTime() - byMs));
  }

  private async lastRows(): Promise<Record<DatedTable, number>> {
    const rows = dated.map(async (table): Promise<[DatedTable, number]> => {
      const [row] = await this.db.raw.query<{ last: number | null }>(
        `SELECT max(rowid) AS "last" FROM "${table}"`,
      );
      return [table, row?.last ?? 0];
    });
    return Object.fromEntries(await Promise.all(rows)) as Record<DatedTable, number>;
  }

  /** As every ten seconds, where the simulation wakes the bot only when there is something to do. */
  private async tick(): Promise<void> {
    if (this.clock.elapsedMs() < this.offUntil) return;
    do {
      if (this.process === null || this.process.connection.isCut) await this.restart();
      const { bot, connection } = this.process!;
      await Promise.race([bot.tick(), connection.death]);
      await this.work(this.process!);
    } while (this.process!.connection.isCut);
  }

  private async powerOff(untilMs: number): Promise<void> {
    await this.tick();
    this.provider.disconnect();
    this.process = null;
    this.offUntil = Math.max(this.offUntil, untilMs);
    this.agenda.at(untilMs, () => {});
  }

  private async nextMoment(): Promise<number | null> {
    const moments = [this.agenda.next()];
    if (this.process !== null) {
      const [waiting] = await this.db.raw.query<{ at: number | null }>(
        `SELECT min("notBefore") AS at FROM "Outbox" WHERE "state" IN ('queued','errored') AND "notBefore" > ?`,
        this.clock.now(),
      );
      const backMs = this.clock.elapsedMs() - this.clock.now().getTime();
      for (const at of [(await nextDueAt(this.db.raw))?.getTime(), waiting?.at])
        moments.push(at == null ? null : at + backMs);
    }
    const known = moments.filter((at) => at !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** Everything that happens at this moment: people act, the bot does what it can, dead processes start again. */
  private async moment(): Promise<void> {
    const now = this.clock.elapsedMs();
    do {
      for (const { run } of this.agenda.take(now)) await run();
      if (now < this.offUntil) return;
      if (this.process === null || this.process.connection.isCut) await this.restart();
      await this.work(this.process!);
    } while (this.process?.connection.isCut === true || (this.agenda.next() ?? Infinity) <= now);
  }

  private async work({ bot, connection }: Process): Promise<void> {
    const { death } = connection;
    do {
      await Promise.race([this.provider.handOver(), death]);
      await Promise.race([bot.settle(), death]);
    } while (!connection.isCut && this.provider.hasWork);
  }

  private async restart(): Promise<void> {
    const { db, clock, errors } = this;
    this.starts.push(clock.elapsedMs());
    const count = this.starts.length;
    const random = seededRandom(this.options.seed * 31 + count);
    const connection = this.provider.connect();
    const blind = this.options.blind === true;
    const owner = `process-${count}`;
    this.process = await startProcess({ db, clock, connection, random, owner, errors, blind });
  }
}
