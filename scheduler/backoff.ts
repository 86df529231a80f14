const firstMs = 2_000;
const mostMs = 15 * 60_000;
/** A cry for help is tried again at least this often. */
const mostCrisisMs = 30_000;

/**
 * How long to wait before attempt `attempt + 1`: doubling from 2 s to 15 min (crisis lane: 30 s), with up to a fifth
 * of it as jitter. Never shorter than the wait before (for any jitter), never longer than 18 min. `random` gives
 * 0 ≤ x < 1.
 */
export function nextTryMs(attempt: number, random: () => number, lane?: string): number {
  const most = lane === 'crisis' ? mostCrisisMs : mostMs;
  const base = Math.min(most, firstMs * 2 ** Math.max(0, attempt - 1));
  // At the ceiling there is no jitter, so that no wait is shorter than one before.
  return Math.round(base === most ? base * 1.2 : base * (1 + 0.2 * random()));
}

/** The longest wait that {@link nextTryMs} gives. */
export function longestTryMs(lane?: string): number {
  return Math.round(1.2 * (lane === 'crisis' ? mostCrisisMs : mostMs));
}

/** How long a 429 makes a message wait: what the provider asked for, and up to a tenth (1 s) more. Never less. */
export function throttledMs(retryAfterMs: number | undefined, random: () => number): number {
  const asked = Math.max(0, retryAfterMs ?? 1_000);
  return Math.ceil(asked + Math.min(1_000, asked / 10) * random());
}

/** How long a channel that refuses everything is left alone: 1 s doubling to 30 s. `failures` from 1. */
export function restMs(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(10, Math.max(0, failures - 1)));
}
