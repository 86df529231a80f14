import { text } from '../../flows/engine/text.js';
import { digestRow } from '../../flows/staff/digest.js';
import type { StaffEffect } from '../../flows/staff/effects.js';
import type { ClientStatus } from '../../flows/staff/facts.js';
import { invitationDays } from '../../flows/staff/invitation.js';
import type { Tx } from '../../prisma/client.js';
import { clearGroup } from '../../prisma/repositories/clear-group.js';
import { insertDue } from '../../prisma/repositories/due.js';
import { cancelOutbox } from '../../prisma/repositories/outbox.js';
import type { WorkCalendar } from '../../scheduler/calendar/index.js';
import { looksAfterOthers } from '../facts/overdue.js';
import { nextWorkingMorning } from '../facts/staff.js';
import type { Turn } from '../turn/types.js';
import { dueOf } from './core.js';
import { createInvitation, showCode } from './invitations.js';
import { noticeAppliers } from './notice.js';
import { closeTasks } from './close-tasks.js';
import type { Appliers } from './types.js';

/** Appliers of the workers' side, notices included. */
export const staffAppliers: Appliers<StaffEffect['do']> = {
  ...noticeAppliers,

  async 'task.snooze'({ tx, me }, { taskId, until }) {
    const mine = me.role === 'supervisor' ? {} : { assigneeId: me.personId ?? '' };
    await tx.prisma.task.updateMany({
      where: { id: taskId, closedAt: null, ...mine },
      data: { dueAt: until },
    });
  },

  async 'task.take'(turn, { taskId }) {
    const { tx, me, more } = turn;
    const task = await tx.prisma.task.findUnique({ where: { id: taskId } });
    if (me.personId === null || task === null || task.closedAt !== null) return;
    if (task.assigneeId === me.personId || !(await looksAfterOthers(turn))) return;
    await tx.prisma.task.update({ where: { id: taskId }, data: { assigneeId: me.personId } });
    const { alias } = (task.params ?? {}) as { alias?: string };
    const paragraphs = [text('staff:task.taken-by', { by: me.alias, alias: alias ?? '' })];
    const to = { person: task.assigneeId };
    more.push({
      do: 'say',
      to,
      paragraphs,
      kind: 'task',
      proactive: true,
      key: `task-taken:${taskId}:${me.personId}`,
    });
  },

  async 'status.set'(turn, { personId, status, reason, onDay }) {
    const { tx, deps, now, me } = turn;
    if (!(await isOurClient(turn, personId))) return;
    const id = deps.random.id();
    await tx.prisma.statusChange.create({
      data: { id, personId, status, reason, onDay, byId: me.personId, at: now },
    });
    // The ladder asks whether anybody has heard of the person; a person has just said.
    if (status !== 'possibly-lost') await clearGroup(tx.raw, `silence:${personId}`, 'status-set', now);
    await follow(turn, personId, status);
  },

  async 'enrolment.mark'(turn, { do: _name, personId, ...fields }) {
    const { tx, now } = turn;
    if (!(await isOurClient(turn, personId))) return;
    await tx.prisma.enrolment.updateMany({ where: { personId }, data: fields });
    if (fields.reportedOn !== undefined) await clearGroup(tx.raw, `report-in:${personId}`, 'reported', now);
    if (fields.signedOn !== undefined) await clearGroup(tx.raw, `agreement:${personId}`, 'signed', now);
    const answered = [
      ...(fields.reportedOn === undefined ? [] : [{ kind: 'report-in', outcome: 'reported' }]),
      ...(fields.testTemplate === undefined ? [] : [{ kind: 'confirm-template', outcome: 'done' }]),
    ];
    for (const { kind, outcome } of answered) await closeTasks(turn, { clientId: personId, kind }, outcome);
    turn.more.push({ do: 'replan', personId });
  },

  async 'invitation.create'(turn, { facts }) {
    const { tx, deps, me, now, station } = turn;
    const code = showCode(deps.random.code());
    await createInvitation(tx, {
      id: deps.random.id(),
      code,
      role: 'client',
      stationId: station.id,
      inviterId: me.personId,
      personId: null,
      facts,
      now,
    });
    const link = deps.inviteLink('client', code);
    const tell = (key: string, params: Record<string, string | number>) =>
      turn.more.push({ do: 'say', to: 'me', paragraphs: [text(key, params)], kind: 'invitation-code' });
    tell('invite:made', { alias: facts.alias, code, days: invitationDays });
    // A message of its own, to be passed on as it is: it says nothing about what this is.
    tell(link === null ? 'invite:forward-code' : 'invite:forward-link', {
      worker: me.alias,
      code,
      link: link ?? '',
    });
  },
};

/** What a status means for what the bot does by itself. */
async function follow(turn: Turn, personId: string, status: ClientStatus): Promise<void> {
  const { tx, now } = turn;
  const { enrolment } = tx.prisma;
  switch (status) {
    case 'deceased':
    case 'completed': {
      const state = status === 'deceased' ? 'stopped' : 'completed';
      await enrolment.updateMany({ where: { personId }, data: { state, stoppedAt: now } });
      await cancelOutbox(tx.raw, { personId }, `status-${status}`);
      break;
    }
    case 'detained':
      await enrolment.updateMany({ where: { personId }, data: { pausedFrom: now, pausedTo: null } });
      await cancelOutbox(tx.raw, { personId }, 'status-detained');
      break;
    case 'in-contact':
      // Back from where no message went; a pause of the client's own has an end and stays.
      if (await wasDetained(tx, personId)) {
        await enrolment.updateMany({ where: { personId, pausedTo: null }, data: { pausedFrom: null } });
      }
      break;
    case 'possibly-lost':
    case 'lost':
    case 'refused':
    case 'relapsed':
    case 'entrusted':
      return;
  }
  turn.more.push({ do: 'replan', personId });
}

async function wasDetained(tx: Tx, personId: string): Promise<boolean> {
  const [, before] = await tx.prisma.statusChange.findMany({
    where: { personId },
    orderBy: { at: 'desc' },
    take: 2,
  });
  return before?.status === 'detained';
}

/** Whether the person of this turn is staff of the station that this client belongs to. */
export async function isOurClient({ tx, me, station }: Turn, personId: string): Promise<boolean> {
  if (!['worker', 'supervisor', 'operator'].includes(me.role)) return false;
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  return person !== null && person.role === 'client' && person.stationId === station.id;
}

/**
 * Plans a worker's first morning list where no flow runs (set-up, the practice people); inside a flow use
 * `startDigest` of `flows/staff/digest.ts`. Doing it twice changes nothing.
 */
export async function startDigestOf(
  tx: Tx,
  place: { readonly zone: string; readonly calendar: WorkCalendar; readonly now: Date },
  workerId: string,
): Promise<void> {
  const { at, date } = nextWorkingMorning(place.now, place.zone, place.calendar);
  await insertDue(tx.raw, [dueOf(digestRow(workerId, at, date), place.zone)], place.now);
}
