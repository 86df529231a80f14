import type { Triage, TriageContext } from './types.js';

const WINDOW_MS = 60 * 60_000;
const HINTS_NEEDED = 3;

/**
 * Three messages within an hour that only hint (this one included) add up to level 2. Without `now` or `recent`, or
 * when this message says nothing or says it outright, the judgement comes back as it was.
 *
 * @example addUpRecent(hint, { now, recent: [oneHint, anotherHint] }).level // 2
 */
export const addUpRecent = (judged: Triage, context: TriageContext): Triage => {
  const { now, recent = [] } = context;
  if (now === undefined || !judged.indirect || judged.level >= 2 || judged.level === 0) return judged;
  const since = now.getTime() - WINDOW_MS;
  const hints = recent.filter(
    (one) => one.indirect && one.level > 0 && one.at.getTime() >= since && one.at <= now,
  );
  if (hints.length + 1 < HINTS_NEEDED) return judged;
  return { ...judged, level: 2, decidedBy: `recent:${judged.decidedBy}` };
};
