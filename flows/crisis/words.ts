import { defineFlow, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome } from '../engine/types.js';
import { betterText } from './comfort.js';
import { everyone } from './crisis.js';
import { note } from './page.js';
import { rest, sayNow, truthText } from './urgent.js';

/**
 * "I'm safe now", "by mistake": passed on to those who were called. It clears nothing and lowers nothing: whoever
 * stands over the phone may tap it. Args: `{ alertId, word: 'safe' | 'mistake' }`.
 */
export const crisisWord = defineFlow({
  id: 'crisis-word',
  roles: everyone,
  questions: {},
  open(args, context): Outcome {
    const alertId = String(args['alertId']);
    const word = args['word'] === 'mistake' ? 'mistake' : 'safe';
    const alert = context.facts.alert(alertId);
    if (alert === null) return rest();
    const people = alert.ackBy === null ? alert.told.map((row) => row.personId) : [alert.ackBy.personId];
    if (people.length === 0) {
      const words = word === 'safe' ? betterText(alert, 'minutes') : text('crisis:truth.mistake-untold');
      return rest(sayNow(alertId, [words]));
    }
    return rest(
      ...note(people, `says-${word}`, alert, context.now),
      sayNow(alertId, [text(`crisis:truth.${word}`)]),
    );
  },
});

/** The card's second screen: what the on-call person sees and what not, and who was told so far. */
export const crisisInfo = defineFlow({
  id: 'crisis-info',
  roles: everyone,
  questions: {},
  open(args, context): Outcome {
    const alertId = String(args['alertId']);
    const alert = context.facts.alert(alertId);
    const told = alert === null || alert.told.length === 0 ? [] : [truthText(alert.told, context)];
    return stay(sayNow(alertId, [text('crisis:info.text'), ...told]));
  },
});

/** Where talks of the crisis path end: nothing that they interrupted is asked again. */
export const crisisRest = defineFlow({
  id: 'crisis-rest',
  roles: everyone,
  questions: {},
  open: () => stay(),
});
