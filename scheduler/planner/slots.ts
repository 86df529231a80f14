/** Free appointment slots that a client is offered. */
import type { WorkCalendar } from '../calendar/index.js';
import { instantMs, localDayNumber, minutesOf, weekdayOfDay } from '../zone/index.js';

/** A place and when it is open. */
export interface SlotSite {
  readonly id: string;
  /** ISO weekdays; holidays and make-up days of the calendar come on top */
  readonly weekdays: readonly number[];
  /** 'HH:mm' pairs, end exclusive */
  readonly hours: readonly { readonly from: string; readonly to: string }[];
}

/** What {@link nextSlots} needs. */
export interface SlotQuery {
  readonly sites: readonly SlotSite[];
  /** Appointments that stand: a slot less than a quarter of an hour from one at the same site is not free. */
  readonly taken: readonly { readonly siteId: string; readonly at: Date }[];
  readonly calendar: WorkCalendar;
  readonly now: Date;
  readonly zone: string;
  /** how many to offer */
  readonly count: number;
  /** hours of notice at least; default 2 */
  readonly noticeHours?: number;
  /** last local day that may be offered ('YYYY-MM-DD'); default 14 days from now */
  readonly lastDay?: string;
  /** Whether a moment suits whoever comes, by their own clock; default: every moment does */
  readonly suits?: (at: Date) => boolean;
}

/** A slot on offer. */
export interface Slot {
  readonly siteId: string;
  readonly at: Date;
}

/** People come a quarter of an hour apart, so that they do not meet at the door. */
const STAGGER_MINUTES = 15;
const STAGGER_MS = STAGGER_MINUTES * 60_000;
const SEARCH_DAYS = 14;

/**
 * The next free slots on working days, in order of time: of each day the earliest and the latest, so that there is
 * always one before and one after work. Fewer than asked when the days ahead are full.
 */
export function nextSlots(query: SlotQuery): Slot[] {
  const earliest = query.now.getTime() + (query.noticeHours ?? 2) * 3_600_000;
  const today = localDayNumber(query.now.getTime(), query.zone);
  const found: Slot[] = [];
  for (let day = today; day <= lastDayOf(query, today) && found.length < query.count; day++) {
    const free = freeOn(query, day, earliest);
    const [first, last] = [free[0], free.at(-1)];
    if (first !== undefined) found.push(first);
    if (last !== undefined && last !== first && found.length < query.count) found.push(last);
  }
  return found;
}

function lastDayOf(query: SlotQuery, today: number): number {
  return query.lastDay === undefined ? today + SEARCH_DAYS : Date.parse(query.lastDay) / 86_400_000;
}

function freeOn(query: SlotQuery, day: number, earliest: number): Slot[] {
  if (!query.calendar.isWorkingDayNumber(day)) return [];
  const free: Slot[] = [];
  for (const site of query.sites) {
    if (!opens(site, day)) continue;
    for (const { from, to } of site.hours) {
      for (
        let minutes = minutesOf(from);
        minutes + STAGGER_MINUTES <= minutesOf(to);
        minutes += STAGGER_MINUTES
      ) {
        const at = instantMs(day, minutes, query.zone);
        if (at >= earliest && suits(query, at) && isFree(query, site.id, at))
          free.push({ siteId: site.id, at: new Date(at) });
      }
    }
  }
  return free.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A make-up day (a weekend that is worked) follows the hours of the weekdays. */
function opens(site: SlotSite, day: number): boolean {
  const weekday = weekdayOfDay(day);
  return site.weekdays.includes(weekday) || (weekday >= 6 && site.weekdays.some((open) => open <= 5));
}

function suits({ suits }: SlotQuery, at: number): boolean {
  return suits === undefined || suits(new Date(at));
}

function isFree(query: SlotQuery, siteId: string, at: number): boolean {
  return query.taken.every(
    (other) => other.siteId !== siteId || Math.abs(other.at.getTime() - at) >= STAGGER_MS,
  );
}
