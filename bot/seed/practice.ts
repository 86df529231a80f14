import type { Tx } from '../../prisma/client.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { loadStation } from '../facts/station.js';
import type { Random } from '../random.js';
import { seedClient, seedFamily } from './client.js';
import { seedDigests } from './digests.js';
import { practiceNames, practiceStation } from './practice-data.js';
import { seedStation } from './station.js';

/** What the practice people look like. */
export interface PracticeOptions {
  /** The bot whose phones they hold. */
  readonly bot: string;
  readonly locale: string;
  readonly zone: string;
  readonly releaseOn: string;
  readonly hour: string;
  readonly template: 'cn-22' | 'cn-12' | 'cn-28' | null;
  /** Without a client: the client phone starts with an invitation. */
  readonly withClient: boolean;
}

/** Ids of the practice people. */
export interface PracticePeople {
  readonly stationId: string;
  readonly workerId: string;
  readonly clientId: string | null;
  readonly familyId: string | null;
}

/** Chat ids of the practice phones. */
export const practiceChats = {
  client: 'client-1',
  family: 'family-1',
  worker: 'worker-1',
  second: 'worker-2',
  supervisor: 'supervisor-1',
  operator: 'operator-1',
} as const;

/** A station with everything set up, and a client with their mother on the phones beside the worker's. */
export async function seedPractice(
  tx: Tx,
  options: PracticeOptions,
  random: Random,
  now: Date,
): Promise<PracticePeople> {
  const { bot, locale, zone } = options;
  const names = practiceNames(locale);
  const at = (chat: string) => ({ bot, chat });
  const staff = [
    { alias: names.worker, role: 'worker', position: 0, address: at(practiceChats.worker) },
    { alias: names.second, role: 'worker', position: 1, address: at(practiceChats.second) },
    { alias: names.supervisor, role: 'supervisor', position: 2, address: at(practiceChats.supervisor) },
    { alias: names.operator, role: 'operator', position: 3, address: at(practiceChats.operator) },
  ] as const;
  const { stationId, staffIds } = await seedStation(tx, practiceStation(locale, zone), staff, random, now);
  const workerId = staffIds[0]!;
  await seedDigests(tx, staffIds.slice(0, 3), zone, now);
  if (!options.withClient) return { stationId, workerId, clientId: null, familyId: null };
  const { releaseOn, hour, template: testTemplate } = options;
  const consents = ['bot', 'share.signals', 'group', 'jobs', 'activities', 'health'];
  const client = {
    alias: names.client,
    locale,
    zone,
    hour,
    releaseOn,
    workerId,
    stationId,
    consents,
    testTemplate,
  };
  const clientId = await seedClient(tx, { ...client, address: at(practiceChats.client) }, random, now);
  const family = {
    clientId,
    stationId,
    alias: names.family,
    locale,
    scopes: ['F1', 'F2', 'F4'],
    address: at(practiceChats.family),
  };
  const familyId = await seedFamily(tx, family, random, now);
  const station = loadStation(tx);
  await replan(tx, {
    programme: loadProgramme(),
    calendar: loadCalendar(),
    station,
    personId: clientId,
    now,
  });
  return { stationId, workerId, clientId, familyId };
}
