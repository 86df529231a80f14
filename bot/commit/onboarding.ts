import { enrolledMessages, welcomeBack } from '../../flows/onboarding/enrolled.js';
import {
  consentDays,
  consentTextKey,
  consentTextVersion,
  optionalScope,
} from '../../flows/onboarding/consents.js';
import type { OnboardingEffect } from '../../flows/onboarding/effects.js';
import { notValid } from '../../flows/onboarding/join.js';
import { clientInvitation, invitationDays, type ClientInvitation } from '../../flows/staff/invitation.js';
import type { EffectOf } from '../../flows/effects.js';
import { text } from '../../flows/engine/text.js';
import type { Person } from '../../prisma/generated/sqlite/client.js';
import { cancelOutbox } from '../../prisma/repositories/outbox.js';
import { replan } from '../../scheduler/replan.js';
import { daysBetween, localParts } from '../../scheduler/zone/index.js';
import { mayEnrol } from '../facts/onboarding.js';
import { lateSteps } from '../facts/late-steps.js';
import { comingUp } from '../facts/own-hand.js';
import type { Turn } from '../turn/types.js';
import { cutOff, othersOf } from './addresses.js';
import { createInvitation, redeem, showCode } from './invitations.js';
import type { Appliers } from './types.js';

const dayMs = 24 * 3_600_000;

/** Appliers of joining and of the own hand. */
export const onboardingAppliers: Appliers<OnboardingEffect['do']> = {
  async 'contact.language'({ tx, contact }, { locale }) {
    if (contact !== null) await tx.prisma.contact.update({ where: { id: contact.id }, data: { locale } });
  },

  enrol,

  'contact.bind': bind,

  async 'contact.unbind'(turn, { which }) {
    const { contact, me, tx } = turn;
    if (contact === null || me.personId === null) return;
    await cutOff(tx, which === 'this' ? [contact.id] : await othersOf(tx, me.personId, contact.id));
    if (which === 'others')
      await tx.prisma.contact.update({ where: { id: contact.id }, data: { preferred: true } });
  },

  async 'consent.give'(turn, { scope }) {
    const { me, tx } = turn;
    if (me.personId === null || optionalScope(scope) === null) return;
    const held = { personId: me.personId, scope, revokedAt: null };
    await tx.prisma.consent.updateMany({ where: held, data: { revokedAt: turn.now } });
    const person = await tx.prisma.person.findUnique({ where: { id: me.personId } });
    await giveConsents(turn, me.personId, person?.workerId ?? null, [scope]);
    turn.more.push({ do: 'replan', personId: me.personId });
  },

  async 'consent.revoke'({ tx, now, me, more }, { consentId }) {
    if (me.personId === null) return;
    const where = { id: consentId, personId: me.personId, revokedAt: null };
    await tx.prisma.consent.updateMany({ where, data: { revokedAt: now } });
    more.push({ do: 'replan', personId: me.personId });
  },

  async 'messages.stop'({ tx, me }, { reason }) {
    if (me.personId !== null) await cancelOutbox(tx.raw, { personId: me.personId }, reason);
  },

  async 'talk.drop'({ tx, contact, now }) {
    if (contact === null) return;
    const where = { contactId: contact.id };
    const row = await tx.prisma.session.findUnique({ where });
    const frames = ((row?.frames ?? []) as { flow: string }[]).filter((frame) =>
      frame.flow.startsWith('crisis'),
    );
    if (row !== null) await tx.prisma.session.update({ where, data: { frames, updatedAt: now } });
  },

  async 'invitation.renew'(turn, { personId }) {
    const { tx, deps, me, now, station, more } = turn;
    const person = await tx.prisma.person.findUnique({ where: { id: personId } });
    if (person?.role !== 'client' || person.stationId !== station.id || person.endedAt !== null) return;
    // A new code makes the older ones of the same person worthless.
    const older = { personId, role: 'client', usedAt: null, expiresAt: { gt: now } };
    await tx.prisma.invitation.updateMany({ where: older, data: { expiresAt: now } });
    const code = showCode(deps.random.code());
    const inviterId = me.personId;
    const invitation = {
      id: deps.random.id(),
      code,
      role: 'client',
      stationId: station.id,
      inviterId,
    } as const;
    await createInvitation(tx, { ...invitation, personId, facts: {}, now });
    const paragraphs = [text('own-hand:renew.made', { alias: person.alias, code, days: invitationDays })];
    more.push({ do: 'say', to: 'me', paragraphs, kind: 'invitation-code' });
  },
};

