import { existsSync } from 'node:fs';
import path from 'node:path';
import { migrationState } from '../../prisma/migrate.js';
import { systemClock } from '../../scheduler/clock.js';
import { readConfig, terminalLanguages, type Config } from '../config.js';
import { openOwn } from '../setup/open.js';
import { upgrade } from '../setup/upgrade.js';
import { cliWords, print, type CliWords } from './words.js';

/** `guihang migrate`: brings the databases that are there to this version, each with a copy from before. */
export async function migrateCommand({ check = false }: { readonly check?: boolean }): Promise<void> {
  const config = readConfig();
  const words = cliWords(terminalLanguages());
  const files = [config.databaseFile, config.practiceFile].filter((file) => existsSync(file));
  if (files.length === 0) print(...words.lines('migrate.none', { folder: config.dataFolder }));
  for (const file of files) await (check ? tell(config, file, words) : bring(config, file, words));
}

async function tell(config: Config, file: string, words: CliWords): Promise<void> {
  const db = await openOwn(config, { file, inspect: true });
  try {
    const { pending, edited, unknown } = await migrationState(db);
    const name = path.basename(file);
    if (pending.length + edited.length + unknown.length === 0)
      print(...words.lines('migrate.current', { name }));
    if (pending.length > 0) print(...words.lines('migrate.pending', { name, list: pending.join(', ') }));
    if (edited.length > 0) print(...words.lines('migrate.edited', { name, list: edited.join(', ') }));
    if (unknown.length > 0) print(...words.lines('migrate.unknown', { name, list: unknown.join(', ') }));
    if (edited.length + unknown.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

async function bring(config: Config, file: string, words: CliWords): Promise<void> {
  const name = path.basename(file);
  print(...words.lines('migrate.looking', { name }));
  const db = await openOwn(config, { file });
  try {
    const { applied, backup } = await upgrade(db, file, systemClock.now());
    if (backup !== null) print(...words.lines('migrate.copied', { backup }));
    for (const migration of applied) print(...words.lines('migrate.applied', { name, migration }));
    if (applied.length === 0) print(...words.lines('migrate.current', { name }));
  } finally {
    await db.close();
  }
}
