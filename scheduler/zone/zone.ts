/**
 * Wall clock ↔ instant, without a library: the offset of a zone is asked of Intl once for each quarter of an hour
 * and kept. A quarter, because every change of clocks in force today happens on one (Lord Howe moves by half an hour).
 *
 * Policy: a wall time that does not exist (clocks go forward) means the same distance after the gap;
 * one that exists twice (clocks go back) means the first.
 */
import { DAY_MS, dateOf, dayNumber, minutesOf, timeOf, weekdayOfDay } from './date.js';

const QUARTER_MS = 900_000;
/** About two years of quarters in use; beyond that the cache starts afresh instead of growing. */
const MAX_CACHED = 70_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = { format: formatFor(name), offsets: new Map() };
    zones.set(name, zone);
  }
  return zone;
}

function formatFor(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** True for an IANA zone name that this machine knows ('Asia/Shanghai'); fixed offsets like '+08:00' are refused. */
export function isZone(name: string): boolean {
  if (!/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(name)) return false;
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

function readOffset(zone: Zone, ms: number): number {
  const field: Record<string, number> = {};
  for (const part of zone.format.formatToParts(ms)) field[part.type] = Number(part.value);
  const local = Date.UTC(
    field['year'] ?? 1970,
    (field['month'] ?? 1) - 1,
    field['day'] ?? 1,
    field['hour'] ?? 0,
    field['minute'] ?? 0,
    field['second'] ?? 0,
  );
  return local - ms;
}

function offsetIn(zone: Zone, ms: number): number {
  const quarter = Math.floor(ms / QUARTER_MS);
  let offset = zone.offsets.get(quarter);
  if (offset === undefined) {
    if (zone.offsets.size >= MAX_CACHED) zone.offsets.clear();
    offset = readOffset(zone, quarter * QUARTER_MS);
    zone.offsets.set(quarter, offset);
  }
  return offset;
}

/** Offset of a zone at an instant, in milliseconds east of UTC. Throws RangeError for an unknown zone. */
export function offsetMs(ms: number, zone: string): number {
  return offsetIn(zoneOf(zone), ms);
}

/** Instant (ms) of a wall time given as day number and minutes after midnight; may run over midnight. */
export function instantMs(day: number, minutes: number, zoneName: string): number {
  const zone = zoneOf(zoneName);
  const local = day * DAY_MS + minutes * 60_000;
  const before = offsetIn(zone, local - DAY_MS);
  const after = offsetIn(zone, local + DAY_MS);
  if (before === after) return local - before;
  const first = local - Math.max(before, after);
  if (first + offsetIn(zone, first) === local) return first;
  const second = local - Math.min(before, after);
  if (second + offsetIn(zone, second) === local) return second;
  return local - before;
}

/**
 * Instant of a wall time: `toInstant('2026-12-01', '20:00', 'Asia/Shanghai')` is 12:00 UTC.
 * Gap → forward, overlap → first. Throws RangeError for an unknown zone.
 */
export function toInstant(localDate: string, time: string, zone: string): Date {
  return new Date(instantMs(dayNumber(localDate), minutesOf(time), zone));
}

/** Milliseconds of an instant as the zone's wall clock shows them (as if they were UTC). */
export function wallMs(ms: number, zone: string): number {
  return ms + offsetIn(zoneOf(zone), ms);
}

/** Day number of an instant on the zone's wall calendar. */
export function localDayNumber(ms: number, zone: string): number {
  return Math.floor(wallMs(ms, zone) / DAY_MS);
}

/** Minutes after midnight on the zone's wall clock (whole minutes, rounded down). */
export function localMinutes(ms: number, zone: string): number {
  const wall = wallMs(ms, zone);
  return Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / 60_000);
}

/** What the wall clock and calendar of a zone show at an instant. */
export interface LocalParts {
  /** 'YYYY-MM-DD' */
  readonly date: string;
  /** 'HH:mm' */
  readonly time: string;
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
  /** minutes after midnight */
  readonly minutes: number;
}

/** Date, time, weekday and minutes of an instant in a zone. Throws RangeError for an unknown zone. */
export function localParts(instant: Date, zone: string): LocalParts {
  const day = localDayNumber(instant.getTime(), zone);
  const minutes = localMinutes(instant.getTime(), zone);
  return { date: dateOf(day), time: timeOf(minutes), weekday: weekdayOfDay(day), minutes };
}
