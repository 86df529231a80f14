import { answers, linkMs, mostChats, mostClaims, rebindMs, tell } from '../../flows/addresses/parts.js';
import type { AddressEffect } from '../../flows/addresses/effects.js';
import type { EffectOf } from '../../flows/effects.js';
import { text } from '../../flows/engine/text.js';
import { notValid } from '../../flows/onboarding/join.js';
import { welcomeBack } from '../../flows/onboarding/enrolled.js';
import type { Invitation, Person } from '../../prisma/generated/sqlite/client.js';
import { addressesOfPerson, contactById, personById } from '../../prisma/records/index.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import type { Turn } from '../turn/types.js';
import { cutOff } from './addresses.js';
import { hashCode, redeem, showCode } from './invitations.js';
import { ownerOf, setPhrase } from './phrases.js';
import type { Appliers } from './types.js';

/** Appliers of several chats of one person. */
export const addressAppliers: Appliers<AddressEffect['do']> = {
  'link.begin': begin,
  'link.claim': claim,
  'link.answer': answer,

  async 'contact.prefer'({ tx, me }, { contactId }) {
    if (me.personId === null) return;
    const mine = { personId: me.personId, state: 'active' };
    if ((await tx.prisma.contact.count({ where: { id: contactId, ...mine } })) === 0) return;
    await tx.prisma.contact.updateMany({ where: mine, data: { preferred: false } });
    await tx.prisma.contact.update({ where: { id: contactId }, data: { preferred: true } });
  },

  async 'contact.drop'({ tx, me, contact }, { contactId }) {
    const row = contactById(tx.sql, contactId);
    if (me.personId === null || row?.personId !== me.personId || contactId === contact?.id) return;
    await cutOff(tx, [contactId]);
    if (row.preferred && contact !== null)
      await tx.prisma.contact.update({ where: { id: contact.id }, data: { preferred: true } });
  },

  async 'phrase.set'(turn, { words }) {
    if (turn.me.personId !== null) await setPhrase(turn, turn.me.personId, words);
  },

  async 'phrase.try'(turn, { words }) {
    const owner = await ownerOf(turn, words);
    const { contact } = turn;
    if (owner === null || contact === null) return;
    await claimByWords(turn, owner, contact.id);
  },
};

const dayMs = 24 * 3_600_000;

/** The newest claim stands; whoever asks again and again is not asked about again and again. */
async function claimByWords(turn: Turn, owner: Person, claimedBy: string): Promise<void> {
  const { tx, now, deps } = turn;
  const open = await openClaims(turn, owner.id);
  const recent = { personId: owner.id, role: 'rebind', createdAt: { gt: new Date(now.getTime() - dayMs) } };
  const isAsked = open.some((one) => one.claimedBy === claimedBy);
  if (isAsked || (await tx.prisma.invitation.count({ where: recent })) >= mostClaims) return;
  for (const one of open) await close(turn, one);
  const id = deps.random.id();
  await tx.prisma.invitation.create({
    data: {
      id,
      // Nobody is told a code: it is found by its id only.
      codeHash: `rebind:${id}`,
      role: 'rebind',
      stationId: owner.stationId,
      personId: owner.id,
      facts: { claimedBy },
      createdAt: now,
      expiresAt: new Date(now.getTime() + rebindMs),
      usedAt: now,
    },
  });
  askEverywhere(turn, owner, id, 'rebind.was-it-you');
  askWorker(turn, owner, id);
}

/** No other answer counts any more. */
async function close({ tx }: Turn, { invitation, claimedBy }: Claim): Promise<void> {
  const facts = { claimedBy, answered: true };
  await tx.prisma.invitation.update({ where: { id: invitation.id }, data: { facts } });
}

/** A new code makes older ones worthless. */
async function begin(turn: Turn): Promise<void> {
  const { tx, deps, now, me, contact, station, more } = turn;
  if (me.personId === null || contact === null) return;
  const mine = { personId: me.personId, role: 'link' };
  await tx.prisma.invitation.updateMany({ where: { ...mine, usedAt: null }, data: { expiresAt: now } });
  const code = showCode(deps.random.code());
  await tx.prisma.invitation.create({
    data: {
      id: deps.random.id(),
      codeHash: await hashCode(tx, code, now),
      ...mine,
      stationId: station.id,
      inviterId: me.personId,
      facts: {},
      createdAt: now,
      expiresAt: new Date(now.getTime() + linkMs),
      usedAt: null,
    },
  });
  more.push({ ...tell('link.code', { code, minutes: linkMs / 60_000 }), kind: 'link-code' });
}

/** The code is used up by whoever writes it first; nothing is bound before somebody on the other side says so. */
async function claim(turn: Turn, { invitationId }: EffectOf<'link.claim'>): Promise<void> {
  const { tx, now, contact, me, more } = turn;
  const invitation = await tx.prisma.invitation.findUnique({ where: { id: invitationId } });
  const person = invitation?.personId == null ? null : personById(tx.sql, invitation.personId);
  const isFree = contact !== null && me.personId === null && invitation?.role === 'link';
  if (!isFree || person === null || person.endedAt !== null || !(await redeem(tx, invitationId, now))) {
    more.push(notValid);
    return;
  }
  await tx.prisma.invitation.update({
    where: { id: invitationId },
    data: { facts: { claimedBy: contact.id } },
  });
  more.push(tell('link.claimed'));
  askEverywhere(turn, person, invitationId, 'link.was-it-you');
}

