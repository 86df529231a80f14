import type { Database } from '../../prisma/client.js';
import type { Address } from '../channels/channel.js';

/** What the gate knows of somebody without asking the database. */
export interface KnownContact {
  readonly locale: string;
  readonly role: 'client' | 'family' | 'worker' | 'stranger';
  readonly alias: string;
}

/** Somebody on call, with their addresses. */
export interface KnownCrew {
  readonly position: number;
  readonly locale: string;
  readonly addresses: readonly Address[];
}

/** What the gate knows of the station. */
export interface KnownStation {
  readonly region: string;
  readonly localNumber: string;
  readonly zone: string;
  readonly locale: string;
}

/** What the crisis path works from while the database cannot be asked. Kept warm by {@link warm}. */
export interface CrisisMemory {
  station(): KnownStation | null;
  /** On call first. */
  crew(): readonly KnownCrew[];
  contact(address: Address): KnownContact | null;
  know(address: Address, contact: KnownContact): void;
  setStation(station: KnownStation, crew: readonly KnownCrew[]): void;
}

/** An empty memory: cards go out in the deployment's default region until it is warm. */
export function createMemory(): CrisisMemory {
  const contacts = new Map<string, KnownContact>();
  let station: KnownStation | null = null;
  let crew: readonly KnownCrew[] = [];
  return {
    station: () => station,
    crew: () => crew,
    contact: (address) => contacts.get(keyOf(address)) ?? null,
    know: (address, contact) => void contacts.set(keyOf(address), contact),
    setStation(known, people) {
      station = known;
      crew = people;
    },
  };
}

/** An address as one string. */
export function keyOf({ bot, chat }: Address): string {
  return `${bot}\u0000${chat}`;
}

interface ContactRow {
  readonly bot: string;
  readonly chat: string;
  readonly locale: string;
  readonly role: string | null;
  readonly alias: string | null;
}

/**
 * Reads the station, the on-call order and everybody who wrote since `since` (null: everybody). Called at start and
 * from time to time; throws as the database does, the memory then stays as it was.
 */
export async function warm(memory: CrisisMemory, db: Database, since: Date | null): Promise<void> {
  const { station, order, crew, contacts } = await db.read((sql) => ({
    station: sql.get(`SELECT "id","region","localNumber","zone","locale" FROM "Station" LIMIT 1`),
    order: sql.all(`SELECT "position","personId" FROM "OnCall" ORDER BY "position"`),
    crew: sql.all(
      `SELECT c."bot", c."chat", c."personId", p."locale" FROM "Contact" c JOIN "Person" p ON p."id" = c."personId"
       WHERE c."state" = 'active' AND c."personId" IN (SELECT "personId" FROM "OnCall") ORDER BY c."preferred" DESC`,
    ),
    contacts: sql.all(
      `SELECT c."bot", c."chat", COALESCE(p."locale", c."locale") AS locale, p."role", p."alias"
       FROM "Contact" c LEFT JOIN "Person" p ON p."id" = c."personId" AND p."endedAt" IS NULL
       WHERE ? IS NULL OR c."lastInAt" >= ?`,
      since,
      since,
    ),
  }));
  for (const row of contacts as unknown as ContactRow[])
    memory.know({ bot: row.bot, chat: row.chat }, knownOf(row));
  if (station === undefined) return;
  memory.setStation(station as unknown as KnownStation, crewOf(order as never, crew as never));
}

function knownOf({ locale, role, alias }: ContactRow): KnownContact {
  const isStaff = role === 'worker' || role === 'supervisor' || role === 'operator';
  const known = role === 'client' || role === 'family' ? role : 'stranger';
  return { locale, role: isStaff ? 'worker' : known, alias: alias ?? '' };
}

function crewOf(
  order: readonly { position: number; personId: string }[],
  rows: readonly { bot: string; chat: string; personId: string; locale: string }[],
): KnownCrew[] {
  return order.flatMap(({ position, personId }) => {
    const own = rows.filter((row) => row.personId === personId);
    const first = own[0];
    if (first === undefined) return [];
    return [{ position, locale: first.locale, addresses: own.map(({ bot, chat }) => ({ bot, chat })) }];
  });
}
