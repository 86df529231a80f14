import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long something took and the longest stall of the event loop meanwhile. */
export interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  /** Time of the processor, all threads of this process: what is left when other programs take the rest. */
  readonly cpuSeconds: number;
  readonly stallMs: number;
}

/** Resolution of the stall monitor in ms. */
const gridMs = 1;

/** Runs `work` and measures it; garbage of what went before is collected first where the runtime allows it. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  (globalThis as { gc?: () => void }).gc?.();
  const monitor = monitorEventLoopDelay({ resolution: gridMs });
  monitor.enable();
  // The monitor sees nothing before its first turn.
  await new Promise((resolve) => setTimeout(resolve, 2 * gridMs));
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  // One more turn, so that a stall at the very end is seen.
  await new Promise((resolve) => setTimeout(resolve, 2 * gridMs));
  monitor.disable();
  return {
    result,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    stallMs: Math.max(0, monitor.max / 1e6 - gridMs),
  };
}

/** Peak memory of this process so far, in MiB. */
export function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1_024;
}

/** The value below which `part` (0…1) of the sorted numbers lie. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** Calls `work` for each index with so many under way at once. */
export async function each(
  count: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const line = async () => {
    for (let index = (next += 1) - 1; index < count; index = (next += 1) - 1) await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, line));
}
