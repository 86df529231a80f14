import type { Effect } from '../effects.js';
import { defineFlow, end } from '../engine/define.js';
import { rungAfter } from './ladder.js';
import { grantGroup, messageKinds } from '../family/scopes.js';
import { text } from '../engine/text.js';
import type { TurnContext } from '../engine/types.js';

/**
 * The rungs of the missed-response ladder, run by the system: a call task for the worker the same day, then another
 * way to reach the person, then a visit task. Nothing is concluded: only a person sets "lost".
 */
export const silence = defineFlow({
  id: 'silence',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const clientId = String(args['clientId']);
    const since = String(args['since']);
    const rung = String(args['rung']);
    const above = rungAfter(rung, { clientId, since, callDays: Number(args['callDays']) });
    const client = context.facts.client(clientId);
    if (client?.worker == null) return end(...above);
    const { personId: assigneeId } = client.worker;
    const params = { alias: client.alias, since };
    const task = (kind: 'silence-call' | 'silence-visit', reason: string): Effect => ({
      do: 'task.open',
      key: `${kind}:${clientId}:${since}`,
      kind,
      reason,
      params,
      clientId,
      assigneeId,
      dueAt: context.now,
    });
    switch (rung) {
      case 'silence-call':
        return end(task('silence-call', 'silent'), ...above);
      case 'silence-reach':
        return end(...reachEffects(context, clientId, since), ...above);
      case 'silence-visit':
        return end(task('silence-visit', 'possibly-lost'), ...above);
      default:
        return end();
    }
  },
});

/** The client's other address, if there is one, and the family where F3 was granted: "please call", nothing else. */
function reachEffects(context: TurnContext, clientId: string, since: string): Effect[] {
  const client = context.facts.client(clientId)!;
  const family = client.consents.filter(
    (consent) => consent.scope === 'family.F3' && consent.toPersonId !== null,
  );
  const other = context.facts.otherAddress(clientId);
  return [
    ...(other === null ? [] : [reachOutLater(context, clientId, other, since)]),
    ...family.map((consent): Effect => ({
      do: 'say',
      to: { person: consent.toPersonId! },
      paragraphs: [text('check-in:please-call', { alias: client.alias })],
      kind: messageKinds.F3,
      proactive: true,
      about: grantGroup(clientId, consent.toPersonId!, 'F3'),
      key: `please-call:${consent.toPersonId!}:${since}`,
    })),
  ];
}

/** As a due row of its own, so that quiet hours and the day's cap hold for it as for everything else. */
function reachOutLater(context: TurnContext, clientId: string, contactId: string, since: string): Effect {
  return {
    do: 'due.schedule',
    scope: `silence:${clientId}`,
    step: 'reach-out',
    cycle: since,
    personId: clientId,
    contactId,
    audience: 'client',
    flow: 'reach-out',
    args: {},
    category: 'check-in',
    dueAt: context.now,
    expiresAt: new Date(context.now.getTime() + 3 * 24 * 3_600_000),
    group: `silence:${clientId}`,
    proactive: true,
  };
}

/** "It's been a while": on the second address, once. */
export const reachOut = defineFlow({
  id: 'reach-out',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const worker = context.facts.client(context.me.personId!)?.worker?.alias ?? '';
    const paragraphs = [text('check-in:reach-out', { alias: context.me.alias, worker })];
    return end({ do: 'say', to: 'me', paragraphs, kind: 'nudge', proactive: true });
  },
});
