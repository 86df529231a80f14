import type { SayEffect } from '../core-effects.js';
import { shown, text, type Param, type Text } from '../engine/text.js';
import { lessonParagraphs } from './texts.js';

/**
 * What a client may share with a family member; each separate, off until granted, at most 180 days (docs/domain.md,
 * privacy rule 7). F1 education · F2 appointment time · F3 "please call" · F4 a milestone that the client sends ·
 * F5 emergency contact. There is none for results, answers, tier or risk.
 */
export const familyScopes = ['F1', 'F2', 'F4', 'F3', 'F5'] as const;
/** One of {@link familyScopes}. */
export type FamilyScope = (typeof familyScopes)[number];

/** Asked one after the other when somebody is invited; the others are given from the list only. */
export const firstScopes: readonly FamilyScope[] = ['F1', 'F2', 'F4'];

/** What can be given from the list. */
export const offeredScopes: readonly FamilyScope[] = [...firstScopes, 'F3', 'F5'];

/** For how many days a scope can be given. */
export const grantDays = [30, 90, 180] as const;

/** Version of the texts shown before a grant; goes up when one of them changes its sense. */
export const grantTextVersion = 2;

/** The scope's name in the consent record: `family.F1`. */
export function consentScope(scope: FamilyScope): string {
  return `family.${scope}`;
}

/** A scope from a consent record or an arg; null if it is none. */
export function scopeOf(name: string): FamilyScope | null {
  return familyScopes.find((scope) => name === scope || name === consentScope(scope)) ?? null;
}

/** Everything that waits because of one grant; also what its messages are `about`. */
export function grantGroup(clientId: string, familyId: string, scope: FamilyScope): string {
  return `family:${clientId}:${familyId}:${scope}`;
}

/** Kinds of messages that go out under a scope, so that a revocation can stop them. */
export const messageKinds: Readonly<Record<FamilyScope, string>> = {
  F1: 'family-lesson',
  F2: 'family-appointment',
  F3: 'family-please-call',
  F4: 'family-milestone',
  F5: 'family-emergency',
};

/**
 * F5: what a family member gets when a life is at risk. For the crisis path, with the clients' F5 grants of
 * `familyLinks`; never where violence is flagged. `episode` makes it once an alert.
 */
export function emergencyNews(
  client: { readonly personId: string; readonly alias: string },
  familyIds: readonly string[],
  number: string,
  episode: string,
): SayEffect[] {
  return familyIds.map((familyId) => ({
    do: 'say',
    to: { person: familyId },
    paragraphs: [text('family:told.emergency', { alias: client.alias, number })],
    kind: messageKinds.F5,
    lane: 'crisis',
    everywhere: true,
    about: grantGroup(client.personId, familyId, 'F5'),
    key: `family-emergency:${episode}:${familyId}`,
  }));
}

const day = 24 * 3_600_000;

/** Exactly what the family member would get, shown before the grant: the very keys that are sent later. */
export function sampleOf(scope: FamilyScope, alias: string, number: string, now: Date): readonly Text[] {
  const inThreeDays: Param = shown(new Date(now.getTime() + 3 * day), 'day-time');
  switch (scope) {
    case 'F1':
      return lessonParagraphs('family-1', number);
    case 'F2':
      return [text('family:told.booked', { when: inThreeDays })];
    case 'F3':
      return [text('check-in:please-call', { alias })];
    case 'F4':
      return [text('family:told.milestone', { alias, day: 30 })];
    case 'F5':
      return [text('family:told.emergency', { alias, number })];
  }
}
