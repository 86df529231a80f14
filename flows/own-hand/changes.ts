import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { everybody, hourOptions, isQuiet, languageOptions, onDay } from '../onboarding/parts.js';
import { daysFrom } from '../staff/days.js';
import { enrolmentOf, reply, yesNo } from './parts.js';

/** The release day may be mended so far back and ahead, in days: further is a slip of the finger. */
const [daysBack, daysAhead] = [120, 90];

/** When the bot says hello. */
export const hour = defineFlow({
  id: 'hour',
  roles: ['client'],
  open: () => ask('when', {}),
  questions: {
    when: {
      reads: { as: 'time' },
      unclear: text('onboarding:hour.unclear'),
      ask: (context) =>
        choices([text('own-hand:hour.ask', { hour: enrolmentOf(context)?.hour ?? '' })], ...hourOptions),
      answer(value, { me, facts }): Outcome {
        const quiet = facts.quietHours();
        if (isQuiet(value, quiet)) {
          return ask('when', {}, reply(text('onboarding:hour.quiet', { from: quiet.to, to: quiet.from })));
        }
        return end(
          { do: 'enrolment.change', personId: me.personId!, fields: { hour: value } },
          reply(text('own-hand:hour.done', { hour: value })),
        );
      },
    },
  },
});

/** The language of everything that follows. */
export const language = defineFlow({
  id: 'language',
  roles: everybody,
  open: () => ask('which', {}),
  questions: {
    which: {
      reads: { as: 'choice' },
      ask: () => choices([text('onboarding:language.ask')], languageOptions),
      answer: (locale, { me }): Outcome =>
        end(
          me.personId === null
            ? { do: 'contact.language', locale }
            : { do: 'person.change', personId: me.personId, locale },
          reply(text('own-hand:language.done')),
        ),
    },
  },
});

/** The day of coming home was another. Everything is planned anew from it; why it moved is kept as a decision. */
export const releaseDay = defineFlow({
  id: 'release-day',
  roles: ['client'],
  open: (_args, context) => (enrolmentOf(context) === null ? end() : ask('day', {})),
  questions: {
    day: {
      reads: { as: 'day' },
      unclear: text('own-hand:release.unclear'),
      ask: (context) =>
        choices(
          [text('own-hand:release.ask', { day: enrolmentOf(context)?.releaseOn ?? '' })],
          [{ value: 'keep', label: text('own-hand:button.keep'), words: 'no' }],
        ),
      answer: dayGiven,
    },
    sure: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('own-hand:release.sure', { day: onDay(textArg(data, 'day')) })],
          ...yesNo('own-hand:button.change', 'own-hand:button.keep'),
        ),
      answer: (value, context, data) =>
        value === 'yes' ? moved(textArg(data, 'day'), context) : end(reply(text('own-hand:release.kept'))),
    },
  },
});

function dayGiven(day: string, context: TurnContext, data: JsonObject): Outcome {
  const same = day === 'keep' || day === enrolmentOf(context)?.releaseOn;
  if (same) return end(reply(text('own-hand:release.kept')));
  const away = daysFrom(context.today, day);
  if (away < -daysBack || away > daysAhead) return ask('day', data, reply(text('own-hand:release.too-far')));
  return ask('sure', { day });
}

function moved(day: string, context: TurnContext): Outcome {
  const { me, now, today } = context;
  const personId = me.personId!;
  const from = enrolmentOf(context)?.releaseOn ?? '';
  const done = daysFrom(today, day) > 0 ? 'own-hand:release.done-ahead' : 'own-hand:release.done';
  return end(
    { do: 'enrolment.change', personId, fields: { releaseOn: day } },
    {
      do: 'decide',
      scope: `person:${personId}`,
      step: 'release-day',
      cycle: now.toISOString(),
      code: 'release-day.changed',
      detail: { from, to: day },
    },
    reply(text(done, { day: onDay(day) })),
  );
}
