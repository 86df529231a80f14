import { addDays, localParts, minutesOf, toInstant } from '../../scheduler/zone/index.js';

/** The rows that decide who is on call. */
export interface RotaRows {
  /** The order of set-up. */
  readonly base: readonly Place[];
  readonly week: readonly (Place & { readonly weekday: number })[];
  readonly covers: readonly (Place & {
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly createdAt: Date;
  })[];
  /** Local hour of the hand-over, `09:00`. */
  readonly handOver: string;
}

/** Somebody at a place of the order: 0 on call, 1 second person, 2 supervisor, 3 operator. */
export interface Place {
  readonly position: number;
  readonly personId: string;
}

/** A place with its reason. */
export interface Seat extends Place {
  readonly from: 'cover' | 'week' | 'setup';
}

/** The hand-over hour until somebody sets another. */
export const defaultHandOver = '09:00';

/** Places that the rota fills; supervisor and operator stay as set up. */
const planned = [0, 1];

/** The duty day that `at` falls into: before the hand-over hour it is still yesterday's. */
export function dutyDay(at: Date, zone: string, handOver: string): string {
  const { date, minutes } = localParts(at, zone);
  return minutes < minutesOf(handOver) ? addDays(date, -1) : date;
}

/** From when to when a duty day goes. */
export function dutySpanOf(day: string, zone: string, handOver: string): { startsAt: Date; endsAt: Date } {
  return { startsAt: toInstant(day, handOver, zone), endsAt: toInstant(addDays(day, 1), handOver, zone) };
}

/**
 * Who is woken at `at`, in this order: whoever stands in, else the week plan, else the order of set-up, so that a hole
 * in the plan never leaves a cry for help with nobody. Nobody holds both first places: the one who is displaced from
 * the first becomes the second.
 */
export function seatsAt(rows: RotaRows, at: Date, zone: string): Seat[] {
  const day = dutyDay(at, zone, rows.handOver);
  const weekday = localParts(toInstant(day, '12:00', zone), zone).weekday;
  const seat = (position: number) => seatOf(rows, position, weekday, at);
  const first = seat(0);
  const wanted = [seat(1), baseSeat(rows, 1), baseSeat(rows, 0)];
  const second = wanted.find((one) => one !== null && one.personId !== first?.personId) ?? null;
  const others = rows.base
    .filter(({ position }) => !planned.includes(position))
    .map((place): Seat => ({ ...place, from: 'setup' }));
  return [
    ...(first === null ? [] : [first]),
    ...(second === null ? [] : [{ ...second, position: 1 }]),
    ...others,
  ];
}

function seatOf(rows: RotaRows, position: number, weekday: number, at: Date): Seat | null {
  const cover = rows.covers
    .filter((one) => one.position === position && one.startsAt <= at && at < one.endsAt)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  if (cover !== undefined) return { position, personId: cover.personId, from: 'cover' };
  const day = rows.week.find((one) => one.position === position && one.weekday === weekday);
  if (day !== undefined) return { position, personId: day.personId, from: 'week' };
  return baseSeat(rows, position);
}

function baseSeat({ base }: RotaRows, position: number): Seat | null {
  const place = base.find((one) => one.position === position);
  return place === undefined ? null : { ...place, from: 'setup' };
}

/** When the order next changes by itself after `at`: the hand-over, or where a cover begins or ends before it. */
export function nextChange(rows: RotaRows, at: Date, zone: string): Date {
  const { endsAt } = dutySpanOf(dutyDay(at, zone, rows.handOver), zone, rows.handOver);
  const edges = rows.covers.flatMap((cover) => [cover.startsAt, cover.endsAt]);
  const soon = edges.filter((edge) => edge > at && edge < endsAt);
  return new Date(Math.min(endsAt.getTime(), ...soon.map((edge) => edge.getTime())));
}
