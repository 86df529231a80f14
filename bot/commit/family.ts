import type { FamilyEffect } from '../../flows/family/effects.js';
import { consentScope, grantGroup, messageKinds, type FamilyScope } from '../../flows/family/scopes.js';
import { invitationDays } from '../../flows/staff/invitation.js';
import { text } from '../../flows/engine/text.js';
import { say } from '../render/say.js';
import type { Turn } from '../turn/types.js';
import { createInvitation, showCode } from './invitations.js';
import type { Appliers } from './types.js';

/** Family: invitation, consents, taking back. */
export const familyAppliers: Appliers<FamilyEffect['do']> = {
  async 'family.invite'(turn, effect) {
    const { tx, now, deps, me, station } = turn;
    const { clientId, familyId } = effect;
    const alias =
      typeof effect.alias === 'string' ? effect.alias : deps.locales.render(effect.alias, me.locale, me.zone);
    await makeMember(turn, clientId, familyId, alias);
    await voidCodes(turn, familyId);
    const code = showCode(deps.random.code());
    await createInvitation(tx, {
      id: deps.random.id(),
      code,
      role: 'family',
      stationId: station.id,
      inviterId: clientId,
      personId: familyId,
      facts: { clientId },
      now,
    });
    await tellCode(turn, alias, code);
  },

  async 'family.grant'(turn, effect) {
    const { tx, now } = turn;
    const { clientId, familyId, consentId, scope, textKey, textVersion, expiresAt } = effect;
    await endConsents(turn, clientId, familyId, [scope]);
    await tx.prisma.consent.create({
      data: {
        id: consentId,
        personId: clientId,
        scope: consentScope(scope),
        toPersonId: familyId,
        textKey,
        textVersion,
        givenAt: now,
        expiresAt,
      },
    });
  },

  async 'family.revoke'(turn, { clientId, familyId, scopes }) {
    await endConsents(turn, clientId, familyId, scopes);
    for (const scope of scopes) await stopMessages(turn, clientId, familyId, scope);
  },

  async 'family.end'(turn, { clientId, familyId }) {
    await turn.tx.prisma.familyLink.updateMany({
      where: { clientId, familyId, endedAt: null },
      data: { endedAt: turn.now },
    });
    await voidCodes(turn, familyId);
  },
};

/** At once, not after the turn: the questions that follow come below it. The second message is passed on as it is. */
async function tellCode(turn: Turn, who: string, code: string): Promise<void> {
  const link = turn.deps.inviteLink('family', code);
  const tell = (key: string, params: Record<string, string | number>) =>
    say(turn, { do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'invitation-code' });
  await tell('family:invite.made', { who, code, days: invitationDays });
  await tell(link === null ? 'family:invite.forward-code' : 'family:invite.forward-link', {
    alias: turn.me.alias,
    code,
    link: link ?? '',
  });
}

async function makeMember(turn: Turn, clientId: string, familyId: string, alias: string): Promise<void> {
  const { tx, now, me, deps, station } = turn;
  const known = await tx.prisma.person.findUnique({ where: { id: familyId } });
  if (known !== null) return;
  const { locale } = me;
  await tx.prisma.person.create({
    data: { id: familyId, stationId: station.id, role: 'family', alias, locale, createdAt: now },
  });
  await tx.prisma.familyLink.create({ data: { id: deps.random.id(), clientId, familyId, createdAt: now } });
}

/** A new code makes the older ones of the same person worthless. */
async function voidCodes({ tx, now }: Turn, familyId: string): Promise<void> {
  await tx.prisma.invitation.updateMany({
    where: { personId: familyId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

async function endConsents(
  { tx, now }: Turn,
  personId: string,
  toPersonId: string,
  scopes: readonly FamilyScope[],
): Promise<void> {
  await tx.prisma.consent.updateMany({
    where: { personId, toPersonId, scope: { in: scopes.map(consentScope) }, revokedAt: null },
    data: { revokedAt: now },
  });
}

/** What has not gone out under this grant stays here: the next message is the first that is stopped. */
async function stopMessages(
  { tx }: Turn,
  clientId: string,
  familyId: string,
  scope: FamilyScope,
): Promise<void> {
  await tx.raw.exec(
    `UPDATE "Outbox" SET "state" = 'cancelled', "error" = 'revoked'
     WHERE "personId" = ? AND "kind" = ? AND ("about" IS NULL OR "about" = ?) AND "state" IN ('queued','errored','held')`,
    familyId,
    messageKinds[scope],
    grantGroup(clientId, familyId, scope),
  );
}
