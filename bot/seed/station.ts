import type { StationFacts } from '../../flows/core-facts.js';
import type { Tx } from '../../prisma/client.js';
import type { Random } from '../random.js';

/** What set-up asks for. */
export interface StationSetup {
  readonly unit: string;
  readonly region: string;
  readonly zone: string;
  readonly locale: string;
  readonly localNumber: string;
  readonly sites: StationFacts['sites'];
  readonly hours: StationFacts['hours'];
  readonly group: StationFacts['group'];
  readonly practice: boolean;
}

/** Somebody of the station. `position` is the place in the on-call order: 0 on call, 1 second, 2 supervisor, 3 operator. */
export interface StaffSetup {
  readonly alias: string;
  readonly role: 'worker' | 'supervisor' | 'operator';
  readonly position: number | null;
  /** An address that is theirs from the start (practice and tests); real staff join by a code. */
  readonly address?: { readonly bot: string; readonly chat: string };
}

/** Writes the station and its people; returns the ids of the people in the order given. */
export async function seedStation(
  tx: Tx,
  setup: StationSetup,
  staff: readonly StaffSetup[],
  random: Random,
  now: Date,
): Promise<{ stationId: string; staffIds: string[] }> {
  const stationId = random.id();
  await tx.prisma.station.create({
    data: {
      id: stationId,
      ...setup,
      sites: setup.sites as unknown as object[],
      hours: setup.hours as unknown as object[],
      group: (setup.group ?? undefined) as unknown as object,
      setUpAt: now,
    },
  });
  const staffIds: string[] = [];
  for (const person of staff) {
    staffIds.push(await seedStaff(tx, stationId, setup.locale, person, random, now));
  }
  return { stationId, staffIds };
}

/** Adds one person to the station's staff. */
export async function seedStaff(
  tx: Tx,
  stationId: string,
  locale: string,
  person: StaffSetup,
  random: Random,
  now: Date,
): Promise<string> {
  const id = random.id();
  await tx.prisma.person.create({
    data: { id, stationId, role: person.role, alias: person.alias, locale, createdAt: now },
  });
  if (person.position !== null) {
    await tx.prisma.onCall.create({ data: { stationId, position: person.position, personId: id } });
  }
  if (person.address !== undefined) await seedContact(tx, person.address, id, locale, random, now);
  return id;
}

/** Binds an address to a person. */
export async function seedContact(
  tx: Tx,
  address: { readonly bot: string; readonly chat: string },
  personId: string,
  locale: string,
  random: Random,
  now: Date,
): Promise<string> {
  const id = random.id();
  await tx.prisma.contact.create({
    data: {
      id,
      ...address,
      personId,
      locale,
      state: 'active',
      preferred: true,
      firstAt: now,
      lastInAt: null,
    },
  });
  return id;
}
