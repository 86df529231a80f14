import type { Effect } from '../effects.js';
import { choices, defineFlow, end, stay } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { Option, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import type { RelativeFacts } from './facts.js';
import { memberOf, opener, reply } from './parts.js';

const day = 24 * 3_600_000;

/** "I am worried" and "what do I get": the family member's choices, for the menu too. Each may be tapped again. */
export const familyMenu: readonly (readonly Option[])[] = [
  [{ ...opener(text('family:menu.worried'), 'worried'), words: 'worried', again: true }],
  [{ ...opener(text('family:menu.about'), 'family-about'), again: true }],
];

/** After joining: what it does, what it never tells. The client is told that they came, and the plan is made anew. */
export const familyWelcome = defineFlow({
  id: 'family-welcome',
  roles: ['family'],
  questions: {},
  open(_args, context) {
    const relatives = relativesOf(context);
    return end(
      ...relatives.flatMap((relative) => joined(relative, context)),
      reply(text('family:welcome.hello', { alias: context.me.alias })),
      { ...reply(), ...choices([...getsOf(relatives), text('family:welcome.never')], ...familyMenu) },
    );
  },
});

/** What this family member gets at present, and never gets. */
export const familyAbout = defineFlow({
  id: 'family-about',
  roles: ['family'],
  questions: {},
  open(_args, context) {
    const paragraphs = [...getsOf(relativesOf(context)), text('family:welcome.never')];
    return stay({ ...reply(), ...choices(paragraphs, ...familyMenu) });
  },
});

function relativesOf(context: TurnContext): readonly RelativeFacts[] {
  return context.me.personId === null ? [] : context.facts.clientsOf(context.me.personId);
}

function getsOf(relatives: readonly RelativeFacts[]): Text[] {
  return relatives.map((relative) => {
    const grants = relative.grants.filter((grant) => grant.scope !== 'F3' && grant.scope !== 'F5');
    if (grants.length === 0) return text('family:welcome.gets-nothing', { alias: relative.alias });
    const list = { list: grants.map((grant) => text(`family:welcome.gets.${grant.scope}`)) };
    return text('family:welcome.gets-list', { alias: relative.alias, list });
  });
}

function joined(relative: RelativeFacts, context: TurnContext): Effect[] {
  const { clientId } = relative;
  const familyId = context.me.personId!;
  return [
    { do: 'replan', personId: clientId },
    {
      do: 'due.schedule',
      scope: `family:${clientId}:${familyId}`,
      step: 'family-joined',
      cycle: '1',
      personId: clientId,
      audience: 'client',
      flow: 'family-joined',
      args: { familyId },
      category: 'contact',
      dueAt: context.now,
      expiresAt: new Date(context.now.getTime() + 3 * day),
      proactive: true,
    },
  ];
}

/** Tells the client that the family member has come. */
export const familyJoined = defineFlow({
  id: 'family-joined',
  roles: ['client'],
  questions: {},
  open(args, context) {
    const link = memberOf(context, textArg(args, 'familyId'));
    if (link === null) return end();
    const see = opener(text('family:button.see'), 'family-member', { familyId: link.familyId });
    const prompt = choices([text('family:joined', { who: link.alias })], [see]);
    return end({ ...reply(), ...prompt, proactive: true, lane: 'reminder' });
  },
});
