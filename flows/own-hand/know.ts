import type { ConsentFacts } from '../core-facts.js';
import { choices, defineFlow, end, stay } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { Option, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { botScope, optionalScope } from '../onboarding/consents.js';
import { scopeOf } from '../family/scopes.js';
import { door, enrolmentOf, reply } from './parts.js';
import { retentionDays } from './retention.js';

/** What staff may have looked at, in plain words; anything else is "the file". */
const looks = ['file', 'card', 'list', 'appointments', 'phone', 'alert', 'break-glass'];
/** So many readers are named. */
const mostReaders = 8;

/** "What do you know about me": everything that is kept, until when, who read it, and what was agreed to. */
export const know = defineFlow({
  id: 'know',
  roles: ['client'],
  questions: {},
  open: (_args, context) =>
    stay(reply(...kept(context), readers(context)), { ...reply(), ...agreed(context) }),
});

function kept(context: TurnContext): Text[] {
  const { facts, me } = context;
  const known = facts.known();
  const enrolment = enrolmentOf(context);
  const counted = (
    [
      ['answers', retentionDays.answers],
      ['messages', retentionDays.messages],
      ['appointments', 0],
      ['tasks', 0],
      ['statuses', 0],
      ['leaves', retentionDays.ended],
      ['family', 0],
      ['phone', 0],
      ['card', 0],
      ['alerts', retentionDays.alerts / 365],
    ] as const
  ).filter(([name]) => known[name] > 0);
  const lines = [
    text('own-hand:know.self', {
      alias: me.alias,
      hour: enrolment?.hour ?? '',
      day: enrolment?.releaseOn ?? '',
    }),
    text('own-hand:know.addresses', { n: known.addresses }),
    ...counted.map(([name, keep]) => text(`own-hand:know.${name}`, { n: known[name], keep })),
  ];
  return [
    text('own-hand:know.head'),
    text('own-hand:lines', { list: { list: lines } }),
    text('own-hand:know.never'),
  ];
}

function readers({ facts }: TurnContext): Text {
  const { readers } = facts.known();
  if (readers.length === 0) return text('own-hand:know.nobody-read');
  const list = readers.slice(0, mostReaders).map(({ alias, what, times, lastAt }) =>
    text('own-hand:know.reader', {
      alias,
      what: text(`own-hand:know.what.${looks.includes(what) ? what : 'file'}`),
      times,
      at: shown(lastAt, 'day'),
    }),
  );
  return text('own-hand:know.readers', { list: { list } });
}

function agreed(context: TurnContext) {
  const { facts, me } = context;
  const consents = facts.client(me.personId!)?.consents ?? [];
  const lines = consents.map(consentLine);
  const rows = consents.flatMap((consent) => takeBack(consent));
  const paragraphs =
    lines.length === 0
      ? [text('own-hand:know.agreed-none')]
      : [text('own-hand:know.agreed', { list: { list: lines } })];
  return choices(paragraphs, ...rows.map((option) => [option]), [
    door('own-hand:button.wishes', 'wishes'),
    ...(facts.known().alerts > 0 ? [door('own-hand:button.log', 'crisis-log')] : []),
  ]);
}

/** A consent's name, whoever it is given to. */
export function consentName(scope: string): Text {
  const family = scopeOf(scope);
  if (family !== null) return text(`family:scope.${family}`);
  return text(
    optionalScope(scope) === null && scope !== botScope ? 'own-hand:scope.other' : `own-hand:scope.${scope}`,
  );
}

function consentLine({ scope, toAlias, givenAt, expiresAt }: ConsentFacts): Text {
  const what = consentName(scope);
  const on = shown(givenAt, 'day');
  const line =
    toAlias === null
      ? text('own-hand:know.consent', { what, on })
      : text('own-hand:know.consent-to', { what, on, to: toAlias });
  if (expiresAt === null) return line;
  return text('own-hand:know.consent-until', { line, until: expiresAt.toISOString().slice(0, 10) });
}

/** The bot itself is taken back with "stop", what family get in their own list. */
function takeBack({ id, scope }: ConsentFacts): Option[] {
  if (optionalScope(scope) === null) return [];
  const label = text('own-hand:button.take-back', { what: consentName(scope) });
  return [{ value: id, label, open: { flow: 'take-back', args: { consentId: id } } }];
}

/** One consent taken back, at once and without a question. */
export const takeBackFlow = defineFlow({
  id: 'take-back',
  roles: ['client'],
  questions: {},
  open(args, { facts, me }) {
    const consentId = textArg(args, 'consentId');
    const consent = facts.client(me.personId!)?.consents.find((one) => one.id === consentId);
    if (consent === undefined) return end(reply(text('own-hand:taken.already')));
    return end(
      { do: 'consent.revoke', consentId },
      {
        ...reply(text('own-hand:taken.done', { what: consentName(consent.scope) })),
        options: [[door('own-hand:button.wishes', 'wishes')]],
      },
    );
  },
});
