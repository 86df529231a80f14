import type { Effect } from '../effects.js';
import { followUpGroup } from './after.js';
import { alertGroup } from './chain.js';
import type { AlertFacts } from './facts.js';

/** The person has not agreed that anybody hears what it is about: they said no, or have not answered. */
export const isUntold = (alert: AlertFacts): boolean =>
  !alert.shared || alert.state === 'asked' || alert.state === 'declined';

/**
 * Leaves an alert to itself, because what has come since is another matter and gets its own: whoever is called for that
 * never hears what was kept back in this one.
 */
export function setAside(alert: AlertFacts): Effect[] {
  const clear = (group: string): Effect => ({ do: 'due.clear', group, reason: 'risen' });
  return [
    clear(alertGroup(alert.id)),
    clear(followUpGroup(alert.id)),
    ...(alert.state === 'declined'
      ? []
      : [{ do: 'alert.close', alertId: alert.id, state: 'resolved', outcome: 'risen' } as const]),
  ];
}
