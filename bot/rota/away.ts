import { seatsAt, type RotaRows } from './order.js';

/** Places that somebody can stand in at. */
const places = [0, 1];

/**
 * Who is away at `at` because somebody stands in for them, and who that is. Whoever stands in at the other place
 * themselves is there; whoever is only kept as a safety net behind their stand-in is away.
 */
export function standInsAt(rows: RotaRows, at: Date, zone: string): ReadonlyMap<string, string> {
  const planned = seatsAt({ ...rows, covers: [] }, at, zone);
  const covers = seatsAt(rows, at, zone).filter((seat) => seat.from === 'cover');
  const isCover = (personId: string) => covers.some((seat) => seat.personId === personId);
  return new Map(
    places.flatMap((position) => {
      const holder = planned.find((seat) => seat.position === position);
      const cover = covers.find((seat) => seat.position === position);
      if (holder === undefined || cover === undefined || isCover(holder.personId)) return [];
      return [[holder.personId, cover.personId] as const];
    }),
  );
}
