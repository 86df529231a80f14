import { shown, text, type Text } from '../engine/text.js';
import type { RotaFactsNow } from './facts.js';

/**
 * Where nobody could be woken, loudest first: now, then each of the coming days. Empty when there is no hole.
 */
export function gapsOf(plan: RotaFactsNow): Text[] {
  const isDark = (seat: RotaFactsNow['now']['first']) => seat === null || !seat.reachable;
  const dark = plan.coming.slice(1).filter((duty) => isDark(duty.first) && isDark(duty.second));
  const days = dark.map((duty) => text('rota:day', { day: shown(duty.startsAt, 'day') }));
  return [
    ...(isDark(plan.now.first) && isDark(plan.now.second) ? [text('rota:gap.now')] : []),
    ...(days.length === 0 ? [] : [text('rota:gap.days', { days: { list: days } })]),
  ];
}

/** Days that the week plan forgot; the order of set-up still stands on them, so this is no alarm. */
export function unplannedText({ unplanned }: RotaFactsNow): Text[] {
  const days = unplanned.map((weekday) => text(`rota:weekday.${String(weekday)}`));
  return days.length === 0 ? [] : [text('rota:gap.unplanned', { days: { list: days } })];
}
