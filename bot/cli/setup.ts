import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { migrationState } from '../../prisma/migrate.js';
import type { Database } from '../../prisma/client.js';
import { packageRoot } from '../../prisma/package-root.js';
import { systemClock } from '../../scheduler/clock.js';
import { hasChannel, readConfig, terminalLanguages, type Config } from '../config.js';
import { secureRandom } from '../random.js';
import { applySetup } from '../setup/apply.js';
import { Cancelled } from '../setup/ask.js';
import { openOwn } from '../setup/open.js';
import { readStationFile } from '../setup/read-file.js';
import { fileOf, presentStation } from '../setup/station.js';
import type { StationFile } from '../setup/station-file.js';
import { upgrade } from '../setup/upgrade.js';
import { UsageError } from './end.js';
import { printCodes } from './print-codes.js';
import { cliWords, print, type CliWords } from './words.js';

/** Options of `guihang setup`. */
export interface SetupOptions {
  readonly from?: string;
  readonly example?: boolean;
  readonly again?: boolean;
}

/** `guihang setup`: asks (or reads) what a station must know, writes it, and prints an invitation a colleague. */
export async function setup({ from, example = false, again = false }: SetupOptions): Promise<void> {
  if (example) return printExample();
  const config = readConfig();
  const words = cliWords(terminalLanguages());
  // A bad file is refused before anything is made.
  const read = from === undefined ? null : readStationFile(path.resolve(from));
  if (read === null && !process.stdin.isTTY) {
    throw new UsageError(
      'expected a terminal to ask questions at, got none; run guihang setup --example > station.yaml, change it, then guihang setup --from station.yaml',
    );
  }
  const isThere = existsSync(config.databaseFile);
  if (!isThere && again) throw nothingToChange();
  let db = isThere ? await openOwn(config) : null;
  try {
    const before = db === null ? null : await stationNow(db, config, again);
    const file = read ?? (await asked(words, before));
    db ??= await openOwn(config);
    await finish(config, db, file);
  } finally {
    await db?.close();
  }
}

async function stationNow(db: Database, config: Config, again: boolean) {
  await upgrade(db, config.databaseFile, systemClock.now());
  const station = await db.transaction((tx) => presentStation(tx));
  if (station !== null && !again) {
    throw new UsageError(
      'expected no station yet, got one that is set up; run guihang setup --again to change it, or guihang invite for a colleague',
    );
  }
  if (station === null && again) throw nothingToChange();
  return station === null ? null : fileOf(station);
}

function nothingToChange(): UsageError {
  return new UsageError('expected a station to change, got none; run guihang setup without --again');
}

async function asked(words: CliWords, before: Omit<StationFile, 'understood'> | null): Promise<StationFile> {
  const { askStation } = await import('../setup/questions.js');
  const { clackAsk } = await import('../setup/clack.js');
  try {
    return await askStation(clackAsk(), words, before);
  } catch (error) {
    if (error instanceof Cancelled) throw new UsageError(words.one('setup.cancelled'), { cause: error });
    throw error;
  }
}

async function finish(config: Config, db: Database, file: StationFile): Promise<void> {
  const now = systemClock.now();
  if ((await migrationState(db)).pending.length > 0) await upgrade(db, config.databaseFile, now);
  const codes = await applySetup(db, file, { random: secureRandom, now });
  const words = cliWords([file.language]);
  print('', words.one('setup.saved', { unit: file.unit, folder: config.dataFolder }), '');
  await printCodes(config, words, codes, file.zone);
  print(words.one('setup.next-title'));
  if (!hasChannel(config)) print(words.one('setup.next-token'));
  if (!config.pilot) print(words.one('setup.next-pilot'));
  print(words.one('setup.next-backup'), words.one('setup.next-doctor'), '');
}

/** In the first language of the terminal; the other one is beside it in `locales/station/`. */
function printExample(): void {
  const [language = 'zh-CN'] = terminalLanguages();
  const file = path.join(packageRoot(), 'locales', 'station', `${language}.yaml`);
  process.stdout.write(readFileSync(file, 'utf8'));
}
