import { ask, choices, defineFlow, end } from '../engine/define.js';
import { text } from '../engine/text.js';
import { textArg } from '../appointments/args.js';

/** "I'm 15", "我今年十六岁", "我上初二": said about oneself and about now. An age in a story of long ago is none. */
const says: readonly RegExp[] = [
  /(?:我|本人)(?:今年|现在|才|刚满|刚|只有|还|也|是|[，,\s])*(?:1[0-7]|十[一二三四五六七]?)岁(?!那|的?时候|时|就|起|开始|以前|之前|多)/u,
  /我(?:还)?(?:是|在读|在上|上|读)(?:个)?(?:初中|初[一二三]|高中|高[一二三](?!楼)|小学)/u,
  /\bi(?:['’]?m| am)(?: only| just| still)? (?:1[0-7]|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?= years? old|-year-old|yo\b|[.,!?;]| and\b| but\b|$)/iu,
  /\bi(?:['’]?m| am)(?: only| just| still)? (?:a minor|under ?age|under (?:18|eighteen))\b/iu,
];

/** Whether somebody tells of themselves that they are under 18. Pure; for the card only, it is kept nowhere. */
export function tellsMinor(said: string): boolean {
  const plain = said.normalize('NFKC');
  return says.some((pattern) => pattern.test(plain));
}

/**
 * A worker says that a client is under 18, or is not any more: their cards then lead with the line for young people.
 * Args: `{ clientId }`.
 */
export const clientMinor = defineFlow({
  id: 'client-minor',
  roles: ['worker', 'supervisor'],
  open(args, { facts }) {
    const clientId = textArg(args, 'clientId');
    const client = facts.clientCard(clientId);
    return client === null ? end() : ask('is', { clientId, alias: client.alias });
  },
  questions: {
    is: {
      reads: { as: 'choice' },
      ask: (_context, data) =>
        choices(
          [text('crisis:minor.ask', { alias: String(data['alias']) })],
          [
            { value: 'yes', label: text('crisis:minor.yes') },
            { value: 'no', label: text('crisis:minor.no') },
          ],
        ),
      answer(value, _context, data) {
        const minor = value === 'yes';
        const done = text(minor ? 'crisis:minor.set' : 'crisis:minor.unset', {
          alias: String(data['alias']),
        });
        return end(
          { do: 'enrolment.minor', personId: textArg(data, 'clientId'), minor },
          { do: 'say', to: 'me', paragraphs: [done], kind: 'alert' },
        );
      },
    },
  },
});
