import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { ofEpisode } from '../again/episode.js';
import { numberArg, textArg } from '../appointments/args.js';
import type { FamilyLinkFacts } from './facts.js';
import { memberOf, myFamily, opener, reply } from './parts.js';
import { grantGroup, messageKinds } from './scopes.js';

/**
 * "Tell my family" under a milestone: the exact text is shown first, and only a tap sends it, once a day and person.
 * Without F4 it says how to give it.
 */
export const shareMilestone = defineFlow({
  id: 'share-milestone',
  roles: ['client'],
  open(args, context) {
    const day = numberArg(args, 'day');
    const open = myFamily(context).filter(mayHear);
    const [only] = open;
    if (day === null || only === undefined) {
      const home = opener(text('family:button.family'), 'family');
      return end({ ...reply(text('family:milestone.nobody')), options: [[home]] });
    }
    const chosen = open.find((link) => link.familyId === textArg(args, 'familyId'));
    const episode = numberArg(args, 'episode') ?? 1;
    if (chosen === undefined && open.length > 1) return ask('who', { day, episode });
    return ask('sure', { day, episode, familyId: (chosen ?? only).familyId });
  },
  questions: {
    who: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('family:milestone.who')],
          ...myFamily(context)
            .filter(mayHear)
            .map((link) => [
              { value: link.familyId, label: text('family:button.member', { who: link.alias }) },
            ]),
        ),
      answer: (value, _context, data) => ask('sure', { ...data, familyId: value }),
    },
    sure: {
      reads: { as: 'choice' },
      ask: (context, data) =>
        choices(
          [text('family:milestone.preview', { who: nameOf(context, data) }), told(context, data)],
          [
            { value: 'yes', label: text('family:milestone.send'), words: 'yes' },
            { value: 'no', label: text('family:milestone.keep'), words: 'no' },
          ],
        ),
      answer: (value, context, data) =>
        value === 'yes' ? send(context, data) : end(reply(text('family:milestone.kept'))),
    },
  },
});

function mayHear(link: FamilyLinkFacts): boolean {
  return link.joined && link.grants.some((grant) => grant.scope === 'F4');
}

function nameOf(context: TurnContext, data: JsonObject): string {
  return memberOf(context, textArg(data, 'familyId'))?.alias ?? '';
}

function told(context: TurnContext, data: JsonObject) {
  return text('family:told.milestone', { alias: context.me.alias, day: numberArg(data, 'day') ?? 0 });
}

function send(context: TurnContext, data: JsonObject): Outcome {
  const familyId = textArg(data, 'familyId');
  const link = memberOf(context, familyId);
  if (link === null || !mayHear(link)) return end(reply(text('family:milestone.nobody')));
  const clientId = context.me.personId!;
  return end(
    {
      do: 'say',
      to: { person: familyId },
      paragraphs: [told(context, data)],
      kind: messageKinds.F4,
      proactive: true,
      about: grantGroup(clientId, familyId, 'F4'),
      key: `family-milestone:${clientId}:${familyId}:${String(numberArg(data, 'day'))}${ofEpisode(data)}`,
    },
    reply(text('family:milestone.sent', { who: link.alias })),
  );
}
