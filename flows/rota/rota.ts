import { choices, defineFlow, end, stay } from '../engine/define.js';
import { shown, text, type Text } from '../engine/text.js';
import type { Option, Outcome, Role } from '../engine/types.js';
import type { RotaDuty, RotaFactsNow, RotaSeat } from './facts.js';
import { isDark, unplannedText } from './gaps.js';
import { linesText, reply } from './parts.js';

/** Who sees the rota. */
export const rotaRoles: readonly Role[] = ['worker', 'supervisor', 'operator'];

const button = (value: string, flow: string): Option => ({
  value,
  label: text(`rota:button.${value}`),
  open: { flow, args: {} },
  again: true,
});

/** Who is woken now, until when, who comes after, and where nobody is: said before anything else. */
export const rota = defineFlow({
  id: 'rota',
  roles: rotaRoles,
  questions: {},
  open(_args, { facts, me }): Outcome {
    const plan = facts.rota();
    if (plan === null) return end();
    const doors =
      me.role === 'operator'
        ? []
        : [
            [button('hand', 'rota-hand'), button('cover', 'rota-cover')],
            [button('week', 'rota-week'), button('hour', 'rota-hour')],
          ];
    const paragraphs = [nowText(plan), comingText(plan), ...unplannedText(plan)];
    return stay({ ...reply(), ...choices(paragraphs, ...doors) });
  },
});

/** The one sentence that matters: who is woken at this moment. */
export function nowText({ now, handOver }: RotaFactsNow): Text {
  if (isDark(now)) return text('rota:now.nobody');
  if (now.first === null) return text('rota:now.alone');
  const until = shown(now.until, 'day-time');
  return linesText([
    text('rota:now.first', { alias: now.first.alias, until }),
    now.second === null ? text('rota:now.alone') : text('rota:now.second', { alias: now.second.alias }),
    text('rota:now.hour', { at: handOver }),
  ]);
}

function comingText({ coming }: RotaFactsNow): Text {
  return linesText(coming.slice(1).map(dutyLine));
}

function dutyLine({ startsAt, first, second }: RotaDuty): Text {
  if (isDark({ first, second })) return text('rota:coming.dark', { day: shown(startsAt, 'day') });
  if (second === null)
    return text('rota:coming.one', { day: shown(startsAt, 'day'), first: seatText(first) });
  return text('rota:coming.line', {
    day: shown(startsAt, 'day'),
    first: seatText(first),
    second: seatText(second),
  });
}

function seatText(seat: RotaSeat | null): Text {
  if (seat === null) return text('rota:seat.nobody');
  return text(seat.reachable ? 'rota:seat.name' : 'rota:seat.unreachable', { alias: seat.alias });
}
