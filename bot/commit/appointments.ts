import type { AppointmentEffect } from '../../flows/appointments/effects.js';
import { familyAppointmentEffects } from '../../flows/family/appointments.js';
import { consentScope } from '../../flows/family/scopes.js';
import type { Turn } from '../turn/types.js';
import { closeTasks } from './close-tasks.js';
import type { Appliers } from './types.js';

/** Appointments: made, moved, marked. */
export const appointmentAppliers: Appliers<AppointmentEffect['do']> = {
  async 'appointment.book'(turn, effect) {
    const { prisma } = turn.tx;
    const { appointmentId: id, personId, kind, origin, site, startsAt, releaseAt, replaces } = effect;
    await prisma.appointment.create({
      data: { id, personId, kind, origin, site, startsAt, releaseAt, state: 'planned', createdAt: turn.now },
    });
    if (replaces !== undefined) await settleOld(turn, replaces);
    if (origin !== 'random')
      await tellFamily(turn, { id, personId, startsAt }, replaces === undefined ? 'booked' : 'moved');
  },

  async 'appointment.reschedule'(turn, { appointmentId, newId, site, startsAt }) {
    const { prisma } = turn.tx;
    const old = await prisma.appointment.findUniqueOrThrow({ where: { id: appointmentId } });
    if (old.state !== 'planned') return;
    const { personId, kind, origin } = old;
    await prisma.appointment.create({
      data: { id: newId, personId, kind, origin, site, startsAt, state: 'planned', createdAt: turn.now },
    });
    await settleOld(turn, appointmentId);
    if (origin !== 'random') await tellFamily(turn, { id: newId, personId, startsAt }, 'moved');
  },

  async 'appointment.move'({ tx }, { appointmentId, site, startsAt }) {
    await tx.prisma.appointment.updateMany({
      where: { id: appointmentId, state: 'planned' },
      data: { site, startsAt },
    });
  },

  async 'appointment.mark'(turn, { appointmentId, state }) {
    const { tx, now, me } = turn;
    await tx.prisma.appointment.updateMany({
      where: { id: appointmentId, state: { in: ['planned', 'attended', 'missed', 'excused'] } },
      data: { state, markedBy: me.personId, markedAt: now },
    });
    await closeTasks(turn, { key: `unmarked:${appointmentId}` }, state);
    // A mark that is mended takes its follow-up with it.
    if (state !== 'missed') await closeTasks(turn, { key: `missed:${appointmentId}` }, 'not-needed');
  },

  async 'appointment.request'({ tx }, { appointmentId, request }) {
    const kept = request === null ? null : JSON.stringify(request);
    await tx.raw.exec(`UPDATE "Appointment" SET "request" = ? WHERE "id" = ?`, kept, appointmentId);
  },
};

/** The old appointment gives way: what was asked and what waits because of it is settled. */
async function settleOld(turn: Turn, appointmentId: string): Promise<void> {
  const { prisma, raw } = turn.tx;
  await prisma.appointment.updateMany({
    where: { id: appointmentId, state: 'planned' },
    data: { state: 'rescheduled' },
  });
  await raw.exec(`UPDATE "Appointment" SET "request" = NULL WHERE "id" = ?`, appointmentId);
  const settled = ['missed', 'unmarked'].map((why) => ({ key: `${why}:${appointmentId}` }));
  const asked = { key: { startsWith: `cant-come:${appointmentId}:` } };
  await closeTasks(turn, { OR: [...settled, asked] }, 'rebooked');
}

/** Family members with F2 get the time, and nothing else. */
async function tellFamily(
  turn: Turn,
  appointment: { readonly id: string; readonly personId: string; readonly startsAt: Date },
  news: 'booked' | 'moved',
): Promise<void> {
  const { now, tx } = turn;
  const granted = await tx.prisma.consent.findMany({
    where: {
      personId: appointment.personId,
      scope: consentScope('F2'),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  const familyIds = granted.flatMap((consent) => consent.toPersonId ?? []);
  const { id: appointmentId, personId: clientId, startsAt } = appointment;
  turn.more.push(...familyAppointmentEffects({ appointmentId, clientId, familyIds, startsAt, news }));
}
