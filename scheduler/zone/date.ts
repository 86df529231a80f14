/** Calendar dates as text ('2026-12-01') and as day numbers (days since 1970-01-01), without any zone. */

/** Milliseconds in a day of 24 hours. */
export const DAY_MS = 86_400_000;

/** A date as the number of days since 1970-01-01. Expects 'YYYY-MM-DD'; see {@link isDate} for untrusted text. */
export function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

const dateTexts = new Map<number, string>();

/** The date text of a day number: `dateOf(20788)` is '2026-12-01'. */
export function dateOf(day: number): string {
  let text = dateTexts.get(day);
  if (text === undefined) {
    if (dateTexts.size > 20_000) dateTexts.clear();
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    dateTexts.set(day, text);
  }
  return text;
}

/** True for a real date written 'YYYY-MM-DD' ('2026-02-30' is not one). */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(dayNumber(text)) === text;
}

/** The date `n` days later (earlier when negative): `addDays('2026-12-31', 1)` is '2027-01-01'. */
export function addDays(date: string, n: number): string {
  return dateOf(dayNumber(date) + n);
}

/** Days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a);
}

/** ISO weekday of a day number: 1 Monday … 7 Sunday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** ISO weekday of a date: 1 Monday … 7 Sunday. */
export function weekdayOf(date: string): number {
  return weekdayOfDay(dayNumber(date));
}

/** Minutes after midnight of a clock time 'HH:mm'. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The clock time 'HH:mm' of minutes after midnight (0–1439). */
export function timeOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
