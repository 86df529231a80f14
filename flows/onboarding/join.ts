import type { Effect } from '../effects.js';
import { defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import type { InvitationFacts } from './facts.js';
import { everybody, tell } from './parts.js';

/** The decision that counts wrong codes of an address; more than {@link mostTries} an hour and none is looked up. */
export const refusal = { step: 'join', code: 'code-refused' } as const;
/** Wrong codes that an address may send in an hour. */
export const mostTries = 5;

/** What a contact's decisions are kept under. */
export const contactScope = (contactId: string): string => `contact:${contactId}`;

/**
 * An invitation code was sent, by anybody. A wrong, used or expired one, and one too many, get the same sentence: it
 * tells nobody which of them it was.
 */
export const join = defineFlow({
  id: 'join',
  roles: everybody,
  questions: {},
  open(args, context) {
    const code = textArg(args, 'code');
    const invitation = context.facts.invitation(code);
    if (invitation === null) return end(refused(context), notValid);
    const door = context.facts.door(invitation.role, code);
    if (door !== 'here') return end(tell('join', otherDoor(door.link)));
    const { personId } = invitation;
    return personId === null ? newcomer(invitation, context) : known(invitation, personId, context);
  },
});

/** The code is good, and still is: it only has to be sent to the other bot. */
const otherDoor = (link: string | null) =>
  link === null ? text('onboarding:join.other-door') : text('onboarding:join.other-link', { link });

/** The one sentence for every code that does not work. */
export const notValid = tell('join', text('onboarding:join.not-valid'));

function refused({ me, now }: TurnContext): Effect {
  return { do: 'decide', scope: contactScope(me.contactId), cycle: now.toISOString(), ...refusal };
}

/** Somebody who is there already: staff, family that a client has named, or a client with a new phone. */
function known({ id, role }: InvitationFacts, personId: string, { me, facts }: TurnContext): Outcome {
  if (me.personId !== null && me.personId !== personId)
    return end(tell('join', text('onboarding:join.taken')));
  if (role === 'link') {
    return me.personId === null
      ? open('link-claim', { invitationId: id })
      : end(tell('join', text('addresses:link.same')));
  }
  if (role === 'family' && !facts.mayEnrol()) return end(tell('join', text('onboarding:join.not-yet')));
  return end({ do: 'contact.bind', invitationId: id, personId });
}

function newcomer(
  { id, role, alias, worker, expiresAt }: InvitationFacts,
  { me, facts }: TurnContext,
): Outcome {
  if (role !== 'client') return end(notValid);
  if (me.role !== 'stranger') {
    return end(
      tell('join', text(me.role === 'client' ? 'onboarding:join.already' : 'onboarding:join.taken')),
    );
  }
  if (!facts.mayEnrol()) return end(tell('join', text('onboarding:join.not-yet')));
  return open('welcome', { invitationId: id, alias, worker, until: expiresAt.toISOString() });
}
