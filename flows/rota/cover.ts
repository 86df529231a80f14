import { ask, choices, defineFlow, end } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { inPairs } from '../staff/layout.js';
import { askColleague } from './accept.js';
import type { RotaDuty } from './facts.js';
import { isDark } from './gaps.js';
import {
  colleague,
  nextTurn,
  openCries,
  planners,
  reply,
  staffOptions,
  tellColleague,
  whatWaits,
  unreachableText,
} from './parts.js';

/** Somebody stands in for a whole duty day. */
export const rotaCover = defineFlow({
  id: 'rota-cover',
  roles: planners,
  open: (_args, { facts }) => (facts.rota() === null ? end() : ask('day', {})),
  questions: {
    day: {
      reads: { as: 'choice' },
      ask: (context) =>
        choices(
          [text('rota:cover.day')],
          ...inPairs(
            (context.facts.rota()?.coming ?? []).map((duty) => ({
              value: duty.day,
              label: text('rota:day', { day: shown(duty.startsAt, 'weekday') }),
            })),
          ),
        ),
      answer: (value) => ask('place', { day: value }),
    },
    place: {
      reads: { as: 'choice' },
      ask: (context, data) => {
        const duty = dutyOf(context, data);
        return choices(
          [text('rota:cover.place', { day: duty === null ? '' : shown(duty.startsAt, 'day') })],
          (['first', 'second'] as const).map((place) => ({
            value: place,
            label: text(`rota:cover.${place}`, { alias: duty?.[place]?.alias ?? '—' }),
          })),
        );
      },
      answer: (value, _context, data) => ask('who', { ...data, place: value }),
    },
    who: {
      reads: { as: 'choice' },
      ask: (context, data) => {
        const plan = context.facts.rota();
        const duty = dutyOf(context, data);
        const held = duty?.[data['place'] === 'second' ? 'second' : 'first']?.personId;
        if (plan === null || duty === null) return choices([text('rota:gone')]);
        return choices(
          [text('rota:cover.who', { day: shown(duty.startsAt, 'day') }), ...unreachableText(plan)],
          ...inPairs(staffOptions(plan, context).filter(({ value }) => value !== held)),
        );
      },
      answer: (value, context, data) => standIn(value, String(data['day']), context, data),
    },
  },
});

const look: Option = {
  value: 'look',
  label: text('rota:button.look'),
  open: { flow: 'rota', args: {} },
  again: true,
};

function dutyOf({ facts }: TurnContext, data: JsonObject): RotaDuty | null {
  return facts.rota()?.coming.find((duty) => duty.day === data['day']) ?? null;
}

/**
 * Somebody is to stand in. For themselves it holds at once, and so where nobody could be woken: a name that has not
 * agreed is better than none. Anybody else is asked first. `from` as in `dutySpan`.
 */
export function standIn(personId: string, from: string, context: TurnContext, data: JsonObject): Outcome {
  const { facts, now } = context;
  const plan = facts.rota();
  const person = colleague(plan, personId);
  if (plan === null || person === null || !person.reachable) return end(reply(text('rota:gone')));
  const span = facts.dutySpan(from);
  const place = data['place'] === 'second' ? 'second' : 'first';
  const duty = plan.coming.find((one) => one.startsAt <= span.startsAt && span.startsAt < one.endsAt);
  const relieved = duty?.[place] ?? null;
  if (personId !== context.me.personId && duty !== undefined && !isDark(duty))
    return askColleague({ person, position: place === 'second' ? 1 : 0, span, holder: relieved }, context);
  const done = text('rota:cover.done', {
    alias: person.alias,
    from: shown(span.startsAt, 'day-time'),
    until: shown(span.endsAt, 'day-time'),
  });
  return end(
    { do: 'rota.cover', position: place === 'second' ? 1 : 0, personId, ...span },
    // The rota itself is read again on a tap: what this turn writes is not yet in what it has read.
    { ...reply(done), options: [[look]] },
    ...tellColleague(personId, 'rota:told.yours', span, context),
    ...(relieved === null || relieved.personId === personId
      ? []
      : tellColleague(relieved.personId, 'rota:told.relieved', span, context)),
    ...(span.startsAt <= now ? openCries(personId, context) : []),
    whatWaits(personId, span.startsAt),
    ...nextTurn(facts, now),
  );
}
