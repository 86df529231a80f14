import { shown, text, type Text } from '../engine/text.js';
import type { RotaFactsNow } from './facts.js';

/** Neither of the two first places can be woken. */
export function isDark({ first, second }: Pick<RotaFactsNow['now'], 'first' | 'second'>): boolean {
  return ![first, second].some((seat) => seat !== null && seat.reachable);
}

/**
 * Where nobody could be woken, loudest first: now, then each of the coming days. Empty when there is no hole.
 */
export function gapsOf(plan: RotaFactsNow): Text[] {
  const dark = plan.coming.slice(1).filter(isDark);
  const days = dark.map((duty) => text('rota:day', { day: shown(duty.startsAt, 'day') }));
  return [
    ...(isDark(plan.now) ? [text('rota:gap.now')] : []),
    ...(days.length === 0 ? [] : [text('rota:gap.days', { days: { list: days } })]),
  ];
}

/** Days that the week plan forgot; the order of set-up still stands on them, so this is no alarm. */
export function unplannedText({ unplanned }: RotaFactsNow): Text[] {
  const days = unplanned.map((weekday) => text(`rota:weekday.${String(weekday)}`));
  return days.length === 0 ? [] : [text('rota:gap.unplanned', { days: { list: days } })];
}
