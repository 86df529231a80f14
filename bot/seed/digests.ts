import { digestRow } from '../../flows/staff/digest.js';
import type { Tx } from '../../prisma/client.js';
import { insertDue } from '../../prisma/repositories/due.js';
import { loadCalendar } from '../../scheduler/calendar/index.js';
import { dueOf } from '../commit/core.js';
import { nextWorkingMorning } from '../facts/staff.js';

/** Starts the morning list of workers who are there from the start; those who join by a code start their own. */
export async function seedDigests(
  tx: Tx,
  staffIds: readonly string[],
  zone: string,
  now: Date,
): Promise<void> {
  const { at, date } = nextWorkingMorning(now, zone, loadCalendar());
  await insertDue(
    tx.raw,
    staffIds.map((id) => dueOf(digestRow(id, at, date), zone)),
    now,
  );
}
