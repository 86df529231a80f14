import { text, type Param } from '../../flows/engine/text.js';
import type { Purpose } from '../../flows/crisis/variants.js';
import type { Place } from '../../locales/index.js';
import { ownHotlines, regionsOf, type HotlineBook } from './hotlines.js';

/**
 * What fills `{{ambulance}}`, `{{police}}`, `{{emergency}}` (either of the two) and `{{mind}}` (somebody who listens) in
 * any text: numbers of the region where it is read, never of another. Where one number brings everybody it is said once.
 *
 * @example placeOf(book, 'hk') // { ambulance: '999', police: '999', emergency: '999', mind: '2389 2222' }
 */
export function placeOf(book: HotlineBook, region: string) {
  const lines = regionsOf(book, region).flatMap((one) => one.lines);
  const first = (...purposes: readonly Purpose[]) =>
    purposes.flatMap((purpose) => lines.filter((line) => line.purpose === purpose))[0]?.number;
  const ambulance: Param = first('ambulance', 'police') ?? text('crisis:line.rescue');
  const police: Param = first('police', 'ambulance') ?? ambulance;
  const emergency: Param =
    police === ambulance ? ambulance : text('crisis:line.either', { ambulance, police });
  return { ambulance, police, emergency, mind: first('mind', 'listen') ?? ambulance } satisfies Place;
}

const known = new Map<string, Place>();

/** The same out of the project's own hotlines, worked out once for each region. */
export function ownPlace(region: string): Place {
  const place = known.get(region) ?? placeOf(ownHotlines(), region);
  known.set(region, place);
  return place;
}
