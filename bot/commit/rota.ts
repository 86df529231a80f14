import type { RotaEffect } from '../../flows/rota/effects.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
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
    const id = turn.deps.random.id();
    await write(turn, { id, position, personId, startsAt, endsAt, state: 'agreed' }, 'rota.cover');
  },

  async 'rota.ask'(turn, { askId, position, personId, startsAt, endsAt }) {
    await write(turn, { id: askId, position, personId, startsAt, endsAt, state: 'asked' }, 'rota.ask');
  },

  async 'rota.answer'(turn, { askId, state }) {
    const { tx, me, now } = turn;
    const row = await tx.prisma.rotaCover.findUnique({ where: { id: askId } });
    // Only whoever was asked may agree or decline; only the system finds that nobody answered.
    if (row?.state !== 'asked' || me.personId !== (state === 'unanswered' ? null : row.personId)) return;
    // The newest cover counts: newest is what was agreed last.
    const agreed = { startsAt: new Date(Math.max(row.startsAt.getTime(), now.getTime())), createdAt: now };
    const data = { state, ...(state === 'agreed' ? agreed : {}) };
    await tx.prisma.rotaCover.update({ where: { id: askId }, data });
    const { position, personId, startsAt } = row;
    await note(turn, `rota.${state}`, { position, personId, startsAt: startsAt.toISOString() });
  },

  async 'rota.hand-over'(turn, { time }) {
    if (!isStaff(turn)) return;
    await turn.tx.prisma.station.update({ where: { id: turn.station.id }, data: { handOver: time } });
    await note(turn, 'rota.hand-over', { time });
  },
};

interface NewCover {
  readonly id: string;
  readonly position: 0 | 1;
  readonly personId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'asked' | 'agreed';
}

async function write(turn: Turn, cover: NewCover, code: string): Promise<void> {
  if (!isStaff(turn) || !(await isOurs(turn, cover.personId))) return;
  const { tx, station, me, now } = turn;
  const long = new Date(now.getTime() - pastMs);
  await tx.prisma.rotaCover.deleteMany({ where: { stationId: station.id, endsAt: { lt: long } } });
  const data = { ...cover, stationId: station.id, byId: me.personId!, createdAt: now };
  await tx.prisma.rotaCover.create({ data });
  const { position, personId, startsAt } = cover;
  await note(turn, code, { position, personId, startsAt: startsAt.toISOString() });
}

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
