import type { EnrolmentFacts } from '../core-facts.js';
import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { pauseNews } from '../family/parts.js';
import { familyScopes } from '../family/scopes.js';
import { helpButton } from '../help/help.js';
import { door, enrolmentOf, pauseGroup, reply, yesNo } from './parts.js';

/**
 * One word stops everything that the bot begins, after one question. Help still works; not using the bot is never a
 * breach, and one word brings it back.
 */
export const stop = defineFlow({
  id: 'stop',
  roles: ['client', 'family'],
  open(_args, context) {
    const { me, facts } = context;
    if (me.role === 'client' && enrolmentOf(context)?.state !== 'active') {
      // Said of a follow-up that has ended: then nobody begins another over their head.
      return end(...optOut(context), {
        ...reply(text('own-hand:stop.already')),
        options: [[returnButton, helpButton]],
      });
    }
    // "Stop" once more is the answer, however often it is asked.
    if (facts.asking() === 'stop') return stay(...stopped(context));
    return ask('sure', {});
  },
  questions: {
    sure: {
      reads: { as: 'choice' },
      ask: ({ me }) =>
        choices(
          [text(`own-hand:stop.sure.${me.role}`)],
          ...yesNo('own-hand:button.stop', 'own-hand:button.go-on'),
        ),
      answer: (value, context): Outcome =>
        value === 'yes' ? stay(...stopped(context)) : end(reply(text('own-hand:stop.kept'))),
    },
  },
});

const returnButton = door('own-hand:button.return', 'return');

function optOut(context: TurnContext): Effect[] {
  const enrolment = enrolmentOf(context);
  if (enrolment === null || enrolment.optedOutAt !== null) return [];
  return [{ do: 'enrolment.change', personId: context.me.personId!, fields: { optedOutAt: context.now } }];
}

/** Whatever else was being asked is dropped with it. */
function stopped(context: TurnContext): Effect[] {
  const effects = context.me.role === 'family' ? familyLeaves(context) : clientStops(context);
  return [{ do: 'talk.drop' }, ...effects];
}

function clientStops(context: TurnContext): Effect[] {
  const personId = context.me.personId!;
  return [
    {
      do: 'enrolment.change',
      personId,
      fields: {
        state: 'stopped',
        stoppedAt: context.now,
        optedOutAt: context.now,
        pausedFrom: null,
        pausedTo: null,
      },
    },
    { do: 'due.clear', group: pauseGroup(personId), reason: 'stopped' },
    { do: 'messages.stop', reason: 'stopped' },
    ...familyNews(personId, context),
    { ...reply(text('own-hand:stop.done')), options: [[returnButton, helpButton]] },
  ];
}

/** Family who got something are told that messages pause, and never why. */
function familyNews(personId: string, context: TurnContext): Effect[] {
  return context.facts
    .familyLinks(personId)
    .filter((link) => link.grants.length > 0)
    .flatMap((link) => pauseNews(personId, link, false, context));
}

/** A family member goes: nothing more is sent, the client's grants to them end. */
function familyLeaves({ me, facts }: TurnContext): Effect[] {
  const familyId = me.personId!;
  const leave = facts.clientsOf(familyId).flatMap(({ clientId }): Effect[] => [
    { do: 'family.revoke', clientId, familyId, scopes: familyScopes },
    { do: 'family.end', clientId, familyId },
    { do: 'replan', personId: clientId },
  ]);
  return [
    ...leave,
    { do: 'messages.stop', reason: 'stopped' },
    { ...reply(text('own-hand:stop.done-family')), options: [[helpButton]] },
    { do: 'person.change', personId: familyId, ended: true },
  ];
}

/** On a leave that has begun: "I am back" ends that. */
function isAway({ facts, today }: TurnContext): boolean {
  const leave = facts.myLeave();
  return leave?.state === 'approved' && leave.fromDay <= today;
}

/** Nothing goes on by itself, but a worker may ask again. */
function welcomeAgain(enrolment: EnrolmentFacts | null, personId: string): Effect[] {
  if (enrolment?.optedOutAt == null) return [];
  return [{ do: 'enrolment.change', personId, fields: { optedOutAt: null } }];
}

/** One word brings everything back, from a stop, a pause or a leave. */
export const comeBack = defineFlow({
  id: 'return',
  roles: ['client'],
  questions: {},
  open(_args, context) {
    const personId = context.me.personId!;
    const enrolment = enrolmentOf(context);
    const plan = [[door('own-hand:button.plan', 'my-plan'), helpButton]];
    if (enrolment === null || enrolment.state === 'completed') {
      if (context.facts.openOffer() !== null) return open('again-offer', {});
      return end(...welcomeAgain(enrolment, personId), {
        ...reply(text('own-hand:return.completed')),
        options: [[helpButton]],
      });
    }
    const isPaused =
      enrolment.pausedFrom !== null && (enrolment.pausedTo === null || enrolment.pausedTo > context.now);
    if (enrolment.state === 'active' && !isPaused && isAway(context)) return open('leave-back', {});
    if (enrolment.state === 'active' && !isPaused) {
      return end({ ...reply(text('own-hand:return.well')), options: plan });
    }
    return end(
      { do: 'due.clear', group: pauseGroup(personId), reason: 'returned' },
      {
        do: 'enrolment.change',
        personId,
        fields: { state: 'active', stoppedAt: null, optedOutAt: null, pausedFrom: null, pausedTo: null },
      },
      { ...reply(text('own-hand:return.done', { alias: context.me.alias })), options: plan },
    );
  },
});
