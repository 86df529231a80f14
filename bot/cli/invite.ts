import { existsSync } from 'node:fs';
import { isDatabaseError } from '../../prisma/errors.js';
import type { Database, Tx } from '../../prisma/client.js';
import { pendingMigrations } from '../../prisma/migrate.js';
import { systemClock } from '../../scheduler/clock.js';
import type { StationFacts } from '../../flows/core-facts.js';
import { readConfig, type Config } from '../config.js';
import { secureRandom } from '../random.js';
import { seedStaff } from '../seed/station.js';
import { inviteStaff, staffRoles, type StaffCode, type StaffRole } from '../setup/invite.js';
import { openOwn } from '../setup/open.js';
import { presentStation } from '../setup/station.js';
import { answers } from '../setup/station-file.js';
import { UsageError } from './end.js';
import { printCodes } from './print-codes.js';
import { cliWords } from './words.js';

/** `guihang invite`: a one-time code for a colleague, new or known. Clients are invited by a worker in the chat. */
export async function invite(options: { readonly role: string; readonly alias: string }): Promise<void> {
  const { role, alias } = checked(options);
  const config = readConfig();
  if (!existsSync(config.databaseFile)) throw noStation();
  const db = await openAlone(config);
  try {
    if ((await pendingMigrations(db)).length > 0) {
      throw new UsageError(
        'expected a database of this version, got an older one; run guihang migrate first',
      );
    }
    const { code, station } = await db.transaction((tx) => inviteOne(tx, role, alias));
    await printCodes(config, cliWords([station.locale === 'en' ? 'en' : 'zh-CN']), [code], station.zone);
  } finally {
    await db.close();
  }
}

function checked({ role, alias }: { readonly role: string; readonly alias: string }) {
  const problems: string[] = [];
  if (!staffRoles.includes(role as StaffRole)) {
    const hint =
      role === 'client' || role === 'family' ? ' (clients and family are invited in the chat)' : '';
    problems.push(`--role: expected ${staffRoles.join(', ')}, got ${role}${hint}`);
  }
  if (!answers.alias.safeParse(alias).success) {
    problems.push('--alias: expected a name of at most 20 characters without a long number');
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { role: role as StaffRole, alias: alias.trim() };
}

/** One process owns a database file; a running bot has it. */
async function openAlone(config: Config): Promise<Database> {
  try {
    return await openOwn(config);
  } catch (error) {
    if (isDatabaseError(error, 'database.locked-by-process')) {
      process.stderr.write(
        'the bot is running and has the database: stop it, run guihang invite again, then start it again.\n',
      );
    }
    throw error;
  }
}

async function inviteOne(
  tx: Tx,
  role: StaffRole,
  alias: string,
): Promise<{ readonly code: StaffCode; readonly station: StationFacts }> {
  const station = await presentStation(tx);
  if (station === null) throw noStation();
  const now = systemClock.now();
  const { id: stationId } = station;
  const namesake = await tx.prisma.person.findFirst({
    where: { stationId, alias, endedAt: null, role: { in: [...staffRoles] } },
  });
  if (namesake !== null && namesake.role !== role) {
    throw new UsageError(
      `--alias: expected a name that is free, got that of a ${namesake.role}; choose another`,
    );
  }
  const id =
    namesake?.id ??
    (await seedStaff(tx, stationId, station.locale, { role, alias, position: null }, secureRandom, now));
  return { station, code: await inviteStaff(tx, { id, stationId, role, alias }, secureRandom, now) };
}

function noStation(): UsageError {
  return new UsageError('expected a station that has been set up, got none; run guihang setup');
}
