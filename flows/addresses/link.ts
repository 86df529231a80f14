import { textArg } from '../appointments/args.js';
import { choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { chatName, door, owners } from './parts.js';

/** A code for another chat was written here (see `onboarding/join.ts`). */
export const linkClaim = defineFlow({
  id: 'link-claim',
  roles: ['stranger'],
  questions: {},
  open: (args) => end({ do: 'link.claim', invitationId: textArg(args, 'invitationId') }),
});

const answer = (id: string, roles: typeof owners) =>
  defineFlow({
    id,
    roles,
    questions: {},
    open: (args) =>
      end({
        do: 'link.answer',
        invitationId: textArg(args, 'invitationId'),
        isThem: args['isThem'] === true,
      }),
  });

/** "It was me", "it was not": from one of the person's own chats. */
export const linkAnswer = answer('link-answer', owners);

/** The same from the person's worker, who has heard their voice. */
export const rebindAnswer = answer('rebind-answer', ['worker', 'supervisor']);

/** The day after: whoever had the phone in hand for a minute may have linked a chat of their own. */
export const linkCheck = defineFlow({
  id: 'link-check',
  roles: owners,
  questions: {},
  open(args, { facts }) {
    const chat = facts.myChats().find(({ contactId }) => contactId === textArg(args, 'linked'));
    if (chat === undefined || chat.isThis) return end();
    const { contactId } = chat;
    const question = text('addresses:check', { chat: chatName(chat) });
    const rows = [
      [door('button.mine', 'addresses', {}), door('button.not-mine', 'chat-drop', { contactId })],
    ];
    return end({ do: 'say', to: 'me', ...choices([question], ...rows), kind: 'addresses', proactive: true });
  },
});
