import { insertDue, type NewDue } from '../prisma/repositories/due.js';
import { newDue } from '../prisma/repositories/new-due.js';
import type { Tx } from '../prisma/client.js';
import type { Enrolment } from '../prisma/generated/sqlite/client.js';
import type { Programme } from './programmes/index.js';
import { planScope } from './scope.js';
import { addDays, daysBetween, localParts, toInstant } from './zone/index.js';

/** Months are planned whole, and so many days ahead at least. */
const monthDays = 30;
const aheadDays = 60;
/** When a person's plan is carried on: at night, when nothing of it is due. */
const nightTime = '04:10';

/** The last day of the programme that is planned on a day of it: the first programme whole, what follows by months. */
export function plannedUntil(day: number, first: Programme): number {
  const months = Math.ceil((day + aheadDays) / monthDays) * monthDays;
  return day <= monthDays ? first.days.to : Math.max(first.days.to, months);
}

/** The next day of the programme on which {@link plannedUntil} moves on. */
export function nextPlanningDay(day: number): number {
  return Math.ceil(Math.max(day, monthDays) / monthDays) * monthDays + 1;
}

/** Today's day of a person's programme: 0 on the release day. */
export function dayOf({ releaseOn, zone }: Pick<Enrolment, 'releaseOn' | 'zone'>, now: Date): number {
  return daysBetween(releaseOn, localParts(now, zone).date);
}

/** Sees to it that the plan is carried on in time: a row of the system's own, unique by its date. */
export async function planOn(tx: Tx, row: Enrolment, chain: readonly Programme[], now: Date): Promise<void> {
  const day = dayOf(row, now);
  const first = chain[0];
  const last = chain.at(-1);
  if (first === undefined || last === undefined || row.state === 'completed') return;
  if (plannedUntil(day, first) >= last.days.to) return;
  const date = addDays(row.releaseOn, nextPlanningDay(day));
  if (row.endOn !== null && date > row.endOn) return;
  await insertDue(tx.raw, [planOnRow(row, date, first.revision)], now);
}

/** Carries a person's plan on in the night of that day. Unique by its date. */
export function planOnRow(
  row: Pick<Enrolment, 'id' | 'episode' | 'personId' | 'zone'>,
  date: string,
  revision: number,
): NewDue {
  return newDue({
    scope: planScope(row),
    step: 'plan-on',
    cycle: date,
    personId: null,
    audience: 'system',
    flow: 'plan-on',
    args: { clientId: row.personId },
    category: 'system',
    priority: 90,
    localDay: date,
    dueAt: toInstant(date, nightTime, row.zone),
    revision,
  });
}
