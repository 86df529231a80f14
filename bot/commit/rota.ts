import type { RotaEffect } from '../../flows/rota/effects.js';
import { insertDecision } from '../../prisma/repositories/due.js';
import type { Turn } from '../turn/types.js';
import type { Appliers } from './types.js';

/** Covers that ended so long ago are forgotten: the rota is read in every turn. */
const pastMs = 30 * 24 * 3_600_000;

/** Appliers of the rota: staff only, and every change leaves who made it. */
export const rotaAppliers: Appliers<RotaEffect['do']> = {
  async 'rota.week'(turn, { weekday, position, personId }) {
    if (!isStaff(turn) || !(await isOurs(turn, personId))) return;
    const { tx, station } = turn;
    const where = { stationId: station.id, weekday, position };
    await tx.prisma.rotaDay.deleteMany({ where });
    if (personId !== null) await tx.prisma.rotaDay.create({ data: { ...where, personId } });
    await note(turn, 'rota.week', { weekday, position, personId });
  },

  async 'rota.cover'(turn, { position, personId, startsAt, endsAt }) {
    if (!isStaff(turn) || !(await isOurs(turn, personId))) return;
    const { tx, station, me, now, deps } = turn;
    const long = new Date(now.getTime() - pastMs);
    await tx.prisma.rotaCover.deleteMany({ where: { stationId: station.id, endsAt: { lt: long } } });
    const id = deps.random.id();
    const data = { id, stationId: station.id, position, personId, startsAt, endsAt };
    await tx.prisma.rotaCover.create({ data: { ...data, byId: me.personId!, createdAt: now } });
    await note(turn, 'rota.cover', { position, personId, startsAt: startsAt.toISOString() });
  },

  async 'rota.hand-over'(turn, { time }) {
    if (!isStaff(turn)) return;
    await turn.tx.prisma.station.update({ where: { id: turn.station.id }, data: { handOver: time } });
    await note(turn, 'rota.hand-over', { time });
  },
};

function isStaff({ me }: Turn): boolean {
  return me.personId !== null && ['worker', 'supervisor', 'operator'].includes(me.role);
}

/** Only colleagues of this station can be put on call. */
async function isOurs({ tx, station }: Turn, personId: string | null): Promise<boolean> {
  if (personId === null) return true;
  const person = await tx.prisma.person.findUnique({ where: { id: personId } });
  return person !== null && person.stationId === station.id && ['worker', 'supervisor'].includes(person.role);
}

async function note({ tx, me, now, station }: Turn, code: string, detail: object): Promise<void> {
  const row = { scope: `station:${station.id}`, step: 'rota', cycle: now.toISOString(), code };
  await insertDecision(tx.raw, { ...row, personId: me.personId, detail: { ...detail }, at: now });
}
