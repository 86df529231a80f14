import type { AgainEffect } from '../../flows/again/effects.js';
import { hindered } from '../../flows/again/client-again.js';
import { begunForWorker, newsLater, newsTo, offerLater } from '../../flows/again/news.js';
import { secondRelease, type SecondRelease } from '../../flows/again/release.js';
import { groupOf } from '../../flows/appointments/parts.js';
import type { Effect, EffectOf } from '../../flows/effects.js';
import { text, type Text } from '../../flows/engine/text.js';
import { leaveGroup } from '../../flows/leave/parts.js';
import { botScope } from '../../flows/onboarding/consents.js';
import { lateForWorker } from '../../flows/onboarding/late.js';
import { tell } from '../../flows/onboarding/parts.js';
import { invitationDays } from '../../flows/staff/invitation.js';
import type { Enrolment, Person } from '../../prisma/generated/sqlite/client.js';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { again, beginAgain, lookAgain } from '../../scheduler/second-release.js';
import { daysBetween, localParts, nextOpenMoment } from '../../scheduler/zone/index.js';
import { offerRole, offerTo, openLeave, standing } from '../facts/again.js';
import { lateSteps } from '../facts/late-steps.js';
import { mayEnrol } from '../facts/onboarding.js';
import type { Turn } from '../turn/types.js';
import { closeTasks } from './close-tasks.js';
import { redeem } from './invitations.js';
import { giveConsents } from './onboarding.js';
import { isOurClient } from './staff.js';
import type { Appliers } from './types.js';

const dayMs = 24 * 3_600_000;

/** A second release: begun by a worker, or offered and accepted. */
export const againAppliers: Appliers<AgainEffect['do']> = {
  'again.open': openAgain,
  'again.accept': accept,
};

async function openAgain(turn: Turn, effect: EffectOf<'again.open'>): Promise<void> {
  const { tx, now, more } = turn;
  const { personId, after, change } = effect;
  if (!mayEnrol(turn) || !(await isOurClient(turn, personId))) return;
  const person = await tx.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  const row = await tx.prisma.enrolment.findUnique({ where: { personId } });
  if (row === null || row.episode !== after || change.releaseOn <= row.releaseOn) {
    more.push(tell('client-again', text('again:changed')));
    return;
  }
  // Looked at again: the client may have written meanwhile.
  const { hindrance, mustAsk } = await standing(tx, row, now);
  if (hindrance !== null) more.push(tell('client-again', hindered({ alias: person.alias, hindrance })));
  else if (mustAsk) await offer(turn, row, person, change);
  else {
    if (!(await begin(turn, row, change))) return;
    more.push(newsLater(await begun(turn, row), nextMoment(turn, row)));
    more.push(
      tell('client-again', ...begunForWorker('now', person.alias, await staleStatus(turn, personId))),
    );
  }
}

/** Everything of the earlier follow-up that is no row of its plan ends with it. */
async function begin(turn: Turn, row: Enrolment, change: SecondRelease): Promise<boolean> {
  const { tx, now, deps, station, more } = turn;
  const { personId, episode: after } = row;
  const { programme, calendar, random } = deps;
  const input = { programme, calendar, station, personId, now };
  const unkept = (await lookAgain(tx, input, change))?.unkept ?? [];
  const leave = await openLeave(tx, personId);
  for (const { id } of leave) {
    await tx.prisma.leave.update({ where: { id }, data: { state: 'returned', returnedAt: now } });
    await closeTasks(turn, { key: { in: [`leave:${id}`, `leave-late:${id}`] } }, 'not-needed');
  }
  if (leave.length > 0) await clearGroup(tx.raw, leaveGroup(personId), again, now);
  await clearGroup(tx.raw, `silence:${personId}`, again, now);
  await closePlanned(turn, row);
  const seed = `${random.id()}${random.token()}`;
  if (!(await beginAgain(tx, { ...input, seed, after }, change))) return false;
  more.push(
    ...unkept.flatMap(({ id }): Effect[] => [
      { do: 'appointment.mark', appointmentId: id, state: 'excused' },
      { do: 'due.clear', group: groupOf(id), reason: 'excused' },
    ]),
  );
  // Their reminders fall with them.
  if (unkept.length > 0) more.push({ do: 'replan', personId });
  return true;
}

