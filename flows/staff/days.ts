import { text } from '../engine/text.js';
import type { Option } from '../engine/types.js';

const dayMs = 24 * 3_600_000;

/** The local day `days` after `date` (`2026-12-31`, 1 → `2027-01-01`). */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;
}

/** A button for a day near today: `yesterday`, `today`, `tomorrow`, `in-a-week`. Its value is the date. */
export function dayOption(today: string, name: 'yesterday' | 'today' | 'tomorrow' | 'in-a-week'): Option {
  const offset = { yesterday: -1, today: 0, tomorrow: 1, 'in-a-week': 7 }[name];
  return { value: dayAfter(today, offset), label: text(`staff:day.${name}`) };
}