/** Person, address, enrolment, consents, plan: all or nothing, and only for whoever uses the invitation up. */
async function enrol(turn: Turn, effect: EffectOf<'enrol'>): Promise<void> {
  const { tx, now, contact, more, station, deps } = turn;
  const { invitationId, personId } = effect;
  const invitation = await tx.prisma.invitation.findUnique({ where: { id: invitationId } });
  const isOpen = contact?.personId === null || turn.me.role === 'stranger';
  if (
    contact === null ||
    !isOpen ||
    invitation?.role !== 'client' ||
    invitation.personId !== null ||
    !mayEnrol(turn)
  ) {
    more.push(notValid);
    return;
  }
  if (!(await redeem(tx, invitationId, now))) {
    more.push(notValid);
    return;
  }
  const facts = clientInvitation.parse(invitation.facts);
  await writeClient(turn, contact.id, effect, facts, invitation.stationId);
  await giveConsents(turn, personId, facts.workerId, effect.scopes);
  await replan(tx, { programme: deps.programme, calendar: deps.calendar, station, personId, now });
  const worker = await tx.prisma.person.findUnique({ where: { id: facts.workerId } });
  const { alias, hour } = effect;
  const { releaseOn } = facts;
  more.push(
    ...enrolledMessages({
      alias,
      invited: facts.alias,
      hour,
      releaseOn,
      worker: { personId: facts.workerId, alias: worker?.alias ?? '' },
      day: daysBetween(releaseOn, localParts(now, station.zone).date),
      coming: await comingUp(tx, personId, station.zone, now),
      late: await lateSteps(tx, personId),
    }),
  );
}

async function writeClient(
  turn: Turn,
  contactId: string,
  effect: EffectOf<'enrol'>,
  facts: ClientInvitation,
  stationId: string,
): Promise<void> {
  const { tx, now, me, station, deps } = turn;
  const { personId, alias, hour, crisisChoice } = effect;
  const { workerId, releaseOn, decisionOn, deadlineDays, reportedOn, testTemplate } = facts;
  const { locale } = me;
  await tx.prisma.person.create({
    data: { id: personId, stationId, role: 'client', alias, locale, workerId, createdAt: now },
  });
  await tx.prisma.contact.update({ where: { id: contactId }, data: { personId, preferred: true } });
  await tx.prisma.enrolment.create({
    data: {
      id: deps.random.id(),
      personId,
      programme: deps.programme.id,
      revision: deps.programme.revision,
      state: 'active',
      zone: station.zone,
      hour,
      releaseOn,
      decisionOn,
      deadlineDays,
      reportedOn,
      testTemplate,
      seed: `${deps.random.id()}${deps.random.token()}`,
      crisisChoice,
      preview: 'normal',
      enrolledAt: now,
    },
  });
}

/** Only what was given is written: to whom by name, which text, which version, until when. */
export async function giveConsents(
  { tx, now, deps }: Turn,
  personId: string,
  workerId: string | null,
  scopes: readonly string[],
): Promise<void> {
  const expiresAt = new Date(now.getTime() + consentDays * dayMs);
  for (const scope of scopes) {
    await tx.prisma.consent.create({
      data: {
        id: deps.random.id(),
        personId,
        scope,
        toPersonId: scope === 'share.signals' ? workerId : null,
        textKey: consentTextKey(scope),
        textVersion: consentTextVersion,
        givenAt: now,
        // The bot itself ends with "stop", what it may do beside with a day.
        expiresAt: optionalScope(scope) === null ? null : expiresAt,
      },
    });
  }
}

/** Binds this address to somebody who is there already. */
async function bind(turn: Turn, { invitationId, personId }: EffectOf<'contact.bind'>): Promise<void> {
  const { tx, now, contact, me, more } = turn;
  const invitation = await tx.prisma.invitation.findUnique({ where: { id: invitationId } });
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  const isFree = me.personId === null || me.personId === personId;
  const isMeant = invitation !== null && invitation.personId === personId && person?.role === invitation.role;
  if (
    contact === null ||
    !isFree ||
    !isMeant ||
    person.endedAt !== null ||
    !(await redeem(tx, invitationId, now))
  ) {
    more.push(notValid);
    return;
  }
  const others = await othersOf(tx, personId, contact.id);
  if (person.role === 'client' || person.role === 'family') await cutOff(tx, others);
  else await tx.prisma.contact.updateMany({ where: { id: { in: others } }, data: { preferred: false } });
  const { locale } = person;
  await tx.prisma.contact.update({ where: { id: contact.id }, data: { personId, preferred: true, locale } });
  greet(turn, person);
}

/** The welcome is opened as whoever the address now belongs to: as a due row, in the next turn. */
function greet({ more, now, deps }: Turn, person: Person): void {
  if (person.role === 'client') {
    more.push({ do: 'replan', personId: person.id }, welcomeBack(person.alias));
    return;
  }
  const isFamily = person.role === 'family';
  more.push({
    do: 'due.schedule',
    scope: `person:${person.id}`,
    step: 'welcome',
    cycle: deps.random.id(),
    personId: person.id,
    audience: isFamily ? 'family' : 'worker',
    flow: isFamily ? 'family-welcome' : 'staff-welcome',
    args: {},
    // An answer to the code that was just sent: no cap, no quiet hours.
    category: 'system',
    dueAt: now,
    startMode: 'interrupt',
  });
}
