import type { TurnContext } from '../engine/types.js';
import type { SubjectFacts, WhoFacts } from './facts.js';
import type { Report } from './report.js';

/** Whom a report is about, and how they are named to staff. */
export interface Subject {
  /** The one concerned; null for somebody whom we do not know. */
  readonly facts: SubjectFacts | null;
  readonly who: WhoFacts;
  /** The client's own choice and appointments count only where the client writes about themselves. */
  readonly isOwn: boolean;
}

/** Roles that are asked before anyone is called. */
export const isStaff = (role: TurnContext['me']['role']): boolean =>
  role === 'worker' || role === 'supervisor' || role === 'operator';

/**
 * A family member's report is about their client when there is exactly one; with several, or none, it stands under
 * the one who told us. A client's report about somebody else stands under the client.
 */
export function subjectOf(report: Report, context: TurnContext): Subject {
  const { me, facts } = context;
  if (me.personId === null) return { facts: null, who: { alias: '', manner: 'stranger' }, isOwn: false };
  if (me.role === 'family') {
    const clients = report.about === 'other' ? facts.linkedClients() : [];
    const client = clients.length === 1 ? facts.crisisSubject(clients[0]!) : null;
    if (client !== null)
      return { facts: client, who: { alias: client.alias, manner: 'reported' }, isOwn: false };
    return { facts: null, who: { alias: me.alias, manner: 'family' }, isOwn: false };
  }
  // What staff write without saying about whom is about somebody in their care.
  const isOther = report.about === 'other' || (isStaff(me.role) && report.about !== 'self');
  const manner = isOther ? 'near' : isStaff(me.role) ? 'staff' : 'client';
  return { facts: facts.crisisSubject(me.personId), who: { alias: me.alias, manner }, isOwn: !isOther };
}
