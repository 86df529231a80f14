import type { InvitationFacts, OnboardingFacts } from '../../flows/onboarding/facts.js';
import { contactScope, mostTries, refusal } from '../../flows/onboarding/join.js';
import { clientInvitation } from '../../flows/staff/invitation.js';
import type { Tx } from '../../prisma/client.js';
import { contactById } from '../../prisma/records/index.js';
import { findInvitation, showCode } from '../commit/invitations.js';
import type { FactLoaders, FactScope } from '../turn/facts.js';

const hourMs = 3_600_000;

/** Loaders of joining. */
export const onboardingLoaders: Pick<FactLoaders, keyof OnboardingFacts> = {
  async invitation(scope, code) {
    if (await hasTriedEnough(scope)) return null;
    const row = await findInvitation(scope.tx, code, scope.now);
    if (row === null) return null;
    const known = clientInvitation.safeParse(row.facts);
    const workerId = known.success ? known.data.workerId : row.inviterId;
    return {
      id: row.id,
      role: row.role as InvitationFacts['role'],
      personId: row.personId,
      alias: known.success ? known.data.alias : '',
      worker: workerId === null ? '' : await aliasOf(scope.tx, workerId),
      expiresAt: row.expiresAt,
    };
  },

  door({ deps, me, tx }, role, code) {
    const bot = contactById(tx.sql, me.contactId)?.bot;
    // Another chat of somebody who is there already: of a client or their family.
    const who = role === 'link' ? 'client' : role;
    const isHome = bot === undefined || deps.isAtHome === undefined || deps.isAtHome(bot, who);
    return Promise.resolve(isHome ? 'here' : { link: deps.inviteLink(who, showCode(code)) });
  },

  mayEnrol: (scope) => Promise.resolve(mayEnrol(scope)),

  quietHours: ({ deps }) => Promise.resolve(deps.programme.quietHours),
};

/** Practice enrols practice people; the real bot only in a pilot, until privacy has had its own round. */
export function mayEnrol({ station, deps }: Pick<FactScope, 'station' | 'deps'>): boolean {
  return station.practice || deps.pilot === true;
}

/** Guessing stops being looked at; the answer stays the same. */
async function hasTriedEnough({ tx, me, now }: FactScope): Promise<boolean> {
  const tries = await tx.prisma.decision.count({
    where: {
      scope: contactScope(me.contactId),
      ...refusal,
      at: { gt: new Date(now.getTime() - hourMs) },
    },
  });
  return tries >= mostTries;
}

async function aliasOf(tx: Tx, personId: string): Promise<string> {
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  return person?.alias ?? '';
}
