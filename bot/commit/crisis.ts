import type { CrisisEffect } from '../../flows/crisis/effects.js';
import type { Alert } from '../../prisma/generated/sqlite/client.js';
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

  async 'alert.close'({ tx, now, me }, { alertId, state, outcome }) {
    await tx.prisma.alert.updateMany({
      where: { id: alertId, closedAt: null },
      data: { state, outcome, closedAt: now, closedBy: me.personId },
    });
  },

  async 'enrolment.hold'({ tx }, { personId, until }) {
    await tx.prisma.enrolment.updateMany({
      where: { personId, OR: [{ heldUntil: null }, { heldUntil: { lt: until } }] },
      data: { heldUntil: until },
    });
  },
};

function find({ tx }: Turn, id: string): Promise<Alert | null> {
  return tx.prisma.alert.findUnique({ where: { id } });
}

/** Somebody who looked without having been paged stands behind the on-call order. */
const unpaged = 9;

function positionOf({ station }: Turn, personId: string): number {
  return station.onCall.find((member) => member.personId === personId)?.position ?? unpaged;
}
