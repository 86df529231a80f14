import { judge } from './judge.js';
import { normalise } from './normalise.js';
import { addUpRecent } from './recent.js';
import type { Triage, TriageContext } from './types.js';

export { addUpRecent } from './recent.js';
export type { CrisisKind, CrisisLevel, RecentTriage, Span, Triage, TriageContext } from './types.js';

/**
 * How much danger a message tells of, to whom, of what kind, and where it says so (`docs/domain.md` §5).
 *
 * Pure, offline and deterministic: the same text and context give the same answer; never throws. Time grows with the
 * length of the text. It finds what its rules and weights know and misses the rest: it never replaces a person.
 *
 * @param text the message as received; `spans` are UTF-16 offsets into it
 * @param context who writes and, with `now`, what was judged before (messages that only hint add up within an hour)
 * @example triage('我今晚就要自杀').level // 3
 * @example triage('笑死我了').level // 0
 */
export const triage = (text: string, context: TriageContext = {}): Triage =>
  addUpRecent(judge(normalise(text), context.role), context);
