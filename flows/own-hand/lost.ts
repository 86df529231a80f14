import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { door, reply, workerAlias } from './parts.js';

/**
 * "My phone is lost": this conversation or all others are cut off at once, before anything else is asked, and the
 * worker is asked for a new code. A stranger is told how to come back, which says nothing about anybody.
 */
export const lost = defineFlow({
  id: 'lost',
  roles: ['client', 'family', 'stranger'],
  open: (_args, { me }) => (me.role === 'stranger' ? end(strangerWay) : ask('which', {})),
  questions: {
    which: {
      reads: { as: 'choice' },
      ask: ({ facts }) => {
        const others = facts.addresses() > 1;
        return choices([text('own-hand:lost.ask')], [which('this')], ...(others ? [[which('others')]] : []), [
          which('none'),
        ]);
      },
      answer(value, context): Outcome {
        if (value === 'none') return end(reply(text('own-hand:lost.none')));
        return value === 'this' ? stay(...cutThis(context)) : end(...cutOthers(context));
      },
    },
  },
});

/** A new code, or the words that they chose themselves. */
const strangerWay = {
  ...reply(text('own-hand:lost.stranger')),
  options: [[door('addresses:button.come-back', 'come-back')]],
};

const which = (value: 'this' | 'others' | 'none'): Option => ({
  value,
  label: text(`own-hand:lost.which.${value}`),
});

function cutThis(context: TurnContext): Effect[] {
  const worker = workerAlias(context);
  const back =
    worker === '' ? text('own-hand:lost.cut-this-plain') : text('own-hand:lost.cut-this', { worker });
  return [{ do: 'contact.unbind', which: 'this' }, ...askWorker(context), reply(back)];
}

function cutOthers(context: TurnContext): Effect[] {
  return [
    { do: 'contact.unbind', which: 'others' },
    ...askWorker(context),
    reply(text('own-hand:lost.cut-others')),
  ];
}

/** The worker gets a task, and at once a message with the button that makes a new code for the same person. */
function askWorker({ me, facts, now, today }: TurnContext): Effect[] {
  const client = me.role === 'client' && me.personId !== null ? facts.client(me.personId) : null;
  if (client?.worker == null) return [];
  const { personId, alias, worker } = client;
  return [
    {
      do: 'task.open',
      key: `phone-lost:${personId}:${today}`,
      kind: 'reach',
      reason: 'phone-lost',
      params: { alias },
      clientId: personId,
      assigneeId: worker.personId,
      dueAt: now,
    },
    {
      do: 'say',
      to: { person: worker.personId },
      paragraphs: [text('own-hand:lost.told-worker', { alias })],
      options: [
        [
          {
            value: 'renew',
            label: text('own-hand:button.renew'),
            open: { flow: 'invite-again', args: { clientId: personId } },
            again: true,
          },
        ],
      ],
      kind: 'phone-lost',
      proactive: true,
      key: `phone-lost:${personId}:${now.toISOString()}`,
    },
  ];
}

/** A new code for a client who is there already: a new phone, the same file. */
export const inviteAgain = defineFlow({
  id: 'invite-again',
  roles: ['worker', 'supervisor'],
  questions: {},
  open(args, context) {
    const client = context.facts.client(textArg(args, 'clientId'));
    return client === null ? end() : end({ do: 'invitation.renew', personId: client.personId });
  },
});
