import type { NewDue } from './due.js';

/** What most rows have in common: sent late rather than never, not proactive, of no group, folded into nothing. */
const USUAL = {
  priority: 50,
  day: null,
  localDay: null,
  expiresAt: null,
  startMode: 'wait',
  catchUp: 'send',
  group: null,
  proactive: false,
  releaseAt: null,
  state: 'planned',
  reason: null,
  hostStep: null,
  hostCycle: null,
  revision: 1,
} as const satisfies Partial<NewDue>;

/** A row out of what sets it apart. */
export function newDue(own: Omit<NewDue, keyof typeof USUAL> & Partial<NewDue>): NewDue {
  return { ...USUAL, ...own };
}
