import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { Outcome } from '../engine/types.js';
import { inPairs } from '../staff/layout.js';
import { gapsOf } from './gaps.js';
import { nextTurn, openCries, planners, reply, staffOptions, unreachableText } from './parts.js';
import { standIn } from './cover.js';

/** From now, or from a time on, somebody else has it, until the next hand-over. */
export const rotaHand = defineFlow({
  id: 'rota-hand',
  roles: planners,
  open: (_args, { facts }) => (facts.rota() === null ? end() : ask('who', {})),
  questions: {
    who: {
      reads: { as: 'choice' },
      ask: (context) => {
        const plan = context.facts.rota();
        if (plan === null) return choices([text('rota:gone')]);
        const options = staffOptions(plan, context).filter(({ value }) => value !== plan.now.first?.personId);
        return choices([text('rota:hand.who'), ...unreachableText(plan)], ...inPairs(options));
      },
      answer: (value) => ask('when', { personId: value }),
    },
    when: {
      reads: { as: 'time' },
      unclear: text('rota:hand.unclear'),
      ask: () => choices([text('rota:hand.when')], [{ value: 'now', label: text('rota:hand.now') }]),
      answer: (value, context, data) => standIn(String(data['personId']), value, context, { place: 'first' }),
    },
  },
});

/** The hour at which one hands over to the next. */
export const rotaHour = defineFlow({
  id: 'rota-hour',
  roles: planners,
  open: () => ask('at', {}),
  questions: {
    at: {
      reads: { as: 'time' },
      unclear: text('rota:hand.unclear'),
      ask: ({ facts }) => choices([text('rota:hour.ask', { at: facts.rota()?.handOver ?? '' })]),
      answer: (value, { now }): Outcome =>
        end(
          { do: 'rota.hand-over', time: value },
          { do: 'due.clear', group: 'rota', reason: 'hour-changed' },
          // The new hour is in force only after this turn: the next one plans from it.
          {
            do: 'due.schedule',
            scope: 'rota',
            step: 'begin',
            cycle: now.toISOString(),
            personId: null,
            audience: 'system',
            flow: 'rota-turn',
            args: { quiet: true },
            category: 'system',
            dueAt: now,
            startMode: 'interrupt',
            group: 'rota-begin',
          },
          reply(text('rota:hour.done', { at: value })),
        ),
    },
  },
});

/** "Noted", back to whoever put them there. */
export const rotaSeen = defineFlow({
  id: 'rota-seen',
  roles: planners,
  questions: {},
  open: (args, { me }) =>
    stay({
      do: 'say',
      to: { person: String(args['to']) },
      paragraphs: [text('rota:told.seen', { alias: me.alias })],
      kind: 'rota',
    }),
});

/**
 * The hand-over itself, as the system: tells whoever has it now, warns of gaps in the days to come, and plans the next.
 * Without a plan by chat it is silent. Args: `{ quiet: true }` only plans.
 */
export const rotaTurn = defineFlow({
  id: 'rota-turn',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const { facts, now } = context;
    const plan = facts.rota();
    if (plan === null) return end();
    const next = nextTurn(facts, now);
    if (args['quiet'] === true) return end(...next);
    const seats = [plan.now.first, plan.now.second].filter((seat) => seat !== null && seat.from !== 'setup');
    const until = shown(plan.now.until, 'day-time');
    const gaps = gapsOf(plan);
    return end(
      ...seats.map((seat) => ({
        ...reply(text(seat === plan.now.first ? 'rota:turn.first' : 'rota:turn.second', { until })),
        to: { person: seat!.personId },
        everywhere: true,
      })),
      ...(plan.now.first?.reachable === true ? openCries(plan.now.first.personId, context) : []),
      ...(gaps.length === 0
        ? []
        : plan.heads.map((personId) => ({ ...reply(...gaps), to: { person: personId } }))),
      ...next,
    );
  },
});
