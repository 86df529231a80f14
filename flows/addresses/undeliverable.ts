import { textArg } from '../appointments/args.js';
import { defineFlow, end } from '../engine/define.js';

/**
 * The system's own: something did not get through to a client on any address. Their worker gets one task a day to
 * reach them another way, or one for as long as `cause` lasts; nothing of the message is in it.
 */
export const undeliverable = defineFlow({
  id: 'undeliverable',
  roles: ['operator'],
  questions: {},
  open(args, { facts, now, today }) {
    const client = facts.client(textArg(args, 'clientId'));
    if (client?.worker == null) return end();
    return end({
      do: 'task.open',
      key: textArg(args, 'cause') || `undeliverable:${client.personId}:${today}`,
      kind: 'reach',
      reason: 'unreachable',
      params: { alias: client.alias },
      clientId: client.personId,
      assigneeId: client.worker.personId,
      dueAt: now,
    });
  },
});
