import type { Effect } from '../effects.js';
import { choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { textArg } from '../appointments/args.js';
import { memberOf, opener, pauseNews, reply } from './parts.js';
import { scopeOf } from './scopes.js';

const day = 24 * 3_600_000;
/** How long the news of an ended grant is worth telling. */
const newsForMs = 7 * day;

/** A grant has come to its end: the family member is told neutrally, the client once for all that ended that day. */
export const grantExpired = defineFlow({
  id: 'grant-expired',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const [clientId, familyId] = [textArg(args, 'clientId'), textArg(args, 'familyId')];
    const scope = scopeOf(textArg(args, 'scope'));
    const link = context.facts.familyLinks(clientId).find((known) => known.familyId === familyId);
    if (link === undefined || link.grants.some((grant) => grant.scope === scope)) return end();
    const tellClient: Effect = {
      do: 'due.schedule',
      scope: `family:${clientId}:${familyId}`,
      step: 'grant-ended',
      cycle: context.today,
      personId: clientId,
      audience: 'client',
      flow: 'grant-ended',
      args: { familyId },
      category: 'contact',
      dueAt: context.now,
      expiresAt: new Date(context.now.getTime() + newsForMs),
      proactive: true,
    };
    return end(...pauseNews(clientId, link, link.grants.length > 0, context), tellClient, {
      do: 'replan',
      personId: clientId,
    });
  },
});

/** Tells the client that something they shared has run out, with the way to give it again. */
export const grantEnded = defineFlow({
  id: 'grant-ended',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const link = memberOf(context, textArg(args, 'familyId'));
    if (link === null) return end();
    const again = opener(text('family:button.renew'), 'family-member', { familyId: link.familyId });
    const prompt = choices([text('family:expired', { who: link.alias })], [again]);
    return end({ ...reply(), ...prompt, proactive: true, lane: 'reminder' });
  },
});
