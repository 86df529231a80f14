import { defineFlow } from '../engine/define.js';
import { text } from '../engine/text.js';
import { holdOf } from './after.js';
import { everyone } from './crisis.js';
import { shortNumbers } from './numbers.js';
import { reportOf } from './report.js';
import { rest } from './urgent.js';
import { variantOf } from './variants.js';

/**
 * When the turn of a crisis broke: what has been done beside it, and nothing more; the rest of the day is held.
 * Args: `{ level, kinds, paged }`; `paged`: somebody's phone has taken a page.
 */
export const crisisFailed = defineFlow({
  id: 'crisis-failed',
  roles: everyone,
  questions: {},
  open(args, context) {
    const { level, kinds } = reportOf(args);
    const numbers = shortNumbers(context, variantOf(kinds), level);
    const number = context.facts.station().localNumber;
    const key = args['paged'] !== true ? 'nobody' : level === 3 ? 'paged' : 'asked';
    return rest(...holdOf(context), {
      do: 'say',
      to: 'me',
      paragraphs: [text(`crisis:failed.${key}`, { numbers, number })],
      kind: 'crisis-truth',
      lane: 'crisis',
    });
  },
});
