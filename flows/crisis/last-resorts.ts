import { text } from '../engine/text.js';
import type { Option, TurnContext } from '../engine/types.js';
import type { AlertFacts } from './facts.js';

const resorts = ['phone', 'family', 'lower'] as const;

/** Whether a choice under an alert is one of these; each opens the flow `alert-NAME`. */
export function isLastResort(value: string): value is (typeof resorts)[number] {
  return (resorts as readonly string[]).includes(value);
}

const button = (value: (typeof resorts)[number]): Option => ({
  value,
  label: text(`crisis:button.${value}`),
});

/**
 * At level 3, for whoever has it: the number the client left, the family, and judging it less urgent. `isMine`: taken
 * in this very turn.
 */
export function lastResorts(alert: AlertFacts, isMine: boolean, context: TurnContext): Option[][] {
  if (alert.level !== 3 || !(isMine || alert.ackBy?.personId === context.me.personId)) return [];
  const emergency = context.facts.emergency(alert.id);
  const canTell = emergency !== null && !emergency.withheld && emergency.members.some((one) => !one.told);
  const doors = [
    ...(emergency?.phone === true ? [button('phone')] : []),
    ...(canTell ? [button('family')] : []),
    button('lower'),
  ];
  return [doors];
}
