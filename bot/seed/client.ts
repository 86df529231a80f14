import type { Tx } from '../../prisma/client.js';
import type { Random } from '../random.js';
import { seedContact } from './station.js';

/** A client who is on the programme already: for practice, rehearsals and tests. */
export interface ClientSetup {
  readonly alias: string;
  readonly locale: string;
  readonly zone: string;
  readonly hour: string;
  readonly releaseOn: string;
  readonly workerId: string;
  readonly stationId: string;
  readonly consents: readonly string[];
  readonly testTemplate: 'cn-22' | 'cn-12' | 'cn-28' | null;
  readonly crisisChoice?: 'tell' | 'ask';
  readonly address?: { readonly bot: string; readonly chat: string };
}

/** Writes the person, the address, the enrolment and the consents. The caller plans (`replan`). */
export async function seedClient(tx: Tx, setup: ClientSetup, random: Random, now: Date): Promise<string> {
  const personId = random.id();
  const { alias, locale, stationId, workerId } = setup;
  await tx.prisma.person.create({
    data: { id: personId, stationId, role: 'client', alias, locale, workerId, createdAt: now },
  });
  if (setup.address !== undefined) await seedContact(tx, setup.address, personId, locale, random, now);
  await tx.prisma.enrolment.create({
    data: {
      id: random.id(),
      personId,
      programme: 'golden-three-months',
      revision: 1,
      state: 'active',
      zone: setup.zone,
      hour: setup.hour,
      releaseOn: setup.releaseOn,
      decisionOn: setup.releaseOn,
      deadlineDays: 15,
      testTemplate: setup.testTemplate,
      seed: random.id(),
      crisisChoice: setup.crisisChoice ?? 'ask',
      preview: 'normal',
      enrolledAt: now,
    },
  });
  for (const scope of setup.consents) {
    await tx.prisma.consent.create({
      data: {
        id: random.id(),
        personId,
        scope,
        textKey: `onboarding:consent.${scope}`,
        textVersion: 1,
        givenAt: now,
      },
    });
  }
  return personId;
}

/** A family member linked to a client, with the scopes granted. */
export async function seedFamily(
  tx: Tx,
  setup: {
    readonly clientId: string;
    readonly stationId: string;
    readonly alias: string;
    readonly locale: string;
    readonly scopes: readonly string[];
    readonly address?: { readonly bot: string; readonly chat: string };
  },
  random: Random,
  now: Date,
): Promise<string> {
  const familyId = random.id();
  const { clientId, stationId, alias, locale } = setup;
  await tx.prisma.person.create({
    data: { id: familyId, stationId, role: 'family', alias, locale, createdAt: now },
  });
  if (setup.address !== undefined) await seedContact(tx, setup.address, familyId, locale, random, now);
  await tx.prisma.familyLink.create({ data: { id: random.id(), clientId, familyId, createdAt: now } });
  const expiresAt = new Date(now.getTime() + 90 * 24 * 3_600_000);
  for (const scope of setup.scopes) {
    const consent = {
      scope: `family.${scope}`,
      textKey: `family:scope.${scope}`,
      textVersion: 1,
      givenAt: now,
      expiresAt,
    };
    await tx.prisma.consent.create({
      data: { id: random.id(), personId: clientId, toPersonId: familyId, ...consent },
    });
  }
  return familyId;
}
