import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text, type Param } from '../engine/text.js';
import type { JsonObject, Option, TurnContext } from '../engine/types.js';

/**
 * The mutual-aid group: explained once, then a word on the day. The time may stand in a preview; the place comes on a
 * tap. Saying yes to the explanation asks for the reminders too (consent `group`), and is taken back by "know".
 */
export const groupFlow = defineFlow({
  id: 'group',
  roles: ['client'],
  idleMs: 36 * 3_600_000,
  open: (args) => ask('choice', { part: args['part'] ?? 'meeting' }),
  questions: {
    choice: {
      reads: { as: 'choice' },
      ask: (context, data) => choices([text(`${base(data)}.ask`, meeting(context))], ...options(data)),
      answer(value, context, data) {
        const reply = {
          do: 'say',
          to: 'me',
          paragraphs: [text(`${base(data)}.reply.${value}`, meeting(context))],
          kind: 'group',
        } as const;
        if (value === 'where') return ask('coming', data, reply);
        const wants = value === 'go' && data['part'] === 'explain';
        return end(...(wants ? [{ do: 'consent.give', scope: 'group' } as const] : []), reply);
      },
    },
    coming: {
      reads: { as: 'choice' },
      ask: (context, data) => choices([text('programme:group.coming')], options(data)[0]!, options(data)[1]!),
      answer: (value, context, data) =>
        end({
          do: 'say',
          to: 'me',
          paragraphs: [text(`${base(data)}.reply.${value}`, meeting(context))],
          kind: 'group',
        }),
    },
  },
});

const base = (data: JsonObject): string => `programme:group.${String(data['part'])}`;

function options(data: JsonObject): Option[][] {
  const values = data['part'] === 'explain' ? ['go', 'not-now'] : ['go', 'not-now', 'where'];
  return values.map((value) => [{ value, label: text(`${base(data)}.choice.${value}`) }]);
}

/** When and where the group meets today, for placeholders. */
export function meeting(context: TurnContext): Record<string, Param> {
  const { group, sites } = context.facts.station();
  const site = sites.find((one) => one.id === group?.site);
  return { time: group?.time ?? '', site: site === undefined ? '' : `${site.name}（${site.address}）` };
}
