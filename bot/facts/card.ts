import { cardSections, sectionOf, type CardFacts, type CardLooks } from '../../flows/card/facts.js';
import type { Tx } from '../../prisma/client.js';
import type { FactLoaders } from '../turn/facts.js';

/** Loaders of the card: the viewer's own, nobody else's. */
export const cardLoaders: Pick<FactLoaders, keyof CardLooks> = {
  myCard: ({ tx, me }) =>
    me.personId === null || me.role !== 'client'
      ? Promise.resolve({ lines: [], proposed: [] })
      : cardOf(tx, me.personId),
};

/** A person's card. Only for themselves, and for the picture that they asked for. */
export async function cardOf({ prisma }: Pick<Tx, 'prisma'>, personId: string): Promise<CardFacts> {
  const rows = await prisma.cardLine.findMany({
    where: { personId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const people = await prisma.person.findMany({ where: { id: { in: rows.map(({ byId }) => byId) } } });
  const lines = rows.map(({ id, section, text, state, byId }) => ({
    id,
    section: sectionOf(section) ?? cardSections[0],
    text,
    state,
    by: people.find((person) => person.id === byId)?.alias ?? '',
  }));
  const only = ({ id, section, text }: (typeof lines)[number]) => ({ id, section, text });
  return {
    lines: lines.filter(({ state }) => state === 'kept').map(only),
    proposed: lines
      .filter(({ state }) => state === 'proposed')
      .map((line) => ({ ...only(line), by: line.by })),
  };
}
