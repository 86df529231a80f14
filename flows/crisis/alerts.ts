import { choices, defineFlow, end } from '../engine/define.js';
import { shown, text } from '../engine/text.js';
import type { Option, Outcome } from '../engine/types.js';
import { staff, stateText } from './alert.js';
import type { AlertFacts } from './facts.js';
import { linesText, whoText } from './page.js';

/** So many fit under one message. */
const most = 8;

/** Everything that is not closed, oldest first: one tap opens it. */
export const alerts = defineFlow({
  id: 'alerts',
  roles: staff,
  questions: {},
  open(_args, context): Outcome {
    const open = context.facts.openAlerts().slice(0, most);
    const prompt =
      open.length === 0
        ? choices([text('crisis:alert.empty')])
        : choices(
            [text('crisis:alert.list'), linesText(open.map(itemText))],
            ...open.map((alert) => [button(alert)]),
          );
    return end({ do: 'say', to: 'me', ...prompt, kind: 'alert' });
  },
});

function itemText(alert: AlertFacts) {
  return text('crisis:alert.item', {
    at: shown(alert.lastAt, 'day-time'),
    who: whoText(alert.who),
    state: stateText(alert),
  });
}

function button(alert: AlertFacts): Option {
  const deed = alert.state === 'open' ? 'ack' : 'open';
  return {
    value: alert.id,
    label: whoText(alert.who),
    open: { flow: 'alert', args: { alertId: alert.id, deed } },
  };
}
