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

/** A row out of what sets it apart. Written out, not spread: a wave of check-ins makes thousands of them. */
export function newDue(own: Omit<NewDue, keyof typeof USUAL> & Partial<NewDue>): NewDue {
  return {
    scope: own.scope,
    step: own.step,
    cycle: own.cycle,
    personId: own.personId,
    audience: own.audience,
    flow: own.flow,
    args: own.args,
    category: own.category,
    dueAt: own.dueAt,
    priority: own.priority ?? USUAL.priority,
    day: own.day ?? USUAL.day,
    localDay: own.localDay ?? USUAL.localDay,
    expiresAt: own.expiresAt ?? USUAL.expiresAt,
    startMode: own.startMode ?? USUAL.startMode,
    catchUp: own.catchUp ?? USUAL.catchUp,
    group: own.group ?? USUAL.group,
    proactive: own.proactive ?? USUAL.proactive,
    releaseAt: own.releaseAt ?? USUAL.releaseAt,
    state: own.state ?? USUAL.state,
    reason: own.reason ?? USUAL.reason,
    hostStep: own.hostStep ?? USUAL.hostStep,
    hostCycle: own.hostCycle ?? USUAL.hostCycle,
    revision: own.revision ?? USUAL.revision,
  };
}
