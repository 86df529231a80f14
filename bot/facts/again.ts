import type { AgainFacts, AgainLookUps, Hindrance } from '../../flows/again/facts.js';
import { secondRelease } from '../../flows/again/release.js';
import { botScope } from '../../flows/onboarding/consents.js';
import type { Tx } from '../../prisma/client.js';
import type { Enrolment, Invitation } from '../../prisma/generated/sqlite/client.js';
import { consentsOfPerson, personById } from '../../prisma/records/index.js';
import { changedBy, lookAgain } from '../../scheduler/second-release.js';
import type { FactLoaders } from '../turn/facts.js';
import { mayRead } from './access.js';
import { lateOfPlan } from './late-steps.js';

/** The role under which an offer is kept among the invitations: there is no code to it. */
export const offerRole = 'again';

/** Loaders of a second release. */
export const againLoaders: Pick<FactLoaders, keyof AgainLookUps> = {
  async again(scope, personId) {
    const { tx, now } = scope;
    const row = await tx.prisma.enrolment.findUnique({ where: { personId } });
    const person = personById(tx.sql, personId);
    if (row === null || person === null || person.endedAt !== null) return null;
    if (scope.me.personId === personId || !(await mayRead(scope, personId, 'card'))) return null;
    const { episode, releaseOn, endOn, testTemplate } = row;
    return {
      ...{ alias: person.alias, episode, releaseOn, endOn, testTemplate },
      ...(await standing(tx, row, now)),
    };
  },

  async againPreview(scope, personId, change) {
    const { tx, now, station, deps } = scope;
    const parsed = secondRelease.safeParse(JSON.parse(change));
    if (!parsed.success || scope.me.personId === personId || !(await mayRead(scope, personId, 'card')))
      return null;
    const row = await tx.prisma.enrolment.findUnique({ where: { personId } });
    const { programme, calendar } = deps;
    const input = { programme, calendar, station, personId, now };
    const looked = await lookAgain(tx, input, parsed.data);
    if (row === null || looked === null) return null;
    const { pausedFrom, pausedTo } = { ...row, ...(await changedBy(tx, input, row, parsed.data)) };
    const rests = pausedFrom !== null && (pausedTo === null || pausedTo > now);
    return {
      waiting: looked.waiting,
      unkept: looked.unkept.length,
      leave: (await openLeave(tx, personId)).length > 0,
      ...(rests ? { restUntil: pausedTo } : {}),
      late: lateOfPlan(looked.planned),
    };
  },

  async openOffer({ tx, me, now }) {
    const offer = me.personId === null ? null : await offerTo(tx, me.personId, now);
    if (offer === null) return null;
    const { id, inviterId, facts, expiresAt } = offer;
    const worker = inviterId === null ? null : personById(tx.sql, inviterId);
    return { id, worker: worker?.alias ?? '', releaseOn: secondRelease.parse(facts).releaseOn, expiresAt };
  },
};

/** Whether a worker may begin anew, and whether the client is asked before: consent ends with what it was given for. */
export async function standing(
  tx: Tx,
  row: Enrolment,
  now: Date,
): Promise<Pick<AgainFacts, 'hindrance' | 'mustAsk'>> {
  const hasConsent = consentsOfPerson(tx.sql, row.personId, now).some(({ scope }) => scope === botScope);
  return { hindrance: await hindranceOf(tx, row), mustAsk: row.state !== 'active' || !hasConsent };
}

async function hindranceOf(tx: Tx, { personId, optedOutAt }: Enrolment): Promise<Hindrance | null> {
  if (optedOutAt !== null) return 'own-word';
  const newest = await tx.prisma.statusChange.findFirst({ where: { personId }, orderBy: { at: 'desc' } });
  return newest?.status === 'deceased' ? 'deceased' : null;
}

/** Leave that was asked for or granted and has not ended. */
export function openLeave(tx: Tx, personId: string) {
  return tx.prisma.leave.findMany({ where: { personId, state: { in: ['asked', 'approved'] } } });
}

/** The offer that a client may still answer. */
export function offerTo(tx: Tx, personId: string, now: Date): Promise<Invitation | null> {
  return tx.prisma.invitation.findFirst({
    where: { personId, role: offerRole, usedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
  });
}
