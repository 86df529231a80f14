import { ask, choices, defineFlow } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Option, Question } from '../engine/types.js';
import { finish, greetingParagraphs, hostData, lineOptions } from './host.js';
import { ladderEffects } from './ladder.js';
import { saveAnswer } from './signals.js';

/** The seven items, in order; adapted from the Brief Addiction Monitor (Cacciola 2013), without its items on use. */
const items = {
  sleep: ['well', 'so-so', 'badly'],
  'low-days': ['0', '1-2', '3-4', '5-7'],
  urges: ['none', 'some', 'often'],
  confidence: ['high', 'middle', 'low'],
  'risky-places': ['no', 'once', 'more'],
  conflict: ['no', 'some', 'much'],
  support: ['yes', 'few', 'nobody'],
} as const satisfies Record<string, readonly string[]>;

const order = Object.keys(items) as (keyof typeof items)[];

/** The weekly check: seven taps in place of the check-in nearest to the end of the week. */
export const weeklyCheck = defineFlow({
  id: 'weekly-check',
  roles: ['client'],
  idleMs: 48 * 3_600_000,
  open: (args, context) => ask('sleep', hostData(args, context), ...ladderEffects(args, context)),
  questions: Object.fromEntries(order.map((item, index) => [item, question(item, index)])),
});

function question(item: keyof typeof items, index: number): Question {
  return {
    reads: { as: 'choice' },
    ask: (context, data) =>
      choices(
        [
          ...(index === 0
            ? [
                ...greetingParagraphs(context, data),
                text(Number(data['day']) <= 10 ? 'check-in:weekly.intro' : 'check-in:weekly.intro-again'),
              ]
            : []),
          text(`check-in:weekly.${item}.ask`, { step: index + 1, of: order.length }),
        ],
        items[item].map((value): Option => ({ value, label: text(`check-in:weekly.${item}.${value}`) })),
        ...(index === 0 ? lineOptions(data) : []),
      ),
    answer(value, context, data) {
      const saved = saveAnswer(context, 'weekly-check', { [item]: value });
      const next = order[index + 1];
      if (next !== undefined) return ask(next, data, ...saved);
      const worker = context.facts.client(context.me.personId!)?.worker?.alias ?? '';
      const reach: Option = {
        value: 'reach',
        label: text('check-in:reach.convenient'),
        open: { flow: 'reach-me', args: { when: 'convenient' } },
      };
      return finish(data, ...saved, {
        do: 'say',
        to: 'me',
        paragraphs: [text('check-in:weekly.thanks', { worker })],
        options: [[reach]],
        kind: 'weekly-check',
      });
    },
  };
}
