import type { Programme } from '../../scheduler/programmes/schema.js';
import { nextOpenMoment } from '../../scheduler/zone/index.js';

/** The first moment from `now` on that is outside the quiet hours of the zone. */
export function openMoment(now: Date, zone: string, programme: Programme): Date {
  return nextOpenMoment(now, zone, programme.quietHours);
}