function askEverywhere({ more }: Turn, person: Person, invitationId: string, key: string): void {
  more.push({
    do: 'say',
    to: { person: person.id },
    paragraphs: [text(`addresses:${key}`)],
    options: answers('person', invitationId),
    kind: 'addresses',
    everywhere: true,
    key: `link:${invitationId}`,
  });
}

function askWorker({ more }: Turn, { workerId, alias }: Person, invitationId: string): void {
  if (workerId === null) return;
  more.push({
    do: 'say',
    to: { person: workerId },
    paragraphs: [text('addresses:rebind.ask-worker', { alias })],
    options: answers('worker', invitationId),
    kind: 'addresses',
    proactive: true,
    key: `rebind:${invitationId}`,
  });
}

interface Claim {
  readonly invitation: Invitation;
  readonly person: Person;
  readonly claimedBy: string;
}

/** Claims of a person that wait for an answer. */
async function openClaims({ tx, now }: Turn, personId: string): Promise<Claim[]> {
  const rows = await tx.prisma.invitation.findMany({
    where: { personId, role: { in: ['link', 'rebind'] }, usedAt: { not: null } },
  });
  const person = personById(tx.sql, personId);
  if (person === null) return [];
  return rows.flatMap((invitation) => {
    const { claimedBy, answered } = invitation.facts as { claimedBy?: string; answered?: boolean };
    const lifeMs = invitation.role === 'link' ? linkMs : rebindMs;
    const isYoung = now.getTime() - (invitation.usedAt?.getTime() ?? 0) < lifeMs;
    return claimedBy === undefined || answered === true || !isYoung
      ? []
      : [{ invitation, person, claimedBy }];
  });
}

async function answer(turn: Turn, { invitationId, isThem }: EffectOf<'link.answer'>): Promise<void> {
  const { tx, me, more } = turn;
  const found = await tx.prisma.invitation.findUnique({ where: { id: invitationId } });
  const claims = found?.personId == null ? [] : await openClaims(turn, found.personId);
  const one = claims.find(({ invitation }) => invitation.id === invitationId);
  const { role, personId } = me;
  const isTheirs = one?.person.id === personId;
  const isWorker = role === 'supervisor' || (role === 'worker' && one?.person.workerId === personId);
  const may = one !== undefined && (isTheirs || (one.invitation.role === 'rebind' && isWorker));
  if (!may) {
    more.push(tell('link.late'));
    return;
  }
  await close(turn, one);
  await decided(turn, one, isThem);
  if (!isThem) more.push(tell(isTheirs ? 'link.refused' : 'rebind.refused'));
  else if (await bind(turn, one))
    more.push(tell(isTheirs ? 'link.done' : 'rebind.done', { alias: one.person.alias }));
  else more.push(tell('link.late'));
}

async function decided({ tx, now, me }: Turn, { invitation, person }: Claim, isThem: boolean): Promise<void> {
  await insertDecision(tx.raw, {
    scope: `person:${person.id}`,
    step: invitation.role,
    cycle: invitation.id,
    personId: person.id,
    code: isThem ? 'chat-linked' : 'chat-refused',
    detail: { by: me.personId ?? '' },
    at: now,
  });
}

/**
 * Binds the chat that claimed. One that was found by the person's words takes the place of their other chats at the
 * same account: those ids are dead, or somebody else's hands. False when it has come to belong to somebody meanwhile.
 */
async function bind(turn: Turn, { invitation, person, claimedBy }: Claim): Promise<boolean> {
  const { tx, more } = turn;
  const row = contactById(tx.sql, claimedBy);
  if (row === null || row.personId !== null || person.endedAt !== null) return false;
  if (turn.deps.isAtHome?.(row.bot, person.role) === false) return false;
  const isRebind = invitation.role === 'rebind';
  const all = addressesOfPerson(tx.sql, person.id);
  const replaced = isRebind ? all.filter(({ bot }) => bot === row.bot) : [];
  if (all.length - replaced.length >= mostChats) return false;
  const isFirst = isRebind && (replaced.length === 0 || replaced.some(({ preferred }) => preferred));
  await cutOff(
    tx,
    replaced.map(({ id }) => id),
  );
  await tx.prisma.session.deleteMany({ where: { contactId: claimedBy } });
  if (isFirst)
    await tx.prisma.contact.updateMany({ where: { personId: person.id }, data: { preferred: false } });
  await tx.prisma.contact.update({
    where: { id: claimedBy },
    data: { personId: person.id, preferred: isFirst, locale: person.locale },
  });
  const hello = isRebind ? welcomeBack(person.alias) : tell('link.hello', { alias: person.alias });
  more.push({ ...hello, to: { contact: claimedBy } });
  if (!isRebind) lookAgain(turn, person, claimedBy);
  return true;
}

/** Whoever had the phone for a minute could have linked a chat of theirs: the day after, the person is told again. */
function lookAgain({ more, now, contact, deps }: Turn, person: Person, contactId: string): void {
  if (contact === null) return;
  more.push({
    do: 'due.schedule',
    scope: `person:${person.id}`,
    step: 'link-check',
    cycle: deps.random.id(),
    personId: person.id,
    contactId: contact.id,
    audience: person.role === 'family' ? 'family' : 'client',
    flow: 'link-check',
    args: { linked: contactId },
    category: 'system',
    dueAt: new Date(now.getTime() + 20 * 3_600_000),
    startMode: 'interrupt',
  });
}
