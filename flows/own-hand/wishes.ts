import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { consentText, optionalScope, optionalScopes } from '../onboarding/consents.js';
import { consentName } from './know.js';
import { enrolmentOf, reply, workerAlias, yesNo } from './parts.js';

/** What I want and what not: each can be given later, taken back as easily, and the hard hours can be decided anew. */
export const wishes = defineFlow({
  id: 'wishes',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const crisis = textArg(args, 'crisis');
    if (crisis === 'tell' || crisis === 'ask') {
      return stay(
        { do: 'enrolment.change', personId: context.me.personId!, fields: { crisisChoice: crisis } },
        reply(text(`own-hand:wishes.crisis-set.${crisis}`)),
      );
    }
    const scopes = optionalScopes.map((scope) => [wish(scope, context)]);
    return stay({
      ...reply(),
      ...choices([text('own-hand:wishes.head')], ...scopes, [crisisOption(context)]),
    });
  },
});

function wish(scope: string, { facts, me }: TurnContext): Option {
  const given = facts.client(me.personId!)?.consents.find((consent) => consent.scope === scope);
  const what = consentName(scope);
  return given === undefined
    ? { value: scope, label: text('own-hand:wishes.off', { what }), open: { flow: 'wish', args: { scope } } }
    : {
        value: scope,
        label: text('own-hand:wishes.on', { what }),
        open: { flow: 'take-back', args: { consentId: given.id } },
      };
}

function crisisOption(context: TurnContext): Option {
  const next = enrolmentOf(context)?.crisisChoice === 'tell' ? 'ask' : 'tell';
  return {
    value: 'crisis',
    label: text(`own-hand:wishes.crisis.${next}`),
    open: { flow: 'wishes', args: { crisis: next } },
  };
}

/** One consent given later: its exact text first. */
export const giveWish = defineFlow({
  id: 'wish',
  roles: ['client'],
  open(args) {
    const scope = optionalScope(textArg(args, 'scope'));
    return scope === null ? end() : ask('sure', { scope });
  },
  questions: {
    sure: {
      reads: { as: 'choice' },
      ask: (context, data) => {
        const scope = optionalScope(textArg(data, 'scope'))!;
        const shownText = consentText(scope, workerAlias(context), context.today);
        return choices([shownText], ...yesNo('onboarding:button.yes', 'onboarding:button.no'));
      },
      answer: (value, _context, data): Outcome => {
        const scope = textArg(data, 'scope');
        if (value === 'no') return end(reply(text('own-hand:wishes.not-given')));
        return end(
          { do: 'consent.give', scope },
          reply(text('own-hand:wishes.given', { what: consentName(scope) })),
        );
      },
    },
  },
});
