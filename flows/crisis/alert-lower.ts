import { ask, choices, defineFlow, end, open } from '../engine/define.js';
import { text } from '../engine/text.js';
import type { Outcome, TurnContext } from '../engine/types.js';
import { staff } from './alert.js';
import { alertGroup, chainRows, uncontactedSoonRungs } from './chain.js';
import { lowerReasons, type LowerReason } from './effects.js';
import type { AlertFacts } from './facts.js';

/**
 * A level rises by itself and is lowered by a person only: whoever has it, with a reason that is kept. It stays open,
 * and the next message that tells of danger raises it again. Args: `{ alertId }`.
 */
export const alertLower = defineFlow({
  id: 'alert-lower',
  roles: staff,
  open: (args, context) => {
    const alertId = String(args['alertId']);
    return mine(alertId, context) === null
      ? open('alert', { alertId, deed: 'open' })
      : ask('why', { alertId });
  },
  questions: {
    why: {
      reads: { as: 'choice' },
      ask: () =>
        choices(
          [text('crisis:lower.why')],
          ...lowerReasons.map((reason) => [{ value: reason, label: text(`crisis:lower.${reason}`) }]),
          [{ value: 'no', label: text('crisis:lower.no'), words: 'no' }],
        ),
      answer(value, context, data) {
        const alertId = String(data['alertId']);
        const alert = mine(alertId, context);
        const reason = lowerReasons.find((known) => known === value);
        if (alert === null || reason === undefined) return open('alert', { alertId, deed: 'open' });
        return lower(alert, reason, context);
      },
    },
  },
});

function mine(alertId: string, { facts, me }: TurnContext): AlertFacts | null {
  const alert = facts.alert(alertId);
  const isOpen = alert !== null && ['acknowledged', 'contacted'].includes(alert.state);
  return isOpen && alert.level === 3 && alert.ackBy?.personId === me.personId ? alert : null;
}

function lower(alert: AlertFacts, reason: LowerReason, { now }: TurnContext): Outcome {
  const isContacted = alert.state === 'contacted';
  return end(
    { do: 'alert.lower', alertId: alert.id, reason },
    { do: 'due.clear', group: alertGroup(alert.id), reason: 'lowered' },
    ...(isContacted ? [] : chainRows(alert.id, uncontactedSoonRungs, 'uncontacted', now)),
    {
      do: 'say',
      to: 'me',
      paragraphs: [text('crisis:lower.done')],
      options: [
        [
          {
            value: 'back',
            label: text('crisis:button.back'),
            open: { flow: 'alert', args: { alertId: alert.id, deed: 'open' } },
            again: true,
          },
        ],
      ],
      kind: 'alert',
      lane: 'crisis',
    },
  );
}
