import { minuteMs } from '../options.js';
import type { Run } from '../world.js';

/** When the provider and a process were there again for what came at this moment; both by the clock that nobody sets. */
export function soonestAfter({ troubles }: Pick<Run, 'troubles'>, ms: number): number {
  let moment = ms;
  for (const { fromMs, toMs } of [...troubles].sort((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs <= moment + 5 * minuteMs && toMs > moment) moment = toMs;
  }
  return moment;
}

/** When the machine had no power, in order, what overlaps joined; by the clock that nobody sets. */
export function powerCuts({ troubles }: Pick<Run, 'troubles'>): { fromMs: number; toMs: number }[] {
  const cuts: { fromMs: number; toMs: number }[] = [];
  const off = troubles.filter(({ kind }) => kind === 'off').sort((a, b) => a.fromMs - b.fromMs);
  for (const { fromMs, toMs } of off) {
    const before = cuts.at(-1);
    if (before !== undefined && fromMs <= before.toMs) before.toMs = Math.max(before.toMs, toMs);
    else cuts.push({ fromMs, toMs });
  }
  return cuts;
}
