import { seededRandom, type Random } from '../../bot/random.js';
import { seedClient, seedFamily } from '../../bot/seed/client.js';
import { seedDigests } from '../../bot/seed/digests.js';
import { practiceStation } from '../../bot/seed/practice-data.js';
import { seedStation, type StaffSetup } from '../../bot/seed/station.js';
import type { Database, Tx } from '../../prisma/client.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { loadProgramme } from '../../scheduler/programmes/index.js';
import { replan } from '../../scheduler/replan.js';
import { addDays } from '../../scheduler/zone/index.js';
import { loadStation } from '../../bot/facts/station.js';
import { Chance } from './chance.js';
import { botName, dayMs, firstDay, stationZone, zones, type SimulationOptions } from './options.js';

/** How somebody takes the bot: answers nearly all, some, or nothing. */
export const tempers = ['answers', 'irregular', 'silent'] as const;
export type Temper = (typeof tempers)[number];

/** Somebody of a simulation. `chat` is their phone. */
export interface Member {
  readonly id: string;
  readonly chat: string;
  readonly role: 'client' | 'family' | 'worker' | 'supervisor' | 'operator' | 'stranger';
  readonly zone: string;
  readonly locale: string;
  readonly temper: Temper;
  /** Clients: whose they are. */
  readonly workerId?: string;
  /** Clients: the day of the first release. */
  readonly releaseOn?: string;
  /** Family: whose, and what was granted. */
  readonly clientId?: string;
  readonly scopes?: readonly string[];
}

const hours = ['08:30', '12:00', '18:30', '19:00', '20:00', '21:00'];
const optional = ['share.signals', 'group', 'jobs', 'activities', 'health'];

/** Writes everybody into the database, plans the clients, and says who is there. */
export async function seedCast(db: Database, options: SimulationOptions, now: Date): Promise<Member[]> {
  const random = seededRandom(options.seed);
  const chance = new Chance(options.seed + 1);
  return db.transaction(async (tx) => {
    const staff = staffOf(options.people);
    const setup = practiceStation('zh-CN', stationZone);
    const { stationId, staffIds } = await seedStation(tx, setup, staff, random, now);
    await seedDigests(tx, staffIds.slice(0, -1), stationZone, now);
    const cast: Member[] = staff.map(({ alias, role }, index) => ({
      id: staffIds[index]!,
      chat: alias,
      role,
      zone: stationZone,
      locale: 'zh-CN',
      temper: 'answers',
    }));
    const workers = cast.filter((member) => member.role === 'worker');
    const place: Place = { tx, random, chance, stationId, now };
    for (let index = 0; index < options.people; index += 1) {
      const client = await seedOne(place, index, workers[index % workers.length]!.id);
      cast.push(client);
      if (chance.hits(0.35)) cast.push(await seedKin(place, index, client));
      await planOne(place, client);
    }
    for (const chat of ['stranger-1', 'stranger-2']) cast.push({ ...nobody, chat });
    return cast;
  });
}

const nobody = { id: '', role: 'stranger', zone: stationZone, locale: 'zh-CN', temper: 'silent' } as const;

interface Place {
  readonly tx: Tx;
  readonly random: Random;
  readonly chance: Chance;
  readonly stationId: string;
  readonly now: Date;
}

function staffOf(people: number): StaffSetup[] {
  const at = (chat: string) => ({ bot: botName, chat });
  const workers = Math.max(2, Math.ceil(people / 10));
  const staff: StaffSetup[] = Array.from({ length: workers }, (_, index) => ({
    alias: `worker-${index}`,
    role: 'worker',
    position: index < 2 ? index : null,
    address: at(`worker-${index}`),
  }));
  const over = (role: 'supervisor' | 'operator', position: number): StaffSetup => ({
    alias: role,
    role,
    position,
    address: at(role),
  });
  return [...staff, over('supervisor', 2), over('operator', 3)];
}

async function seedOne(place: Place, index: number, workerId: string): Promise<Member> {
  const { tx, random, chance, stationId, now } = place;
  const chat = `client-${index}`;
  const locale = chance.hits(0.8) ? 'zh-CN' : 'en';
  const zone = chance.hits(0.7) ? zones[0] : chance.pick(zones);
  const setup = {
    alias: `P${index}`,
    locale,
    zone,
    hour: chance.pick(hours),
    releaseOn: addDays(firstDay, chance.int(-20, 12)),
    workerId,
    stationId,
    consents: ['bot', ...optional.filter(() => chance.hits(0.7))],
    testTemplate: chance.pick(['cn-22', 'cn-12', 'cn-28', 'cn-28', null] as const),
    crisisChoice: chance.pick(['tell', 'ask'] as const),
    address: { bot: botName, chat },
  };
  const id = await seedClient(tx, setup, random, now);
  const moments = new Set<number>();
  for (let visit = chance.int(0, 3); visit > 0; visit -= 1) await seedVisit(place, id, moments);
  const temper = chance.pick(['answers', 'answers', 'irregular', 'irregular', 'silent'] as const);
  return { id, chat, role: 'client', zone, locale, temper, workerId, releaseOn: setup.releaseOn };
}

/** `moments`: those of the same client; nobody is asked to two places at once. */
async function seedVisit(
  { tx, random, chance, now }: Place,
  personId: string,
  moments: Set<number>,
): Promise<void> {
  const startsAt = new Date(now.getTime() + chance.int(4, 80) * dayMs + chance.int(0, 8) * 3_600_000);
  if (moments.has(startsAt.getTime())) return;
  moments.add(startsAt.getTime());
  await tx.prisma.appointment.create({
    data: {
      id: random.id(),
      personId,
      kind: 'visit',
      origin: 'agreed',
      site: 'east',
      startsAt,
      releaseAt: null,
      state: 'planned',
      createdAt: now,
    },
  });
}

async function seedKin(
  { tx, random, chance, stationId, now }: Place,
  index: number,
  client: Member,
): Promise<Member> {
  const chat = `family-${index}`;
  const scopes = ['F1', 'F2', 'F3', 'F4', 'F5'].filter(() => chance.hits(0.5));
  const setup = { clientId: client.id, stationId, alias: `K${index}`, locale: client.locale, scopes };
  const id = await seedFamily(tx, { ...setup, address: { bot: botName, chat } }, random, now);
  const { locale, id: clientId } = client;
  return { id, chat, role: 'family', zone: stationZone, locale, temper: 'irregular', clientId, scopes };
}

const programme = loadProgramme();
const calendar = loadCalendar();

async function planOne({ tx, now }: Place, { id: personId }: Member): Promise<void> {
  await replan(tx, { programme, calendar, station: loadStation(tx), personId, now });
}
