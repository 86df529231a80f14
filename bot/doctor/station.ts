import type { Database } from '../../prisma/client.js';
import type { StationFacts } from '../../flows/core-facts.js';
import { checkCover, checkHotlines, type CrisisProblem } from '../crisis/check.js';
import { ownHotlines } from '../crisis/hotlines.js';
import { gapsAhead } from '../rota/gaps.js';
import { rotaRows } from '../rota/rows.js';
import { notJoined, staffRoles } from '../setup/invite.js';
import { reading } from './patient.js';
import type { Check, Finding } from './types.js';

/** The station: set up, its numbers, who is on call, who of the staff can be reached. */
export const checkStation: Check = async ({ isReal, real, station, now }) => {
  if (station === null || real?.db == null) {
    // Without a station the numbers that come with the project are still looked at.
    const numbers = hotlines({ region: 'cn', localNumber: '000' }, now);
    const isReadable = real === null || (real.db !== null && real.pending.length + real.foreign.length === 0);
    const missing: Finding = { check: 'station', status: 'fail', words: 'station.none' };
    return [...(isReal && isReadable ? [missing] : []), ...numbers];
  }
  return [
    { check: 'station', status: 'ok', words: 'station.ok', params: { unit: station.unit } },
    ...hotlines(station, now),
    ...(await cover(real.db, station)),
    ...(await rota(real.db, station, now)),
    ...(await joined(real.db, station)),
  ];
};

function hotlines(station: { readonly region: string; readonly localNumber: string }, now: Date): Finding[] {
  const problems = checkHotlines(ownHotlines(), station, now);
  const { region } = station;
  return problems.length === 0
    ? [{ check: 'hotlines', status: 'ok', words: 'hotlines.ok', params: { region } }]
    : problems.map((problem) => findingOf('hotlines', problem));
}

async function cover(db: Database, { onCall }: StationFacts): Promise<Finding[]> {
  const contacts = await db.prisma.contact.findMany({
    where: { personId: { in: onCall.map(({ personId }) => personId) }, state: 'active' },
  });
  const reached = new Set(contacts.map(({ personId }) => personId));
  const crew = onCall.map((one) => ({ ...one, reachable: reached.has(one.personId) }));
  const problems = checkCover(crew);
  return problems.length === 0
    ? [{ check: 'cover', status: 'ok', words: 'cover.ok', params: { count: crew.length } }]
    : problems.map((problem) => findingOf('cover', problem));
}

/** The days to come, where somebody has planned by chat; today is `cover`'s. */
async function rota(db: Database, { id, zone }: StationFacts, now: Date): Promise<Finding[]> {
  const rows = await db.read((sql) => rotaRows(sql, id));
  if (rows.week.length + rows.covers.length === 0) return [];
  const contacts = await db.prisma.contact.findMany({ where: { state: 'active', personId: { not: null } } });
  const { dark, unplanned } = gapsAhead(rows, new Set(contacts.map(({ personId }) => personId!)), now, zone);
  const check = 'rota';
  return [
    ...(dark.length === 0
      ? []
      : [{ check, status: 'fail', words: 'rota.dark', params: { days: dark.join(', ') } } as const]),
    ...(unplanned.length === 0
      ? []
      : [{ check, status: 'warn', words: 'rota.unplanned', params: { count: unplanned.length } } as const]),
    ...(dark.length + unplanned.length > 0 ? [] : [{ check, status: 'ok', words: 'rota.ok' } as const]),
  ];
}

/** The codes of `bot/crisis/check.ts` are keys of the locales; `detail` says which number, which place. */
function findingOf(check: string, { code, severity, detail }: CrisisProblem): Finding {
  return { check, status: severity, words: code, params: { detail } };
}

/** How many of whom, without names: this may end up in somebody's log. */
async function joined(db: Database, { id }: StationFacts): Promise<Finding[]> {
  const waiting = await notJoined(reading(db), id);
  const counts = staffRoles
    .map((role) => ({ role, count: waiting.filter((person) => person.role === role).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return [{ check: 'staff', status: 'ok', words: 'staff.ok' }];
  return counts.map(({ role, count }) => ({
    check: 'staff',
    status: 'warn',
    words: `staff.waiting-${role}`,
    params: { count },
  }));
}
