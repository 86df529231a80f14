/** What a client may see of the plan. */
import type { Flow, Recipient } from '../programmes/index.js';
import type { PlanItem } from './types.js';

/** Neutral words for what comes; keys of labels, safe on a shared phone. */
export type PublicKind =
  | 'hello'
  | 'check-in'
  | 'appointment'
  | 'report-in'
  | 'papers'
  | 'group'
  | 'reminder'
  | 'work'
  | 'milestone'
  | 'lesson'
  | 'activity';

/** One line of the plan as the client sees it. */
export interface PublicItem {
  readonly to: Exclude<Recipient, 'worker'>;
  readonly kind: PublicKind;
  readonly day: number;
  readonly localDay: string;
  readonly dueAt: Date;
}

const kinds: Record<Exclude<Flow, 'task'>, PublicKind> = {
  'first-night': 'hello',
  'gate-day': 'hello',
  'report-in': 'report-in',
  agreement: 'report-in',
  papers: 'papers',
  'check-in': 'check-in',
  'weekly-check': 'check-in',
  screening: 'check-in',
  'appointment-reminder': 'appointment',
  'call-up': 'appointment',
  milestone: 'milestone',
  lesson: 'lesson',
  group: 'group',
  buddy: 'group',
  health: 'reminder',
  benefits: 'papers',
  'job-profile': 'work',
  'job-leads': 'work',
  'job-follow-up': 'work',
  'contact-data': 'reminder',
  activity: 'activity',
  'third-year': 'reminder',
  farewell: 'hello',
};

/**
 * The plan as the client may see it: nothing that is staff only (tasks, anything whose release time has not come),
 * nothing left out or folded (it comes inside another line), and no arguments, kinds or reasons.
 */
export function publicPlan(items: readonly PlanItem[], now: Date): PublicItem[] {
  const out: PublicItem[] = [];
  for (const item of items) {
    if (item.state !== 'planned' || item.to === 'worker' || item.flow === 'task') continue;
    if (item.releaseAt !== null && item.releaseAt.getTime() > now.getTime()) continue;
    const { to, day, localDay, dueAt } = item;
    out.push({ to, kind: kinds[item.flow], day, localDay, dueAt });
  }
  return out;
}
