import type { CardEffect } from '../../flows/card/effects.js';
import type { Turn } from '../turn/types.js';
import type { Appliers } from './types.js';

/** Appliers of the card: a client writes their own, staff may propose. */
export const cardAppliers: Appliers<CardEffect['do']> = {
  async 'card.write'(turn, { section, text }) {
    const { personId } = turn.me;
    if (personId === null || turn.me.role !== 'client') return;
    const id = turn.deps.random.id();
    await keep(turn, { id, personId, section, text, state: 'kept' });
  },

  async 'card.drop'({ tx, me }, { lineId }) {
    await tx.prisma.cardLine.deleteMany({ where: { id: lineId, personId: me.personId ?? '' } });
  },

  async 'card.take'({ tx, me }, { lineId }) {
    const where = { id: lineId, personId: me.personId ?? '', state: 'proposed' };
    await tx.prisma.cardLine.updateMany({ where, data: { state: 'kept' } });
  },

  async 'card.propose'(turn, { lineId, clientId, section, text }) {
    const { me, tx, station } = turn;
    const client = await tx.prisma.person.findUnique({ where: { id: clientId } });
    const isOurs = client?.role === 'client' && client.stationId === station.id;
    if (!isOurs || !['worker', 'supervisor'].includes(me.role)) return;
    await keep(turn, { id: lineId, personId: clientId, section, text, state: 'proposed' });
  },
};

interface Line {
  readonly id: string;
  readonly personId: string;
  readonly section: string;
  readonly text: string;
  readonly state: 'kept' | 'proposed';
}

async function keep({ tx, me, now }: Turn, line: Line): Promise<void> {
  await tx.prisma.cardLine.create({ data: { ...line, byId: me.personId!, createdAt: now } });
}
