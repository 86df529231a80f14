const minuteMs = 60_000;

/**
 * Keys of messages of which one is enough in a stretch of time: what comes after an outage in one moment, or again within
 * minutes, is taken for a repeat. When the clock is set back the same minutes come once more, and whoever notices that sets
 * apart what was written in them before (`scheduler/clock-step.ts`).
 */
export const slots = {
  /** A page to somebody who was paged of this alert before. */
  again: minuteMs,
  /** How things stand, to the person. */
  climbed: minuteMs,
  /** What has come since, to those who know: five minutes, within them ten messages make one note (R8). */
  note: 5 * minuteMs,
} as const;

/** The longest of them in ms. */
export const longestSlotMs = Math.max(...Object.values(slots));

/** @example slotKey('again', ['a1', 'p1'], now) // 'again:a1:p1:29876543' */
export function slotKey(kind: keyof typeof slots, of: readonly string[], now: Date): string {
  return [kind, ...of, Math.floor(now.getTime() / slots[kind])].join(':');
}
