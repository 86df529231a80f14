import { ask, choices, defineFlow, end, stay } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { JsonObject, Outcome, TurnContext } from '../engine/types.js';
import { textArg } from '../appointments/args.js';
import { cardDoor, cardReply, proposal } from './card.js';
import { cardSections, sectionOf } from './facts.js';
import { longestLine } from './write.js';

/**
 * A worker proposes a line for a client's card, as when they write it together. The client takes it or leaves it; the
 * worker never sees the card. Args: `{ clientId }`.
 */
export const cardPropose = defineFlow({
  id: 'card-propose',
  roles: ['worker', 'supervisor'],
  open(args, { facts }): Outcome {
    const clientId = textArg(args, 'clientId');
    const client = facts.clientCard(clientId);
    return client === null ? end() : ask('section', { clientId, alias: client.alias });
  },
  questions: {
    section: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('card:propose.section', { alias: String(data['alias']) })],
          ...cardSections.map((section) => [{ value: section, label: text(`card:title.${section}`) }]),
        ),
      answer: (value, _context, data) => ask('line', { ...data, section: value }),
    },
    line: {
      reads: { as: 'text', max: 200 },
      ask: (_context, data) => ({
        paragraphs: [
          text(data['long'] === true ? 'card:long' : 'card:propose.line', { alias: String(data['alias']) }),
        ],
      }),
      answer: proposed,
    },
  },
});

function proposed(value: string, context: TurnContext, data: JsonObject): Outcome {
  const section = sectionOf(data['section']);
  const clientId = textArg(data, 'clientId');
  if (section === null) return end();
  if (Array.from(value).length > longestLine) return ask('line', { ...data, long: true });
  const lineId = context.newId();
  const words = value.replaceAll('\n', ' ');
  const line = { id: lineId, section, text: words, by: context.me.alias };
  return end(
    { do: 'card.propose', lineId, clientId, section, text: words },
    ...proposal(line).map((say) => ({ ...say, to: { person: clientId } })),
    cardReply(text('card:propose.sent', { alias: String(data['alias']) })),
  );
}

/** The client takes a proposed line, or leaves it; only what was taken is told back. Args: `{ lineId, yes? }`. */
export const cardTake = defineFlow({
  id: 'card-take',
  roles: ['client'],
  questions: {},
  open(args, { facts }) {
    const lineId = textArg(args, 'lineId');
    const line = facts.myCard().proposed.find((one) => one.id === lineId);
    const see = [[cardDoor('see', 'my-card')]];
    if (line === undefined) return stay({ ...cardReply(text('card:take.gone')), options: see });
    if (args['yes'] !== true) return stay({ do: 'card.drop', lineId }, cardReply(text('card:take.left')));
    return stay({ do: 'card.take', lineId }, { ...cardReply(text('card:take.done')), options: see });
  },
});
