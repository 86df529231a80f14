/** Quiet hours: the part of the person's night in which nothing proactive is sent (crisis excepted, elsewhere). */
import { minutesOf } from './date.js';
import { instantMs, localDayNumber, localMinutes } from './zone.js';

/** From inclusive, to exclusive, 'HH:mm' of the person's wall clock; may cross midnight ('21:30'–'08:00'). */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** True when minutes after midnight fall in quiet hours. Equal ends mean no quiet hours at all. */
export function minutesAreQuiet(minutes: number, quiet: QuietHours): boolean {
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** True when the instant falls in quiet hours of the zone. */
export function inQuietHours(instant: Date, zone: string, quiet: QuietHours): boolean {
  return minutesAreQuiet(localMinutes(instant.getTime(), zone), quiet);
}

/** The instant itself, or the end of the quiet hours it falls in. */
export function nextOpenMoment(instant: Date, zone: string, quiet: QuietHours): Date {
  if (!inQuietHours(instant, zone, quiet)) return instant;
  const ms = instant.getTime();
  const today = localDayNumber(ms, zone);
  const to = minutesOf(quiet.to);
  const openToday = instantMs(today, to, zone);
  return new Date(openToday > ms ? openToday : instantMs(today + 1, to, zone));
}
