import { textArg } from '../appointments/args.js';
import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Text } from '../engine/text.js';
import type { JsonObject, Option, Outcome, TurnContext } from '../engine/types.js';
import { helpButton } from '../help/help.js';
import { door, enrolmentOf, workerAlias, yesNo } from '../own-hand/parts.js';
import { dayAfter, daysFrom } from '../staff/days.js';
import type { LeaveDesk, LeaveFacts } from './facts.js';
import { aheadDays, backButton, leaveGroup, longestDays, period, reply, written } from './parts.js';

/** A client asks for leave: from when to when, and whether it leads outside the county. A person decides. */
export const leave = defineFlow({
  id: 'leave',
  roles: ['client'],
  idleMs: 3_600_000,
  open(args, context) {
    if (enrolmentOf(context)?.state !== 'active') {
      const options = [[door('own-hand:button.return', 'return'), helpButton]];
      return end({ ...reply(text('own-hand:stop.already')), options });
    }
    const now = context.facts.myLeave();
    if (args['longer'] === true && now !== null) return ask('to', { fromDay: dayAfter(now.toDay, 1) });
    return now === null || args['anew'] === true ? ask('from', {}) : end(standing(now));
  },
  questions: {
    from: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask: ({ today }) =>
        choices([text('leave:from')], [button(today, 0, 'today'), button(today, 1, 'tomorrow')]),
      answer(day, { today }) {
        const away = daysFrom(today, day);
        if (away < 0) return ask('from', {}, reply(text('leave:past')));
        if (away > aheadDays) return ask('from', {}, reply(text('leave:too-far')));
        return ask('to', { fromDay: day });
      },
    },
    to: {
      reads: { as: 'day' },
      unclear: text('staff:day.unclear'),
      ask(_context, data) {
        const from = textArg(data, 'fromDay');
        return choices(
          [text('leave:to', period({ fromDay: from, toDay: from }))],
          [button(from, 0, 'same'), button(from, 2, 'three'), button(from, 6, 'week')],
        );
      },
      answer(toDay, _context, data) {
        const days = daysFrom(textArg(data, 'fromDay'), toDay) + 1;
        if (days < 1) return ask('to', data, reply(text('leave:turned')));
        if (days > longestDays) return ask('to', data, reply(text('leave:too-long')));
        return ask('away', { ...data, toDay });
      },
    },
    away: {
      reads: { as: 'choice' },
      ask: () => choices([text('leave:away')], ...yesNo('leave:button.away', 'leave:button.near')),
      answer: (value, context, data) => asked(context, data, value === 'yes'),
    },
  },
});

function button(from: string, days: number, name: string): Option {
  return { value: dayAfter(from, days), label: text(`leave:day.${name}`) };
}

/** What stands already: it waits for an answer, or it runs. */
function standing(now: LeaveFacts): Effect {
  const params = { ...period(now), worker: now.asked?.alias ?? '' };
  const anew = {
    value: 'anew',
    label: text('leave:button.anew'),
    open: { flow: 'leave', args: { anew: true } },
  };
  return now.state === 'asked'
    ? { ...reply(text('leave:waiting', params)), options: [[anew, dropButton]] }
    : { ...reply(text('leave:running', params)), options: [[backButton, longerButton]] };
}

/** Whom it was asked of, by name where there is one. */
function askedText({ alias, standsInFor }: LeaveDesk, worker: string, days: ReturnType<typeof period>): Text {
  if (worker === '') return text('leave:asked-plain', days);
  if (standsInFor === null) return text('leave:asked', { ...days, worker });
  return text('leave:asked-cover', { ...days, worker: standsInFor, cover: alias });
}

const dropButton: Option = {
  value: 'drop',
  label: text('leave:button.drop'),
  open: { flow: 'leave-back', args: {} },
};

/** A few days more: asked for again, for a person decides that too. */
export const longerButton: Option = {
  value: 'longer',
  label: text('leave:button.longer'),
  open: { flow: 'leave', args: { longer: true } },
};

function asked(context: TurnContext, data: JsonObject, away: boolean): Outcome {
  const { me, now, facts, newId } = context;
  const [fromDay, toDay] = [textArg(data, 'fromDay'), textArg(data, 'toDay')];
  const desk = facts.leaveDesk();
  if (desk === null) {
    return end(reply(text('leave:nobody', { number: facts.station().localNumber })));
  }
  const leaveId = newId();
  const personId = me.personId!;
  const worker = workerAlias(context) === '' ? '' : desk.alias;
  return end(
    { do: 'leave.ask', leaveId, fromDay, toDay, away },
    {
      do: 'task.open',
      key: `leave:${leaveId}`,
      kind: 'leave',
      reason: 'leave-asked',
      params: { alias: me.alias, leaveId, fromDay, toDay },
      clientId: personId,
      assigneeId: desk.personId,
      dueAt: now,
    },
    {
      ...reply(
        askedText(desk, worker, period({ fromDay, toDay })),
        ...written({ away, days: daysFrom(fromDay, toDay) + 1 }, worker),
      ),
      about: leaveGroup(personId),
    },
  );
}
