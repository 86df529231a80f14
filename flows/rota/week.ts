import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Question, TurnContext } from '../engine/types.js';
import { inPairs } from '../staff/layout.js';
import { colleague, nextTurn, planners, reply, staffOptions, unreachableText } from './parts.js';

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** The week plan, day by day: who is woken first, who second. What is not planned stays as set up. */
export const rotaWeek = defineFlow({
  id: 'rota-week',
  roles: planners,
  open: (_args, { facts }) => (facts.rota() === null ? end() : ask('day', {})),
  questions: {
    day: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text(data['saved'] === undefined ? 'rota:week.day' : 'rota:week.next', dayParams(data))],
          ...inPairs(
            weekdays.map((weekday) => ({
              value: String(weekday),
              label: text(`rota:weekday.${String(weekday)}`),
            })),
          ),
          [{ value: 'done', label: text('rota:button.done') }],
        ),
      answer: (value, { facts, now }) =>
        value === 'done'
          ? open('rota', {}, ...nextTurn(facts, now))
          : ask('first', { weekday: Number(value) }),
    },
    first: placeQuestion(0),
    second: placeQuestion(1),
  },
});

function dayParams(data: JsonObject) {
  return data['saved'] === undefined ? undefined : { day: text(`rota:weekday.${String(data['saved'])}`) };
}

function placeQuestion(position: 0 | 1): Question {
  return {
    reads: { as: 'choice' },
    ask: (context, data) => placePrompt(position, context, data),
    answer(value, context, data) {
      const weekday = Number(data['weekday']);
      const personId = value === 'nobody' ? null : value;
      if (personId !== null && colleague(context.facts.rota(), personId) === null) {
        return ask('day', {}, reply(text('rota:gone')));
      }
      const effect = { do: 'rota.week', weekday, position, personId } as const;
      return position === 0 && personId !== null
        ? ask('second', { weekday, first: personId }, effect)
        : ask('day', { saved: weekday }, effect);
    },
  };
}

function placePrompt(position: 0 | 1, context: TurnContext, data: JsonObject) {
  const plan = context.facts.rota();
  if (plan === null) return choices([text('rota:gone')]);
  const day = text(`rota:weekday.${String(data['weekday'])}`);
  const options = staffOptions(plan, context).filter(({ value }) => value !== data['first']);
  return choices(
    [text(position === 0 ? 'rota:week.first' : 'rota:week.second', { day }), ...unreachableText(plan)],
    ...inPairs(options),
    [{ value: 'nobody', label: text(position === 0 ? 'rota:button.nobody' : 'rota:button.no-second') }],
  );
}
