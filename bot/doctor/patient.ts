import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectLocales } from '../cli/words.js';
import type { StationFacts } from '../../flows/core-facts.js';
import type { Database, Tx } from '../../prisma/client.js';
import { isDatabaseError } from '../../prisma/errors.js';
import { migrationState } from '../../prisma/migrate.js';
import { systemClock } from '../../scheduler/clock.js';
import { theStation } from '../../prisma/records/index.js';
import { hasChannel, type Config } from '../config.js';
import { loadStation } from '../facts/station.js';
import { openOwn } from '../setup/open.js';
import type { Look, Patient } from './types.js';

/** Opens what there is for looking, beside a running bot if need be. Writes nothing; `close` gives everything back. */
export async function examine(
  config: Config,
  offline: boolean,
): Promise<{ readonly patient: Patient; close(): Promise<void> }> {
  const real = await look(config, config.databaseFile);
  const practice = await look(config, config.practiceFile);
  const patient: Patient = {
    config,
    offline,
    now: systemClock.now(),
    locales: projectLocales(),
    isReal: hasChannel(config) || real !== null,
    real,
    practice,
    station: await stationOf(real),
  };
  return {
    patient,
    close: async () => {
      await real?.db?.close();
      await practice?.db?.close();
    },
  };
}

/** The queries of a transaction without one: an open transaction would make a running bot wait. */
export function reading(db: Database): Tx {
  return { prisma: db.prisma, raw: db.raw } as unknown as Tx;
}

async function look(config: Config, file: string): Promise<Look | null> {
  if (!existsSync(file)) return null;
  const name = path.basename(file);
  try {
    const db = await openOwn(config, { file, inspect: true });
    const { pending, edited, unknown } = await migrationState(db);
    return { name, file, db, problem: null, pending, foreign: [...edited, ...unknown] };
  } catch (error) {
    const problem = isDatabaseError(error) ? error.message : 'the file could not be opened';
    return { name, file, db: null, problem, pending: [], foreign: [] };
  }
}

/** Before its migrations a database may not even have the tables. */
async function stationOf(real: Look | null): Promise<StationFacts | null> {
  if (real?.db == null || real.pending.length + real.foreign.length > 0) return null;
  const { db } = real;
  return db.read((sql) => (theStation(sql) === null ? null : loadStation({ sql }, systemClock.now())));
}
