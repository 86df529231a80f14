import path from 'node:path';
import { assemble } from '../../bot/assemble.js';
import type { Bot } from '../../bot/bot.js';
import type { Random } from '../../bot/random.js';
import { loadLocales, type Locales } from '../../locales/index.js';
import type { Database } from '../../prisma/client.js';
import { packageRoot } from '../../prisma/package-root.js';
import type { Clock } from '../../scheduler/clock.js';
import type { Connection } from './provider.js';

let shared: Locales | undefined;

/** The texts, loaded once. */
export function texts(): Locales {
  shared ??= loadLocales(path.join(packageRoot(), 'locales'));
  return shared;
}

/** One process of the bot: it can die at any await and never knows. */
export interface Process {
  readonly bot: Bot;
  readonly connection: Connection;
}

/** What a process is made of. */
export interface ProcessParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly random: Random;
  readonly owner: string;
  readonly errors: string[];
  /** It cannot see that its clock was set back. */
  readonly blind: boolean;
}

/** The real bot on a line that may be cut. */
export async function startProcess(parts: ProcessParts): Promise<Process> {
  const { connection, random, owner } = parts;
  const clock = parts.blind ? withoutSteps(parts.clock) : parts.clock;
  const note = (fields: object, message: string) => {
    parts.errors.push(`${clock.now().toISOString()} ${message} ${JSON.stringify(fields)}`);
  };
  const { bot } = assemble({
    db: mortal(parts.db, connection),
    clock,
    channels: [connection],
    random,
    log: { warn: () => {}, error: note },
    owner,
    locales: texts(),
  });
  await bot.start();
  return { bot, connection };
}

/** Both clocks are one: as if nobody had thought of a clock that is set back. */
function withoutSteps(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    elapsedMs: () => clock.now().getTime(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}

/** A database as a process sees it that may be dead: after its death no statement of it is even begun. */
function mortal(db: Database, connection: Connection): Database {
  const unless =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      connection.isCut ? new Promise<R>(() => {}) : run(...args);
  return {
    ...db,
    raw: { query: unless(db.raw.query) as Database['raw']['query'], exec: unless(db.raw.exec) },
    transaction: unless(db.transaction) as Database['transaction'],
    write: unless(db.write) as Database['write'],
    read: unless(db.read) as Database['read'],
  };
}
