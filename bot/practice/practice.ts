import path from 'node:path';
import { openDatabase, type Database } from '../../prisma/client.js';
import { loadKey } from '../../prisma/key.js';
import { migrate } from '../../prisma/migrate.js';
import { packageRoot } from '../../prisma/package-root.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { assemble } from '../assemble.js';
import { createWebChannel } from '../channels/web/web.js';
import type { Config } from '../config.js';
import { createLog } from '../log.js';
import { secureRandom } from '../random.js';
import { readClock } from './clock-store.js';
import { databaseMailbox } from './mailbox.js';
import { createPracticeControl } from './practice-control.js';
import { ensurePracticePeople, practiceBot } from './scenes.js';
import { createPracticeServer } from './server.js';
import { readPracticeTexts } from './server-texts.js';

/** A running practice: its address, and how to end it. */
export interface Practice {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Practice phones on this machine: the real bot on a database of its own, a clock that can be moved, nobody real.
 * Creates the key, the database and the practice people when they are not there.
 */
export async function startPractice(config: Config, port = config.port): Promise<Practice> {
  const key = loadKey({
    keyFile: config.keyFile,
    databaseFile: config.practiceFile,
    ...(config.key === null ? {} : { key: config.key }),
  });
  const db = await openDatabase({ file: config.practiceFile, key });
  try {
    await migrate(db);
    // Nobody real is in here: waiting for the disk at each commit would only make ninety days slow.
    await db.connection.alone((driver) => driver.all('PRAGMA synchronous = NORMAL'));
    return await run(config, db, port);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function run(config: Config, db: Database, port: number): Promise<Practice> {
  const clock = new VirtualClock(await readClock(db));
  const channel = createWebChannel({ bot: practiceBot, mailbox: databaseMailbox(db) });
  const { bot, turn } = assemble({
    db,
    clock,
    channels: [channel],
    random: secureRandom,
    log: createLog(config.logLevel),
    owner: secureRandom.id(),
  });
  await ensurePracticePeople(db, clock);
  await bot.start();
  await bot.settle();
  const control = createPracticeControl({ db, clock, bot, channel, locales: turn.locales });
  const texts = await readPracticeTexts(path.join(packageRoot(), 'locales'));
  const pageDir = path.join(packageRoot(), 'dist', 'bot', 'practice', 'page');
  const server = createPracticeServer({ control, channel, locales: texts, pageDir });
  const url = await server.listen(port);
  return {
    url,
    close: async () => {
      await server.close();
      await bot.stop();
      await db.close();
    },
  };
}
