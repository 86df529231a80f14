import { openDatabase, type Database } from '../../prisma/client.js';
import { loadKey } from '../../prisma/key.js';
import type { Locales } from '../../locales/index.js';
import { systemClock } from '../../scheduler/clock.js';
import { startCron } from '../../scheduler/cron.js';
import { assemble } from '../assemble.js';
import type { ChannelEvent } from '../channels/channel.js';
import { UsageError } from '../cli/end.js';
import type { Config } from '../config.js';
import { missingProtections } from '../doctor/protections.js';
import { createLog } from '../log.js';
import { secureRandom } from '../random.js';
import { upgrade } from '../setup/upgrade.js';
import { configuredChannels } from './channels.js';

/** The running bot on real data and real time. */
export interface Real {
  close(): Promise<void>;
}

/** Starts the real bot. Refuses when set-up has not been done; says aloud what the operator must know. */
export async function startReal(config: Config, say: (text: string) => void): Promise<Real> {
  const key = loadKey({
    keyFile: config.keyFile,
    databaseFile: config.databaseFile,
    ...(config.key === null ? {} : { key: config.key }),
  });
  const db = await openDatabase({ file: config.databaseFile, key });
  try {
    const { backup } = await upgrade(db, config.databaseFile, systemClock.now());
    if (backup !== null) say(`The database was brought to this version; the copy from before: ${backup}`);
    return await run(config, db, say);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function run(config: Config, db: Database, say: (text: string) => void): Promise<Real> {
  const station = await db.prisma.station.findFirst();
  if (station === null) {
    throw new UsageError('expected a station that has been set up, got none; run: npx guihang setup');
  }
  const log = createLog(config.logLevel);
  const configured = await configuredChannels(config);
  const { bot, turn } = assemble({
    db,
    clock: systemClock,
    channels: configured.map(({ channel }) => channel),
    random: secureRandom,
    log,
    owner: secureRandom.id(),
    pilot: config.pilot,
    onChannelEvent: (event) => say(wordsOf(event)),
  });
  await bot.start();
  const cron = startCron(() => bot.tick());
  await bot.tick();
  for (const line of openingWords(turn.locales, station.locale, config.pilot)) say(line);
  return {
    close: async () => {
      await cron.stop();
      await bot.stop();
      await db.close();
    },
  };
}

/** What a channel says about itself, for the operator's terminal. */
function wordsOf(event: ChannelEvent): string {
  return `${event.bot}: ${event.type}${event.detail === '' ? '' : ` (${event.detail})`}`;
}

/** Whether people may be enrolled, and which protections are still missing: said at every start. */
function openingWords(locales: Locales, locale: string, isPilot: boolean): string[] {
  const render = (key: string) => locales.render({ key: `cli:doctor.${key}` }, locale, 'UTC');
  return [
    render(isPilot ? 'pilot.open' : 'pilot.closed'),
    ...missingProtections.map((name) => render(`protections.${name}`)),
  ];
}
