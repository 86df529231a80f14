import { textArg } from '../appointments/args.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { JsonObject, Outcome, Question } from '../engine/types.js';
import { botScope, consentTextKey } from '../onboarding/consents.js';
import { onDay } from '../onboarding/parts.js';
import { door, reply } from '../own-hand/parts.js';

const dayMs = 24 * 3_600_000;

/**
 * The earlier follow-up has ended, so the client is asked whether the bot may come along once more: the very texts of
 * the first time, and nothing is planned before the last yes. A no is kept nowhere and told to nobody.
 */
export const againOffer = defineFlow({
  id: 'again-offer',
  roles: ['client'],
  idleMs: 2 * dayMs,
  open(_args, { facts }) {
    const offer = facts.openOffer();
    if (offer === null) return end(reply(text('again:offer.gone')));
    const { id, worker, releaseOn, expiresAt } = offer;
    return ask('what', { offerId: id, worker, releaseOn, until: expiresAt.toISOString() });
  },
  questions: {
    what: screen('again:offer.what', ['read-on', 'no-thanks'], (data) => ask('readers', data)),
    readers: screen('onboarding:readers', ['go-on', 'no-thanks'], (data) => ask('crisis', data)),
    crisis: screen('onboarding:crisis', ['go-on', 'no-thanks'], (data) => ask('agree', data)),
    agree: screen(consentTextKey(botScope), ['begin', 'no-thanks'], (data) =>
      end({ do: 'again.accept', offerId: textArg(data, 'offerId') }),
    ),
  },
});

/** A screen to read: on, or kindly out. */
function screen(
  key: string,
  [yes, no]: readonly [string, string],
  on: (data: JsonObject) => Outcome,
): Question {
  return {
    reads: { as: 'choice' },
    ask: ({ me }, data) =>
      choices(
        [
          text(key, {
            alias: me.alias,
            worker: textArg(data, 'worker'),
            release: onDay(textArg(data, 'releaseOn')),
          }),
        ],
        [
          { value: 'yes', label: text(`onboarding:button.${yes}`), words: 'yes' },
          { value: 'no', label: text(`onboarding:button.${no}`), words: 'no' },
        ],
      ),
    answer: (value, _context, data) => (value === 'yes' ? on(data) : goodbye(data)),
  };
}

function goodbye(data: JsonObject): Outcome {
  const until = shown(new Date(textArg(data, 'until')), 'day');
  const back = door('again:offer.back', 'again-offer');
  return end({ ...reply(text('again:offer.goodbye', { until })), options: [[back]] });
}
