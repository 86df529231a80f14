import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import type { Moment } from './after.js';
import { betterText, howText } from './comfort.js';
import { everyone } from './crisis.js';
import type { AlertFacts } from './facts.js';
import { note } from './page.js';
import { opening, rest, sayNow, truthText, urgent } from './urgent.js';
import { variantOf } from './variants.js';

/** The first two come back at any hour; the later ones wait for the morning. */
const atAnyHour: readonly Moment[] = ['minutes', 'hour'];

/** States in which a person has taken over and the bot keeps quiet. */
const inHands = ['contacted', 'resolved', 'false-alarm'];

/**
 * The bot comes back: +10 min, +1 h, +24 h, +72 h. "Better" is passed on and lowers nothing; only a person lowers.
 * Args: `{ alertId, moment }`. Later ones wait for the morning; the first two go out at any hour.
 */
export const followUp = defineFlow({
  id: 'crisis-follow-up',
  roles: everyone,
  open(args, context): Outcome {
    const alertId = String(args['alertId']);
    const alert = context.facts.alert(alertId);
    if (alert === null || inHands.includes(alert.state)) return end();
    return ask('how', { alertId, moment: args['moment'] as Moment });
  },
  questions: {
    how: {
      reads: { as: 'choice' },
      lasting: true,
      unclear: text('crisis:follow-up.unclear'),
      ask(context, data) {
        const { alertId, moment } = data as { alertId: string; moment: Moment };
        const alert = context.facts.alert(alertId);
        const status = alert !== null && isWorthSaying(alert, moment) ? [statusOf(alert, context)] : [];
        const prompt = choices(
          [...(alert === null ? [] : [howText(alert, moment)]), ...status],
          [
            { value: 'better', label: text('crisis:button.better') },
            { value: 'not-yet', label: text('crisis:button.not-yet') },
          ],
          [
            { ...opening('coping', 'coping', {}), again: true },
            { ...opening('numbers', 'numbers', {}), again: true },
          ],
        );
        return atAnyHour.includes(moment) ? urgent(prompt) : prompt;
      },
      answer: (value, context, data) => {
        const { alertId, moment } = data as { alertId: string; moment: Moment };
        return answered(value, alertId, moment, context);
      },
    },
  },
});

const isCalled = (alert: AlertFacts) => alert.state === 'open' || alert.state === 'acknowledged';

/** At ten minutes the chain has just said where things stand, unless it has ended. */
const isWorthSaying = (alert: AlertFacts, moment: Moment) =>
  isCalled(alert) && (moment !== 'minutes' || alert.state === 'acknowledged');

function statusOf(alert: AlertFacts, context: TurnContext) {
  return truthText(alert.told, context, alert.kinds);
}

function answered(value: string, alertId: string, moment: Moment, context: TurnContext): Outcome {
  const alert = context.facts.alert(alertId);
  if (alert === null) return rest();
  const people = alert.ackBy === null ? alert.told.map((row) => row.personId) : [alert.ackBy.personId];
  if (value === 'better') {
    const told: Effect[] = isCalled(alert) ? note(people, 'says-safe', alert, context.now) : [];
    return rest(...told, sayNow(alertId, [betterText(alert, moment)]));
  }
  if (alert.state === 'declined') return open('crisis', { retell: alertId, lead: 'declined' });
  const lines = text('crisis:line.shown', {
    lines: context.facts.hotlines(
      variantOf(alert.kinds),
      String(alert.level),
      alert.who.manner === 'reported' || alert.who.manner === 'near' ? 'other' : 'self',
    ),
  });
  if (!isCalled(alert)) return rest(sayNow(alertId, [lines, text('crisis:card.again')]));
  return rest(
    ...note(people, 'not-yet', alert, context.now),
    sayNow(alertId, [lines, text('crisis:follow-up.not-yet'), statusOf(alert, context)]),
  );
}
