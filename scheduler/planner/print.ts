/** A plan as lines of text, for tests, documents and eyes. */
import { localParts } from '../zone/index.js';
import type { PlanItem } from './types.js';

/**
 * One line an item, grouped by nothing, ordered as given:
 * `D1   Wed 2026-12-02 20:00  client  check-in 2026-12-02` · folded: `  └ milestone D1 (folded)` ·
 * dropped: `  ✗ benefits D7: cap-full`.
 */
export function printPlan(items: readonly PlanItem[], zone: string): string[] {
  return items.map((item) => printItem(item, zone));
}

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** One item as one line. */
export function printItem(item: PlanItem, zone: string): string {
  const parts = localParts(item.dueAt, zone);
  const when =
    `D${String(item.day)}`.padEnd(4) + ` ${WEEKDAYS[parts.weekday] ?? ''} ${parts.date} ${parts.time}`;
  const what = `${item.to.padEnd(6)} ${item.step} ${item.cycle}`;
  if (item.state === 'planned') return `${when}  ${what}${item.reason === null ? '' : ` (${item.reason})`}`;
  if (item.state === 'dropped') return `${when}  ✗ ${what}: ${item.reason ?? ''}`;
  const host = item.foldedInto === null ? '' : `${item.foldedInto.step} ${item.foldedInto.cycle}`;
  return `${when}  └ ${what} → ${host}${item.reason === 'replaced' ? ' (replaced)' : ''}`;
}
