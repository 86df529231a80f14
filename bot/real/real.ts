import { openDatabase, type Database } from '../../prisma/client.js';
import { loadKey } from '../../prisma/key.js';
import type { Locales } from '../../locales/index.js';
import { loadBudgets } from '../../scheduler/budgets.js';
import { systemClock } from '../../scheduler/clock.js';
import { startCron, startWatch } from '../../scheduler/cron.js';
import { traceOf } from '../../scheduler/trace-of.js';
import { assemble } from '../assemble.js';
import type { ChannelEvent } from '../channels/channel.js';
import { UsageError } from '../cli/end.js';
import type { Config } from '../config.js';
import { missingProtections } from '../doctor/protections.js';
import { createLog } from '../log.js';
import { secureRandom } from '../random.js';
import { upgrade } from '../setup/upgrade.js';
import { createAlarm, type Alarm } from './alarm.js';
import { configuredChannels } from './channels.js';
import type { ConfiguredChannel } from './configured.js';
import { operatorView, scanWords } from './scan.js';
import { serve } from './serve.js';

/** The running bot on real data and real time. */
export interface Real {
  close(): Promise<void>;
}

/** Where the operator reads: ordinary lines, and what is wrong. */
export interface Terminal {
  say(text: string): void;
  alarm(text: string): void;
}

/** Starts the real bot. Refuses when set-up has not been done; says aloud what the operator must know. */
export async function startReal(config: Config, terminal: Terminal): Promise<Real> {
  const key = loadKey({
    keyFile: config.keyFile,
    databaseFile: config.databaseFile,
    ...(config.key === null ? {} : { key: config.key }),
  });
  const [db, channels] = await Promise.all([
    openDatabase({ file: config.databaseFile, key }),
    configuredChannels(config),
  ]);
  try {
    const { backup } = await upgrade(db, config.databaseFile, systemClock.now());
    if (backup !== null)
      terminal.say(`The database was brought to this version; the copy from before: ${backup}`);
    return await run(config, db, channels, terminal);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function run(
  config: Config,
  db: Database,
  configured: readonly ConfiguredChannel[],
  terminal: Terminal,
): Promise<Real> {
  const station = await db.prisma.station.findFirst();
  if (station === null) {
    throw new UsageError('expected a station that has been set up, got none; run: npx guihang setup');
  }
  const log = createLog(config.logLevel);
  const budgets = loadBudgets(config.budgetsFile);
  const of = new Map(configured.map((one) => [one.channel.bot, one]));
  const up = new Map(configured.map(({ channel }) => [channel.bot, false]));
  /** Login codes that wait to be scanned, by bot. */
  const scans = new Map<string, string>();
  let alarm: Alarm | null = null;
  const { bot, turn } = assemble({
    db,
    clock: systemClock,
    channels: configured.map(({ channel }) => channel),
    random: secureRandom,
    log,
    owner: secureRandom.id(),
    pilot: config.pilot,
    audience: (name) => of.get(name)?.audience ?? 'everyone',
    budget: (name) => budgets[of.get(name)?.budget ?? ''] ?? {},
    onTrouble: (trouble) => alarm?.trouble(trouble),
    onChannelEvent: (event) => {
      if (event.type === 'online' || event.type === 'offline') up.set(event.bot, event.type === 'online');
      if (event.type === 'scan') {
        scans.set(event.bot, event.detail);
        void scanWords(event, turn.locales, station.locale).then((text) => terminal.say(text));
      } else {
        scans.delete(event.bot);
        terminal.say(wordsOf(event));
      }
      alarm?.event(event);
    },
  });
  const { locales } = turn;
  alarm = createAlarm({
    db,
    clock: systemClock,
    locales,
    tell: (line) => terminal.alarm(line),
    written: () => bot.wake(),
    straight: (message) => bot.express(message),
  });
  const qr = config.wechaty === null ? null : (await import('../channels/wechaty/qr.js')).qrAsSvg;
  const server = await serve(config, db, configured, up, () =>
    operatorView(locales, station.locale, up, scans, qr),
  );
  await bot.start();
  const tick = (): Promise<void> =>
    bot.tick().catch((error: unknown) => log.error(traceOf(error), 'a tick failed; the next one goes on'));
  const timers = [startCron(tick), startWatch(() => bot.watch())];
  // Not waited for: what has gathered during an absence may take minutes.
  const first = tick();
  for (const line of openingWords(locales, station.locale, config)) terminal.say(line);
  return {
    close: async () => {
      await Promise.all(timers.map((timer) => timer.stop()));
      await server?.close();
      await bot.stop();
      await first;
      await alarm?.settled();
      await db.close();
    },
  };
}

/** What a channel says about itself, for the operator's terminal. */
function wordsOf(event: ChannelEvent): string {
  return `${event.bot}: ${event.type}${event.detail === '' ? '' : ` (${event.detail})`}`;
}

/** Whether people may be enrolled, and which protections are still missing: said at every start. */
function openingWords(locales: Locales, locale: string, { pilot, wechaty }: Config): string[] {
  const render = (key: string) => locales.render({ key: `cli:doctor.${key}` }, locale, 'UTC');
  return [
    render(pilot ? 'pilot.open' : 'pilot.closed'),
    ...(wechaty === null ? [] : [render(`wechat.${wechaty.puppet.kind}`)]),
    ...missingProtections.map((name) => render(`protections.${name}`)),
  ];
}
