import type { SayEffect } from '../core-effects.js';
import type { Effect } from '../effects.js';
import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, TurnContext } from '../engine/types.js';
import type { FamilyLinkFacts, GrantFacts } from './facts.js';
import { grantGroup, type FamilyScope } from './scopes.js';

/** A reply to the person of this turn. */
export function reply(...paragraphs: Text[]): SayEffect {
  return { do: 'say', to: 'me', paragraphs, kind: 'family' };
}

/** The family members of the client of this turn. */
export function myFamily(context: TurnContext): readonly FamilyLinkFacts[] {
  return context.me.personId === null ? [] : context.facts.familyLinks(context.me.personId);
}

/** One family member of the client of this turn; null when it is none of theirs. */
export function memberOf(context: TurnContext, familyId: string): FamilyLinkFacts | null {
  return myFamily(context).find((link) => link.familyId === familyId) ?? null;
}

/** One grant in one line: what, until when. */
export function grantLine(grant: GrantFacts): Text {
  const what = text(`family:scope.${grant.scope}`);
  if (grant.expiresAt === null) return text('family:list.grant', { what });
  return text('family:list.grant-until', { what, until: shown(grant.expiresAt, 'day') });
}

/** A button that opens something. */
export function opener(label: Text, flow: string, args: JsonObject = {}): Option {
  return { value: flow, label, open: { flow, args } };
}

/**
 * Ends these scopes of one family member: consent, waiting messages and due rows; and tells the family member
 * neutrally, once a day, without a reason.
 */
export function revokeEffects(
  link: FamilyLinkFacts,
  scopes: readonly FamilyScope[],
  context: TurnContext,
): Effect[] {
  const clientId = context.me.personId!;
  const { familyId } = link;
  return [
    { do: 'family.revoke', clientId, familyId, scopes },
    ...scopes.map((scope): Effect => ({
      do: 'due.clear',
      group: grantGroup(clientId, familyId, scope),
      reason: 'revoked',
    })),
    ...pauseNews(clientId, link, link.grants.length > scopes.length, context),
    { do: 'replan', personId: clientId },
  ];
}

/** "Messages pause", never why. Nothing to somebody who has not joined. */
export function pauseNews(
  clientId: string,
  link: Pick<FamilyLinkFacts, 'familyId' | 'joined'>,
  isPartial: boolean,
  context: TurnContext,
): SayEffect[] {
  if (!link.joined) return [];
  return [
    {
      do: 'say',
      to: { person: link.familyId },
      paragraphs: [text(isPartial ? 'family:told.pause-some' : 'family:told.pause')],
      kind: 'family-pause',
      proactive: true,
      key: `family-pause:${clientId}:${link.familyId}:${context.today}${isPartial ? ':some' : ''}`,
    },
  ];
}
