import type { Lane } from '../flows/core-effects.js';
import { bulkRoom } from './budget.js';

/** Lanes, most urgent first. */
export const lanes: readonly Lane[] = ['crisis', 'reply', 'reminder', 'bulk'];

/** Lanes that share what the crisis lane leaves. */
export const sharedLanes = ['reply', 'reminder', 'bulk'] as const;
export type SharedLane = (typeof sharedLanes)[number];

/** When all three wait, of twelve sends so many go to each: people first, and nobody starves. */
const weights: Readonly<Record<SharedLane, number>> = { reply: 8, reminder: 3, bulk: 1 };

/** How many of each lane. */
export type LaneCounts = Readonly<Record<SharedLane, number>>;

/** Divides free slots among lanes; it remembers who had to wait, so use one for each channel. */
export interface LaneSharer {
  /**
   * Of `free` slots, how many go to each lane that has so many `waiting`. No slot stays empty while anybody who may
   * have it waits; bulk gets at most `bulkFree` of them.
   */
  share(free: number, waiting: LaneCounts, bulkFree: number): LaneCounts;
}

/** A {@link LaneSharer} by smooth weighted round robin: deterministic, and every waiting lane has its turn. */
export function createLaneSharer(): LaneSharer {
  const credit: Record<SharedLane, number> = { reply: 0, reminder: 0, bulk: 0 };
  return {
    share(free, waiting, bulkFree) {
      const given: Record<SharedLane, number> = { reply: 0, reminder: 0, bulk: 0 };
      const may = (lane: SharedLane) =>
        given[lane] < waiting[lane] && (lane !== 'bulk' || given.bulk < bulkFree);
      for (let left = free; left > 0; left -= 1) {
        const open = sharedLanes.filter(may);
        const next = nextOf(open, credit);
        if (next === null) break;
        given[next] += 1;
      }
      // A lane in which nobody waits saves nothing up: else it would take everything when it wakes.
      for (const lane of sharedLanes) if (waiting[lane] === 0) credit[lane] = 0;
      return given;
    },
  };
}

function nextOf(open: readonly SharedLane[], credit: Record<SharedLane, number>): SharedLane | null {
  let total = 0;
  let best: SharedLane | null = null;
  for (const lane of open) {
    credit[lane] += weights[lane];
    total += weights[lane];
    if (best === null || credit[lane] > credit[best]) best = lane;
  }
  if (best !== null) credit[best] -= total;
  return best;
}

/** How many more bulk sends may be in flight: never more than their share of the window. */
export function bulkFree(window: number, bulkInFlight: number): number {
  return Math.max(0, bulkRoom(window) - bulkInFlight);
}
