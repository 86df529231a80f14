import type { Effect } from '../effects.js';
import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import type { CardSection } from '../card/facts.js';
import { text, type Text } from '../engine/text.js';
import type { Option, Outcome, Question, TurnContext } from '../engine/types.js';
import { everyone } from '../crisis/crisis.js';
import { urgent } from '../crisis/urgent.js';
import { callMe } from './call-me.js';
import { numbersText } from './numbers-text.js';

const tenMinutesMs = 10 * 60_000;
/** After so long "ten minutes are over" would only puzzle. */
const staleMs = 30 * 60_000;

const button = (value: string): Option => ({ value, label: text(`help:coping.button.${value}`) });

/** Small steps for a bad moment: breathe, ten minutes, leave, a friend, somebody calls. Numbers stay on top. */
export const coping = defineFlow({
  id: 'coping',
  roles: everyone,
  open: (args): Outcome => ask('which', { lead: args['from'] === 'crisis' ? 'level-one' : 'menu' }),
  questions: {
    which: {
      reads: { as: 'choice' },
      unclear: text('help:coping.unclear'),
      ask: (context, data) =>
        choices(
          [numbersText(context, 'danger', 1), text(`help:coping.${String(data['lead'])}`)],
          [button('breathe'), button('timer')],
          [button('leave'), button('friend')],
          [button('worker'), button('done')],
        ),
      answer(value, context): Outcome {
        switch (value) {
          case 'worker':
            return callMe(context);
          case 'done':
            return end(say('done'));
          case 'timer':
            return end(timer(context), say('timer', fromCard(context, 'reasons')));
          default:
            return ask('how', { step: value });
        }
      },
    },
    how: howQuestion(),
  },
});

/** Their own words from a better day, where they have written some: whom to call, what it is for. */
function fromCard({ me, facts }: TurnContext, section: CardSection): Text[] {
  if (me.role !== 'client') return [];
  const lines = facts.myCard().lines.filter((line) => line.section === section);
  if (lines.length === 0) return [];
  const list = lines.map((line) => text('card:line', { text: line.text }));
  return [text(`help:coping.card-${section}`, { lines: { list } })];
}

const say = (name: string, more: readonly Text[] = []): Effect => ({
  do: 'say',
  to: 'me',
  paragraphs: [text(`help:coping.${name}`), ...more],
  kind: 'help',
});

/** The person asked to be come back to: it waits for no hour of the day. */
function timer({ me, now }: TurnContext): Effect {
  return {
    do: 'due.schedule',
    scope: `contact:${me.contactId}`,
    step: 'coping-timer',
    cycle: now.toISOString(),
    personId: me.personId,
    contactId: me.contactId,
    audience: 'client',
    flow: 'coping-timer',
    args: {},
    category: 'crisis',
    dueAt: new Date(now.getTime() + tenMinutesMs),
    expiresAt: new Date(now.getTime() + tenMinutesMs + staleMs),
    startMode: 'interrupt',
    catchUp: 'skip',
  };
}

/** Ten minutes are over. */
export const copingTimer = defineFlow({
  id: 'coping-timer',
  roles: everyone,
  open: () => ask('how', { step: 'timer-up' }),
  questions: { how: howQuestion() },
});

/** After a step: did it help? The step's own words stand above; the timer's come by the clock, at any hour. */
function howQuestion(): Question {
  return {
    reads: { as: 'choice' },
    unclear: text('help:coping.unclear'),
    ask(context, data) {
      const step = String(data['step']);
      const people = step === 'friend' ? fromCard(context, 'people') : [];
      const words = text(`help:coping.${step}`);
      const options = [
        { ...button('better'), words: 'feel-better' },
        { ...button('still'), words: 'feel-worse' },
      ];
      if (step === 'timer-up') return urgent(choices([words], options));
      return choices([words, ...people, text('help:coping.how')], options);
    },
    answer: (value) => (value === 'better' ? end(say('better')) : open('coping', {}, say('still'))),
  };
}
