import { textArg } from '../appointments/args.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, Prompt, Question } from '../engine/types.js';
import { botScope, consentTextKey } from '../onboarding/consents.js';
import { onDay } from '../onboarding/parts.js';
import { door, enrolmentOf, reply } from '../own-hand/parts.js';
import { offerLater } from './news.js';

const dayMs = 24 * 3_600_000;

/**
 * The earlier follow-up has ended, so the client is asked whether the bot may come along once more: the very texts of
 * the first time, and nothing is planned before the last yes. A no is kept nowhere and told to nobody.
 */
export const againOffer = defineFlow({
  id: 'again-offer',
  roles: ['client'],
  idleMs: 2 * dayMs,
  open(args, context) {
    const offer = context.facts.openOffer();
    const byClock = args['byClock'] === true;
    if (offer === null) return byClock ? end() : end(reply(text('again:offer.gone')));
    if (byClock) {
      const { optedOutAt, heldUntil } = enrolmentOf(context) ?? {};
      // They have said stop in the meantime: then only they begin to talk of it.
      if (optedOutAt != null) return end();
      if (heldUntil != null && heldUntil > context.now)
        return end(offerLater(context.me.personId!, offer, heldUntil));
    }
    const { id, worker, releaseOn, expiresAt } = offer;
    return ask('what', { offerId: id, worker, releaseOn, until: expiresAt.toISOString() });
  },
  questions: {
    // A worker's question, passed on as one: nothing that the bot begins would reach whose follow-up has ended.
    what: screen('again:offer.what', ['read-on', 'no-thanks'], (data) => ask('readers', data), 'reply'),
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
  lane?: Prompt['lane'],
): Question {
  const option = (value: 'yes' | 'no', name: string): Option => ({
    value,
    label: text(`onboarding:button.${name}`),
    words: value,
  });
  return {
    reads: { as: 'choice' },
    ask: ({ me }, data) => {
      const release = onDay(textArg(data, 'releaseOn'));
      const paragraph = text(key, { alias: me.alias, worker: textArg(data, 'worker'), release });
      const prompt = choices([paragraph], [option('yes', yes), option('no', no)]);
      return lane === undefined ? prompt : { ...prompt, lane };
    },
    answer: (value, _context, data) => (value === 'yes' ? on(data) : goodbye(data)),
  };
}

function goodbye(data: JsonObject): Outcome {
  const until = shown(new Date(textArg(data, 'until')), 'day');
  const back = door('again:offer.back', 'again-offer');
  return end({ ...reply(text('again:offer.goodbye', { until })), options: [[back]] });
}
