import type { CrisisEffect } from '../../flows/crisis/effects.js';
import type { Alert } from '../../prisma/generated/sqlite/client.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import { holdQueued } from '../render/family-hold.js';
import type { Turn } from '../turn/types.js';
import type { Appliers } from './types.js';

/** Position of an alert whose kinds the person has not agreed to share: "please call" and nothing more. */
export const notShared = -1;

/** Alerts: kinds, times, people and outcome; never a word. */
export const crisisAppliers: Appliers<CrisisEffect['do']> = {
  async 'alert.open'({ tx, now, station, deps }, effect) {
    const { alertId, contactId, personId, level, kinds, rule, state } = effect;
    const position = state === 'asked' ? notShared : 0;
    await tx.prisma.alert.create({
      data: {
        id: alertId,
        contactId,
        personId,
        stationId: station.id,
        level,
        kinds: [...kinds],
        rule,
        state,
        position,
        openedAt: now,
        lastAt: now,
      },
    });
    if (station.onCall.length === 0)
      deps.log.warn({ level }, 'NOBODY IS ON CALL: a crisis alert was opened; run guihang doctor');
  },

  async 'alert.join'(turn, { alertId, level, kinds }) {
    const alert = await find(turn, alertId);
    if (alert === null) return;
    const all = [...new Set([...(alert.kinds as string[]), ...kinds])];
    const data = { level: Math.max(alert.level, level), kinds: all, lastAt: turn.now };
    await turn.tx.prisma.alert.update({ where: { id: alertId }, data });
  },

  async 'alert.call'({ tx, now }, { alertId, shared }) {
    await tx.prisma.alertTold.deleteMany({ where: { alertId } });
    const cleared = {
      ackBy: null,
      ackAt: null,
      contactedAt: null,
      closedAt: null,
      closedBy: null,
      outcome: null,
    };
    const data = { state: 'open', position: shared ? 0 : notShared, lastAt: now, ...cleared };
    await tx.prisma.alert.update({ where: { id: alertId }, data });
  },

  async 'alert.told'(turn, { alertId, personId, position }) {
    const where = { alertId_personId: { alertId, personId } };
    const create = { alertId, personId, position, toldAt: turn.now };
    await turn.tx.prisma.alertTold.upsert({ where, create, update: {} });
    const alert = await find(turn, alertId);
    if (alert === null || alert.position === notShared || position <= alert.position) return;
    await turn.tx.prisma.alert.update({ where: { id: alertId }, data: { position } });
  },

  async 'alert.seen'(turn, { alertId, personId }) {
    const { tx, now } = turn;
    const where = { alertId_personId: { alertId, personId } };
    const known = await tx.prisma.alertTold.findUnique({ where });
    if (known?.seenAt == null) {
      const create = { alertId, personId, position: positionOf(turn, personId), toldAt: now, seenAt: now };
      await tx.prisma.alertTold.upsert({ where, create, update: { seenAt: now } });
    }
    await tx.prisma.alert.updateMany({
      where: { id: alertId, ackBy: null, state: 'open' },
      data: { state: 'acknowledged', ackBy: personId, ackAt: now },
    });
  },

  async 'alert.contacted'({ tx, now }, { alertId }) {
    await tx.prisma.alert.updateMany({
      where: { id: alertId, closedAt: null },
      data: { state: 'contacted', contactedAt: now },
    });
  },

  async 'alert.lower'(turn, { alertId, reason }) {
    if (!isStaff(turn)) return;
    const where = { id: alertId, level: 3, closedAt: null, ackBy: turn.me.personId };
    const { count } = await turn.tx.prisma.alert.updateMany({ where, data: { level: 2 } });
    if (count > 0)
      await record(turn, { alertId, cycle: turn.now.toISOString(), code: 'crisis.lowered', reason });
  },

  async 'alert.family'(turn, { alertId, familyId, reason }) {
    const code = reason === null ? 'crisis.family' : 'crisis.break-glass';
    await record(turn, { alertId, cycle: familyId, code, reason });
    const alert = await find(turn, alertId);
    const { personId: readerId } = turn.me;
    if (reason === null || readerId === null || alert?.personId == null) return;
    const look = { readerId, personId: alert.personId, what: 'break-glass', at: turn.now };
    await turn.tx.prisma.accessLog.create({ data: look });
  },

  async 'phone.keep'({ tx, me, now }, { number }) {
    if (me.personId === null || me.role !== 'client') return;
    const { personId } = me;
    await tx.prisma.emergencyPhone.deleteMany({ where: { personId } });
    if (number === null) return;
    const text = { textKey: 'crisis:phone.ask', textVersion: 1 };
    await tx.prisma.emergencyPhone.create({ data: { personId, number, ...text, givenAt: now } });
  },

  async 'alert.close'({ tx, now, me }, { alertId, state, outcome }) {
    await tx.prisma.alert.updateMany({
      where: { id: alertId, closedAt: null },
      data: { state, outcome, closedAt: now, closedBy: me.personId },
    });
  },

  async 'enrolment.minor'(turn, { personId, minor }) {
    const { tx, station } = turn;
    const client = await tx.prisma.person.findUnique({ where: { id: personId } });
    if (!isStaff(turn) || client?.stationId !== station.id) return;
    await tx.prisma.enrolment.updateMany({ where: { personId }, data: { minor } });
  },

  async 'enrolment.hold'(turn, { personId, until }) {
    await turn.tx.prisma.enrolment.updateMany({
      where: { personId, OR: [{ heldUntil: null }, { heldUntil: { lt: until } }] },
      data: { heldUntil: until },
    });
    await holdQueued(turn, personId, until);
  },
};

function isStaff({ me }: Turn): boolean {
  return me.personId !== null && ['worker', 'supervisor', 'operator'].includes(me.role);
}

/** Who decided what about an alert, and why; the one concerned may ask for as long as the alert is kept. */
async function record(
  { tx, me, now }: Turn,
  what: {
    readonly alertId: string;
    readonly cycle: string;
    readonly code: string;
    readonly reason: string | null;
  },
): Promise<void> {
  const { alertId, cycle, code, reason } = what;
  const place = code === 'crisis.lowered' ? { step: 'level' } : { step: 'family' };
  const row = { scope: `alert:${alertId}`, ...place, cycle, code, personId: me.personId };
  await insertDecision(tx.raw, { ...row, detail: { reason }, at: now });
}

function find({ tx }: Turn, id: string): Promise<Alert | null> {
  return tx.prisma.alert.findUnique({ where: { id } });
}

/** Somebody who looked without having been paged stands behind the on-call order. */
const unpaged = 9;

function positionOf({ station }: Turn, personId: string): number {
  return station.onCall.find((member) => member.personId === personId)?.position ?? unpaged;
}
