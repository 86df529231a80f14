import { defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { ofEpisode } from '../again/episode.js';
import { textArg } from '../appointments/args.js';
import { grantGroup, messageKinds } from './scopes.js';
import { familyLessons, lessonParagraphs } from './texts.js';
import { familyMenu } from './welcome.js';

/** A short text that the programme brings: to the family under F1, to the client what peers have found helpful. */
export const lesson = defineFlow({
  id: 'lesson',
  roles: ['client', 'family'],
  questions: {},
  open: (args, context) => (context.me.role === 'family' ? toFamily(args, context) : toClient(args)),
});

function toFamily(args: JsonObject, context: TurnContext): Outcome {
  const name = textArg(args, 'lesson');
  const familyId = context.me.personId!;
  const relative = context.facts
    .clientsOf(familyId)
    .find(
      (known) => known.clientId === args['clientId'] && known.grants.some((grant) => grant.scope === 'F1'),
    );
  const isKnown = (familyLessons as readonly string[]).includes(name);
  if (relative === undefined || !isKnown) {
    const code = isKnown ? 'consent-missing' : 'no-such-lesson';
    return end({ do: 'decide', scope: `person:${familyId}`, step: 'family-lesson', cycle: name, code });
  }
  return end({
    do: 'say',
    to: 'me',
    paragraphs: lessonParagraphs(name, context.facts.station().localNumber),
    options: [familyMenu[0]!],
    kind: messageKinds.F1,
    lane: 'reminder',
    proactive: true,
    about: grantGroup(relative.clientId, familyId, 'F1'),
    key: `lesson:${familyId}:${name}${ofEpisode(args)}`,
  });
}

function toClient(args: JsonObject): Outcome {
  const paragraphs = [text(`programme:lesson.${textArg(args, 'lesson')}`)];
  return end({ do: 'say', to: 'me', paragraphs, kind: 'lesson', lane: 'reminder', proactive: true });
}