async function begun({ tx }: Turn, { personId, episode }: Enrolment) {
  return { personId, episode: episode + 1, late: await lateSteps(tx, personId) };
}

/** Not at night, and after a crisis only when the hold is over. */
function nextMoment({ now, deps }: Turn, { zone, heldUntil }: Enrolment): Date {
  const from = heldUntil !== null && heldUntil > now ? heldUntil : now;
  return nextOpenMoment(from, zone, deps.programme.quietHours);
}

/** The earlier plan's work for the worker, and calls about a silence that is over with it. */
async function closePlanned(turn: Turn, { id, personId: clientId }: Enrolment): Promise<void> {
  const planned = [
    { key: { startsWith: `plan:${id}:` } },
    { kind: { in: ['silence-call', 'silence-visit'] } },
  ];
  await closeTasks(turn, { clientId, OR: planned }, 'not-needed');
}

/** Kept with its facts until the client has answered; a newer one makes older ones worthless. */
async function offer(turn: Turn, row: Enrolment, person: Person, change: SecondRelease): Promise<void> {
  const { tx, now, me, deps, more } = turn;
  const { personId } = row;
  const older = { personId, role: offerRole, usedAt: null };
  await tx.prisma.invitation.updateMany({ where: older, data: { expiresAt: now } });
  const id = deps.random.id();
  const dueAt = nextMoment(turn, row);
  const expiresAt = new Date(dueAt.getTime() + invitationDays * dayMs);
  const codeHash = `${offerRole}:${id}`;
  const from = { inviterId: me.personId, stationId: person.stationId };
  await tx.prisma.invitation.create({
    data: { id, codeHash, role: offerRole, ...from, personId, facts: change, createdAt: now, expiresAt },
  });
  more.push(offerLater(personId, { id, expiresAt }, dueAt));
  more.push(tell('client-again', text('again:begun.asked', { alias: person.alias, days: invitationDays })));
}

/** The client's own yes: what it was given for before is over, so it is given anew, with the text that was shown. */
async function accept(turn: Turn, { offerId }: EffectOf<'again.accept'>): Promise<void> {
  const { tx, now, me, more } = turn;
  const open = me.personId === null ? null : await offerTo(tx, me.personId, now);
  const row =
    open === null ? null : await tx.prisma.enrolment.findUnique({ where: { personId: open.personId! } });
  if (open?.id !== offerId || row === null || !mayEnrol(turn) || !(await redeem(tx, offerId, now))) {
    more.push(tell('client-again', text('again:offer.gone')));
    return;
  }
  const { personId } = row;
  const held = { personId, scope: botScope, revokedAt: null };
  await tx.prisma.consent.updateMany({ where: held, data: { revokedAt: now } });
  await giveConsents(turn, personId, open.inviterId, [botScope]);
  if (!(await begin(turn, row, secondRelease.parse(open.facts)))) return;
  const { late } = await begun(turn, row);
  const { releaseOn } = secondRelease.parse(open.facts);
  const day = daysBetween(releaseOn, localParts(now, row.zone).date);
  more.push(newsTo(me.alias, { day, releaseOn, hour: row.hour }, late));
  if (open.inviterId === null) return;
  const paragraphs = [
    ...begunForWorker('accepted', me.alias, await staleStatus(turn, personId)),
    ...lateForWorker(late, 'again:review.late'),
  ];
  more.push({
    do: 'say',
    to: { person: open.inviterId },
    paragraphs,
    kind: 'enrolled-news',
    proactive: true,
  });
}

/** A status that the new follow-up has overtaken; only a person sets another. */
async function staleStatus({ tx, now }: Turn, personId: string): Promise<Text | null> {
  const where = { personId };
  const row = await tx.prisma.enrolment.findUniqueOrThrow({ where });
  const newest = await tx.prisma.statusChange.findFirst({ where, orderBy: { at: 'desc' } });
  const isOut = row.releaseOn <= localParts(now, row.zone).date;
  if (newest === null || newest.status === 'in-contact' || !isOut) return null;
  return text(`staff:status.${newest.status}`);
}
