import type { Effect } from '../effects.js';
import { choices, defineFlow, ask, end, open } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { memberOf } from './parts.js';
import { firstScopes } from './scopes.js';

const relations = ['mother', 'father', 'partner', 'sibling', 'child', 'friend'] as const;
const longestAlias = 12;

/**
 * The client asks one family member in: who it is (a word of the client's own), a one-time code and link to pass on,
 * then what they may get. With `familyId`: a fresh code for somebody who has not come yet.
 */
export const familyInvite = defineFlow({
  id: 'family-invite',
  roles: ['client'],
  open(args, context) {
    const link = memberOf(context, textArg(args, 'familyId'));
    if (link === null) return ask('who', {});
    return end(invitation(link.familyId, link.alias, context));
  },
  questions: {
    who: {
      reads: { as: 'text', max: longestAlias },
      ask: () => {
        const option = (value: string) => ({ value, label: text(`family:relation.${value}`) });
        return choices(
          [text('family:invite.who')],
          relations.slice(0, 3).map(option),
          relations.slice(3).map(option),
        );
      },
      answer(value, context) {
        const alias = (relations as readonly string[]).includes(value)
          ? text(`family:relation.${value}`)
          : value;
        const familyId = context.newId();
        return open(
          'family-grant',
          {
            familyId,
            scopes: firstScopes.join(','),
            who: typeof alias === 'string' ? alias : { key: alias.key },
          },
          invitation(familyId, alias, context),
        );
      },
    },
  },
});

function invitation(familyId: string, alias: string | Text, context: TurnContext): Effect {
  return { do: 'family.invite', clientId: context.me.personId!, familyId, alias };
}
