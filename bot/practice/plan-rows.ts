import { whoIs } from '../why/who.js';
import { why } from '../why/why.js';
import { PlanWords } from '../why/words.js';
import type { Label, PlanRow, PlanState } from './control.js';
import { personAt } from './phones.js';
import type { PracticeParts } from './practice-control.js';

/**
 * Everything that is about whoever holds this phone, each step with every decision about it and why: the programme,
 * what waits for an answer, urgent times, and messages that found no way.
 */
export async function planRows(parts: PracticeParts, chat: string): Promise<PlanRow[]> {
  const personId = await personAt(parts, chat);
  if (personId === null) return [];
  const [asked] = await whoIs(parts.db, personId);
  if (asked === undefined) return [];
  const { steps } = await why(parts.db, asked, null);
  return steps.map(({ at, local, day, step, episode, state, reason, decisions }) => ({
    at: new Date(at).toISOString(),
    local: local.slice('2026-'.length),
    day,
    step,
    // What was decided without having been planned is over with that.
    state: (state ?? 'done') as PlanState,
    reason: reason === null ? null : named(parts, 'reason', reason),
    label: inBoth(parts, (words) => words.stepName(step, episode)),
    decisions: decisions.map((one) => ({
      local: one.local.slice('2026-'.length),
      label: inBoth(parts, (words) => words.decision(one.code)),
    })),
  }));
}

/** What a step is called; null where it has no words. */
export function stepLabel(parts: PracticeParts, step: string): Label | null {
  return new PlanWords(parts.locales, 'zh-CN').has('step', step) ? named(parts, 'step', step) : null;
}

/** A code in both languages; a code that has no words is shown as it is. */
function named(parts: PracticeParts, kind: 'step' | 'reason', code: string): Label {
  return inBoth(parts, (words) => words.named(kind, code));
}

function inBoth({ locales }: PracticeParts, say: (words: PlanWords) => string): Label {
  return { 'zh-CN': say(new PlanWords(locales, 'zh-CN')), en: say(new PlanWords(locales, 'en')) };
}
