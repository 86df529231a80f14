import { choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import type { FamilyLinkFacts } from './facts.js';
import { grantLine, memberOf, myFamily, opener, reply, revokeEffects } from './parts.js';
import { familyScopes, offeredScopes } from './scopes.js';

/** More family members than this are a party, not a support. */
const mostFamily = 4;

/** "Family": who is there, what they may get, and how to ask somebody in. */
export const familyHome = defineFlow({
  id: 'family',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const links = myFamily(context);
    const invite = opener(text('family:button.invite'), 'family-invite');
    if (links.length === 0) return stay({ ...reply(), ...choices([text('family:home.none')], [invite]) });
    const rows: Option[][] = links.map((link) => [
      opener(text('family:button.member', { who: link.alias }), 'family-member', { familyId: link.familyId }),
    ]);
    const more = links.length < mostFamily ? [[invite]] : [];
    const prompt = choices([text('family:home.list'), ...links.map(memberLine)], ...rows, ...more);
    return stay({ ...reply(), ...prompt });
  },
});

function memberLine(link: FamilyLinkFacts): Text {
  const state = text(link.joined ? 'family:list.joined' : 'family:list.waiting');
  if (link.grants.length === 0) return text('family:list.member-none', { who: link.alias, state });
  return text('family:list.member', { who: link.alias, state, grants: { list: link.grants.map(grantLine) } });
}

/** One family member: what is granted, each with its own "take back"; what is not, each with its own "give". */
export const familyMember = defineFlow({
  id: 'family-member',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const link = memberOf(context, textArg(args, 'familyId'));
    if (link === null) return stay(reply(text('family:gone')));
    if (args['do'] === 'end') return end(...leave(link, context));
    return stay({ ...reply(), ...choices([memberLine(link)], ...memberRows(link)) });
  },
});

function memberRows(link: FamilyLinkFacts): Option[][] {
  const { familyId } = link;
  const has = (scope: string) => link.grants.some((grant) => grant.scope === scope);
  const shown = familyScopes.filter((scope) => has(scope) || offeredScopes.includes(scope));
  const rows = shown.map((scope) => [
    has(scope)
      ? opener(text(`family:button.take.${scope}`), 'family-revoke', { familyId, scope })
      : opener(text(`family:button.give.${scope}`), 'family-grant', { familyId, scopes: scope }),
  ]);
  const again = opener(text('family:button.invite-again'), 'family-invite', { familyId });
  const leaving = opener(text('family:button.end'), 'family-member', { familyId, do: 'end' });
  return [...rows, link.joined ? [leaving] : [again, leaving]];
}

function leave(link: FamilyLinkFacts, context: TurnContext) {
  return [
    ...revokeEffects(link, familyScopes, context),
    { do: 'family.end', clientId: context.me.personId!, familyId: link.familyId } as const,
    reply(text('family:ended', { who: link.alias })),
  ];
}
