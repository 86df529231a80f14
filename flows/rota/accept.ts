import { textArg } from '../appointments/args.js';
import type { Effect } from '../effects.js';
import { defineFlow, end, stay } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { Option, Outcome, TurnContext } from '../engine/types.js';
import type { RotaAsk, RotaPerson, RotaSeat } from './facts.js';
import { nextTurn, openCries, planners, reply, tellColleague, whatWaits } from './parts.js';

const minute = 60_000;
/** Until the duty begins, but so long at least, and half a day at most. */
const shortestMs = 15 * minute;
const longestMs = 12 * 60 * minute;

/** What somebody is asked to take. */
export interface Wanted {
  readonly person: RotaPerson;
  readonly position: 0 | 1;
  readonly span: Span;
  /** Who stands there until they agree. */
  readonly holder: RotaSeat | null;
}

type Span = Pick<RotaAsk, 'startsAt' | 'endsAt'>;

const times = ({ startsAt, endsAt }: Span) => ({
  from: shown(startsAt, 'day-time'),
  until: shown(endsAt, 'day-time'),
});

const group = (askId: string) => `rota-ask:${askId}`;

/** Asks a colleague to stand in. The order stays as it is until they say yes. */
export function askColleague({ person, position, span, holder }: Wanted, context: TurnContext): Outcome {
  const { me, now, newId } = context;
  const askId = newId();
  const deadline = deadlineOf(span, now);
  const { alias, personId } = person;
  const sent =
    position === 1 || holder === null ? 'sent' : holder.personId === me.personId ? 'sent-me' : 'sent-holder';
  const key = position === 0 ? 'rota:ask.first' : 'rota:ask.second';
  return end(
    { do: 'rota.ask', askId, position, personId, ...span },
    reply(text(`rota:ask.${sent}`, { alias, holder: holder?.alias ?? '', ...times(span) })),
    {
      ...reply(text(key, { by: me.alias, deadline: shown(deadline, 'day-time'), ...times(span) })),
      to: { person: personId },
      options: [[answerButton(askId, 'yes'), answerButton(askId, 'no')]],
      everywhere: true,
    },
    {
      do: 'due.schedule',
      scope: `rota-ask:${askId}`,
      step: 'rota-unanswered',
      cycle: '1',
      personId: null,
      audience: 'system',
      flow: 'rota-unanswered',
      args: { askId },
      category: 'system',
      dueAt: deadline,
      startMode: 'interrupt',
      group: group(askId),
    },
  );
}

function deadlineOf({ startsAt }: Span, now: Date): Date {
  const left = startsAt.getTime() - now.getTime();
  return new Date(now.getTime() + Math.min(longestMs, Math.max(shortestMs, left)));
}

const answerButton = (askId: string, answer: 'yes' | 'no'): Option => ({
  value: answer,
  label: text(`rota:ask.button.${answer}`),
  open: { flow: 'rota-answer', args: { askId, answer } },
});

const other: Option = {
  value: 'other',
  label: text('rota:ask.button.other'),
  open: { flow: 'rota-hand', args: {} },
};

/** Yes or no of whoever was asked. Args: `{ askId, answer }`. */
export const rotaAnswer = defineFlow({
  id: 'rota-answer',
  roles: planners,
  questions: {},
  open(args, context) {
    const asked = context.facts.rotaAsk(textArg(args, 'askId'));
    if (asked === null || asked.personId !== context.me.personId) return stay(reply(text('rota:gone')));
    if (asked.state !== 'asked') return stay(reply(text(`rota:ask.already.${asked.state}`)));
    if (asked.endsAt <= context.now) return stay(reply(text('rota:ask.already.unanswered')));
    return stay(...(args['answer'] === 'yes' ? agreed(asked, context) : declined(asked, context)));
  },
});

function agreed(asked: RotaAsk, context: TurnContext): Effect[] {
  const { facts, now, me } = context;
  const startsAt = asked.startsAt > now ? asked.startsAt : now;
  const span = { startsAt, endsAt: asked.endsAt };
  const place = asked.position === 0 ? 'first' : 'second';
  const duty = facts.rota()?.coming.find((one) => one.startsAt <= startsAt && startsAt < one.endsAt);
  const relieved = duty?.[place] ?? null;
  const isNews = relieved !== null && ![me.personId, asked.by.personId].includes(relieved.personId);
  return [
    { do: 'rota.answer', askId: asked.id, state: 'agreed' },
    { do: 'due.clear', group: group(asked.id), reason: 'answered' },
    reply(text(place === 'first' ? 'rota:ask.taken' : 'rota:ask.taken-second', times(span))),
    {
      ...reply(text('rota:ask.agreed', { alias: me.alias, ...times(span) })),
      to: { person: asked.by.personId },
    },
    ...(isNews ? tellColleague(relieved.personId, 'rota:told.relieved', span, context) : []),
    ...(startsAt <= now ? openCries(asked.personId, context) : []),
    whatWaits(asked.personId, startsAt),
    ...nextTurn(facts, now),
  ];
}

function declined(asked: RotaAsk, context: TurnContext): Effect[] {
  return [
    { do: 'rota.answer', askId: asked.id, state: 'declined' },
    { do: 'due.clear', group: group(asked.id), reason: 'answered' },
    reply(text('rota:ask.refused', { by: asked.by.alias })),
    stays('declined', asked, context),
  ];
}

/** Whoever asked hears that nothing has changed; the way to somebody else is one tap. */
function stays(how: 'declined' | 'unanswered', asked: RotaAsk, { facts }: TurnContext): Effect {
  const duty = facts
    .rota()
    ?.coming.find((one) => one.startsAt <= asked.startsAt && asked.startsAt < one.endsAt);
  const isOwn = asked.position === 0 && duty?.first?.personId === asked.by.personId;
  return {
    ...reply(text(`rota:ask.${how}${isOwn ? '-me' : ''}`, { alias: asked.alias, ...times(asked) })),
    to: { person: asked.by.personId },
    options: [[other]],
    everywhere: true,
  };
}

/** The time to answer is over. Run by the system. Args: `{ askId }`. */
export const rotaUnanswered = defineFlow({
  id: 'rota-unanswered',
  roles: ['operator'],
  questions: {},
  open(args, context) {
    const asked = context.facts.rotaAsk(textArg(args, 'askId'));
    if (asked?.state !== 'asked') return end();
    return end(
      { do: 'rota.answer', askId: asked.id, state: 'unanswered' },
      stays('unanswered', asked, context),
      {
        ...reply(text('rota:ask.over', { by: asked.by.alias, from: shown(asked.startsAt, 'day-time') })),
        to: { person: asked.personId },
      },
    );
  },
});
