import { ask, choices, defineFlow, end } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Question, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { botScope, consentText, consentTextKey, optionalScopes, type OptionalScope } from './consents.js';
import { aliasRead, aliasTrouble, hourOptions, isQuiet, languageOptions, tell } from './parts.js';

const dayMs = 24 * 3_600_000;

/**
 * From the code to the first plan. Nothing is kept of it until the end but the open question; a "no" at any point
 * leaves nothing behind, and the invitation stays good. Plain words about who can be compelled come only after the
 * person chose to read on: the first screens can be seen over a shoulder.
 */
export const welcome = defineFlow({
  id: 'welcome',
  roles: ['stranger'],
  idleMs: 2 * dayMs,
  open: ({ invitationId, alias, worker, until }) =>
    ask('language', { invitationId, alias, worker, until, scopes: [] }),
  questions: {
    language: {
      reads: { as: 'choice' },
      ask: () => choices([text('onboarding:language.ask')], languageOptions),
      answer: (locale, _context, data) => ask('what', data, { do: 'contact.language', locale }),
    },
    what: screen('onboarding:what', 'readers', ['onboarding:button.read-on', 'onboarding:button.no-thanks']),
    readers: screen('onboarding:readers', 'crisis', [
      'onboarding:button.go-on',
      'onboarding:button.no-thanks',
    ]),
    crisis: screen('onboarding:crisis', 'agree', ['onboarding:button.go-on', 'onboarding:button.no-thanks']),
    agree: screen(consentTextKey(botScope), 'alias', [
      'onboarding:button.begin',
      'onboarding:button.no-thanks',
    ]),
    alias: {
      reads: { as: 'text', max: aliasRead },
      ask: (_context, data) => {
        const alias = textArg(data, 'alias');
        const same: Option = { value: sameAlias, label: text('onboarding:alias.same') };
        return choices([text('onboarding:alias.ask', { alias })], [same]);
      },
      answer: named,
    },
    ...consentQuestions(),
    'crisis-choice': {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('onboarding:crisis-choice.ask', { worker: textArg(data, 'worker') })],
          [choice('ask', 'ask-first'), choice('tell', 'tell')],
        ),
      answer: (value, _context, data) => ask('group', { ...data, crisisChoice: value }),
    },
    hour: {
      reads: { as: 'time' },
      unclear: text('onboarding:hour.unclear'),
      ask: () => choices([text('onboarding:hour.ask')], ...hourOptions),
      answer: chooseHour,
    },
  },
});

/** No text that a person types. */
const sameAlias = '#same';

const choice = (value: string, label: string): Option => ({
  value,
  label: text(`onboarding:crisis-choice.${label}`),
});

/** A screen to read: on to `next`, or kindly out. */
function screen(key: string, next: string, [yes, no]: readonly [string, string]): Question {
  return {
    reads: { as: 'choice' },
    ask: (_context, data) =>
      choices(
        [text(key, { worker: textArg(data, 'worker') })],
        [
          { value: 'yes', label: text(yes), words: 'yes' },
          { value: 'no', label: text(no), words: 'no' },
        ],
      ),
    answer: (value, _context, data) => (value === 'yes' ? ask(next, data) : goodbye(data)),
  };
}

function goodbye(data: JsonObject): Outcome {
  const until = shown(new Date(textArg(data, 'until')), 'day');
  return end(tell('welcome', text('onboarding:goodbye', { until })));
}

function named(value: string, _context: TurnContext, data: JsonObject): Outcome {
  const [first] = optionalScopes;
  if (value === sameAlias) return ask(first, data);
  const trouble = aliasTrouble(value);
  return trouble === null
    ? ask(first, { ...data, alias: value })
    : ask('alias', data, tell('welcome', trouble));
}

/** One question a consent, each of its own name: a tap on an older one never answers another. */
function consentQuestions(): Record<string, Question> {
  return Object.fromEntries(
    optionalScopes.map((scope, index) => [scope, consentQuestion(scope, nextAfter(index))]),
  );
}

/** After what is shared with the worker comes what to do in hard hours: the two are about the same thing. */
function nextAfter(index: number): string {
  return index === 0 ? 'crisis-choice' : (optionalScopes[index + 1] ?? 'hour');
}

function consentQuestion(scope: OptionalScope, next: string): Question {
  return {
    reads: { as: 'choice' },
    ask: ({ today }, data) => {
      const paragraphs: Text[] = [consentText(scope, textArg(data, 'worker'), today)];
      if (scope === optionalScopes[0])
        paragraphs.unshift(text('onboarding:consents', { alias: textArg(data, 'alias') }));
      return choices(paragraphs, [
        { value: 'no', label: text('onboarding:button.no'), words: 'no' },
        { value: 'yes', label: text('onboarding:button.yes'), words: 'yes' },
      ]);
    },
    answer: (value, _context, data) =>
      ask(next, value === 'yes' ? { ...data, scopes: [...scopesOf(data), scope] } : data),
  };
}

function scopesOf(data: JsonObject): string[] {
  return Array.isArray(data['scopes']) ? (data['scopes'] as string[]) : [];
}

function chooseHour(hour: string, { facts, newId }: TurnContext, data: JsonObject): Outcome {
  const quiet = facts.quietHours();
  if (isQuiet(hour, quiet)) {
    return ask(
      'hour',
      data,
      tell('welcome', text('onboarding:hour.quiet', { from: quiet.to, to: quiet.from })),
    );
  }
  return end({
    do: 'enrol',
    invitationId: textArg(data, 'invitationId'),
    personId: newId(),
    alias: textArg(data, 'alias'),
    hour,
    crisisChoice: data['crisisChoice'] === 'tell' ? 'tell' : 'ask',
    scopes: [botScope, ...scopesOf(data)],
  });
}
