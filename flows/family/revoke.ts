import { defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { textArg } from '../appointments/args.js';
import { memberOf, myFamily, opener, reply, revokeEffects } from './parts.js';
import { familyScopes, scopeOf } from './scopes.js';

/** One word takes everything back from everybody, at once and without a question. */
export const revoke = defineFlow({
  id: 'revoke',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const links = myFamily(context).filter((link) => link.grants.length > 0);
    if (links.length === 0) return end(reply(text('family:revoke.none')));
    const home = opener(text('family:button.family'), 'family');
    return end(...links.flatMap((link) => revokeEffects(link, familyScopes, context)), {
      ...reply(text('family:revoke.all')),
      options: [[home]],
    });
  },
});

/** One scope of one family member taken back. */
export const familyRevoke = defineFlow({
  id: 'family-revoke',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const link = memberOf(context, textArg(args, 'familyId'));
    const scope = scopeOf(textArg(args, 'scope'));
    if (link === null || scope === null || !link.grants.some((grant) => grant.scope === scope)) {
      return end(reply(text('family:revoke.none')));
    }
    const see = opener(text('family:button.see'), 'family-member', { familyId: link.familyId });
    const done = reply(text('family:revoke.one', { what: text(`family:scope.${scope}`), who: link.alias }));
    return end(...revokeEffects(link, [scope], context), { ...done, options: [[see]] });
  },
});
