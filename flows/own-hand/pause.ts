import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import { helpButton } from '../help/help.js';
import { door, enrolmentOf, pauseGroup, reply } from './parts.js';

const dayMs = 24 * 3_600_000;
/** How long a pause may be; the last lasts until the client comes back. */
const lengths: Readonly<Record<string, number | null>> = { '1': 1, '3': 3, '7': 7, open: null };

/** A rest from everything that the bot begins. It ends by itself with a hello. */
export const pause = defineFlow({
  id: 'pause',
  roles: ['client'],
  open: (_args, context) =>
    enrolmentOf(context)?.state === 'active'
      ? ask('long', {})
      : end({
          ...reply(text('own-hand:stop.already')),
          options: [[door('own-hand:button.return', 'return'), helpButton]],
        }),
  questions: {
    long: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('own-hand:pause.ask')],
          [long('1'), long('3')],
          [long('7'), long('open')],
          [long('none')],
        ),
      answer: (value, context): Outcome =>
        value === 'none'
          ? end(reply(text('own-hand:pause.none')))
          : stay(...paused(lengths[value] ?? null, context)),
    },
  },
});

const long = (value: string): Option => ({ value, label: text(`own-hand:pause.long.${value}`) });

function paused(days: number | null, { me, now }: TurnContext): Effect[] {
  const personId = me.personId!;
  const until = days === null ? null : new Date(now.getTime() + days * dayMs);
  const done =
    until === null
      ? text('own-hand:pause.done-open')
      : text('own-hand:pause.done', { until: shown(until, 'day-time') });
  return [
    { do: 'talk.drop' },
    { do: 'due.clear', group: pauseGroup(personId), reason: 'paused-anew' },
    { do: 'enrolment.change', personId, fields: { pausedFrom: now, pausedTo: until } },
    ...(until === null ? [] : [hello(personId, until)]),
    { ...reply(done), options: [[door('own-hand:button.return', 'return'), helpButton]] },
  ];
}

function hello(personId: string, until: Date): Effect {
  return {
    do: 'due.schedule',
    scope: pauseGroup(personId),
    step: 'pause-over',
    cycle: until.toISOString(),
    personId,
    audience: 'client',
    flow: 'pause-over',
    args: {},
    category: 'contact',
    dueAt: until,
    expiresAt: new Date(until.getTime() + dayMs),
    group: pauseGroup(personId),
    proactive: true,
  };
}

/** The pause is over: a hello, nothing asked. */
export const pauseOver = defineFlow({
  id: 'pause-over',
  roles: ['client'],
  questions: {},
  open: (_args, { me }) =>
    end({
      ...reply(text('own-hand:pause.over', { alias: me.alias })),
      options: [[door('own-hand:button.pause', 'pause'), helpButton]],
      proactive: true,
      lane: 'reminder',
    }),
});
