import { addDays } from '../../scheduler/zone/index.js';
import { dutyDay, dutySpanOf, seatsAt, type RotaRows } from './order.js';

/** So many duty days are looked at. */
const daysAhead = 7;

/** What is wrong with the days to come. Days are the local dates on which a duty begins. */
export interface RotaGaps {
  /** On these nobody of the whole order could be woken. */
  readonly dark: readonly string[];
  /** Days of the week (1 Monday) that the plan names nobody for; empty without a plan. The order of set-up stands in. */
  readonly unplanned: readonly number[];
}

/** Looks for gaps from `now` on. `reachable`: people with an address that has not blocked us. */
export function gapsAhead(rows: RotaRows, reachable: ReadonlySet<string>, now: Date, zone: string): RotaGaps {
  const today = dutyDay(now, zone, rows.handOver);
  const days = Array.from({ length: daysAhead }, (_, index) => addDays(today, index));
  const planned = rows.week.filter(({ position }) => position === 0).map(({ weekday }) => weekday);
  return {
    dark: days.filter((day, index) => {
      const at = index === 0 ? now : dutySpanOf(day, zone, rows.handOver).startsAt;
      return !seatsAt(rows, at, zone).some(({ personId }) => reachable.has(personId));
    }),
    unplanned:
      planned.length === 0 ? [] : [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !planned.includes(weekday)),
  };
}
