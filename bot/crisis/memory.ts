import type { Database } from '../../prisma/client.js';
import type { Address } from '../channels/channel.js';
import { seatsAt, type Place } from '../rota/order.js';
import { rotaRows } from '../rota/rows.js';

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
  /** Who is on call at this moment, first first: the rota goes on while the database cannot be asked. */
  crew(at: Date): readonly KnownCrew[];
  contact(address: Address): KnownContact | null;
  /** Whether this address is a client's under 18, as a person has set it. */
  isMinor(address: Address): boolean;
  /** Whether this address is of the family of clients who are all under 18. */
  isFamilyOfMinor(address: Address): boolean;
  know(address: Address, contact: KnownContact): void;
  setMinors(own: readonly Address[], family: readonly Address[]): void;
  setStation(station: KnownStation, crewAt: (at: Date) => readonly KnownCrew[]): void;
}

/** An empty memory: cards go out in the deployment's default region until it is warm. */
export function createMemory(): CrisisMemory {
  const contacts = new Map<string, KnownContact>();
  let minors: ReadonlySet<string> = new Set();
  let families: ReadonlySet<string> = new Set();
  let station: KnownStation | null = null;
  let crewAt: (at: Date) => readonly KnownCrew[] = () => [];
  return {
    station: () => station,
    crew: (at) => crewAt(at),
    contact: (address) => contacts.get(keyOf(address)) ?? null,
    isMinor: (address) => minors.has(keyOf(address)),
    isFamilyOfMinor: (address) => families.has(keyOf(address)),
    setMinors(own, family) {
      minors = new Set(own.map(keyOf));
      families = new Set(family.map(keyOf));
    },
    know: (address, contact) => void contacts.set(keyOf(address), contact),
    setStation(known, crew) {
      station = known;
      crewAt = crew;
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
 * Reads the station, the rota and everybody who wrote since `since` (null: everybody). Called at start and
 * from time to time; throws as the database does, the memory then stays as it was.
 */
export async function warm(memory: CrisisMemory, db: Database, since: Date | null): Promise<void> {
  const { station, staff, minors, families, contacts } = await db.read((sql) => ({
    station: sql.get(`SELECT "id","region","localNumber","zone","locale" FROM "Station" LIMIT 1`),
    staff: sql.all(
      `SELECT c."bot", c."chat", c."personId", p."locale" FROM "Contact" c JOIN "Person" p ON p."id" = c."personId"
       WHERE c."state" = 'active' AND p."role" IN ('worker','supervisor','operator') AND p."endedAt" IS NULL
       ORDER BY c."preferred" DESC`,
    ),
    minors: sql.all(
      `SELECT c."bot", c."chat" FROM "Contact" c JOIN "Enrolment" e ON e."personId" = c."personId" WHERE e."minor" = ?`,
      true,
    ),
    families: sql.all(
      `SELECT c."bot", c."chat" FROM "Contact" c JOIN "FamilyLink" l ON l."familyId" = c."personId" AND l."endedAt" IS NULL
       JOIN "Enrolment" e ON e."personId" = l."clientId" GROUP BY c."bot", c."chat" HAVING min(e."minor") = ?`,
      true,
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
  memory.setMinors(minors as unknown as Address[], families as unknown as Address[]);
  if (station === undefined) return;
  const known = station as unknown as KnownStation & { readonly id: string };
  const rows = await db.read((sql) => rotaRows(sql, known.id));
  memory.setStation(known, (at) => crewOf(seatsAt(rows, at, known.zone), staff as never));
}

function knownOf({ locale, role, alias }: ContactRow): KnownContact {
  const isStaff = role === 'worker' || role === 'supervisor' || role === 'operator';
  const known = role === 'client' || role === 'family' ? role : 'stranger';
  return { locale, role: isStaff ? 'worker' : known, alias: alias ?? '' };
}

interface StaffRow {
  readonly bot: string;
  readonly chat: string;
  readonly personId: string;
  readonly locale: string;
}

function crewOf(order: readonly Place[], rows: readonly StaffRow[]): KnownCrew[] {
  return order.flatMap(({ position, personId }) => {
    const own = rows.filter((row) => row.personId === personId);
    const first = own[0];
    if (first === undefined) return [];
    return [{ position, locale: first.locale, addresses: own.map(({ bot, chat }) => ({ bot, chat })) }];
  });
}
