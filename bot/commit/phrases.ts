import { mostTries, mostTriesOfAll } from '../../flows/addresses/parts.js';
import { plainWords } from '../../flows/addresses/phrase.js';
import type { Person } from '../../prisma/generated/sqlite/client.js';
import { personById } from '../../prisma/records/index.js';
import { insertDecision } from '../../prisma/repositories/decisions.js';
import type { Turn } from '../turn/types.js';
import { hashSecret } from './invitations.js';

const hourMs = 3_600_000;
const tried = { step: 'phrase', code: 'phrase-tried' } as const;

/** Keeps the hash of somebody's own words in place of earlier ones; null forgets them. */
export async function setPhrase({ tx, now }: Turn, personId: string, words: string | null): Promise<void> {
  const where = { personId };
  if (words === null) {
    await tx.prisma.phrase.deleteMany({ where });
    return;
  }
  const data = { hash: await hashSecret(tx, `phrase:${plainWords(words)}`, now), setAt: now };
  await tx.prisma.phrase.upsert({ where, create: { ...where, ...data }, update: data });
}

/**
 * Whose words these are: null for nobody's, for two people's, after too many tries, and for staff, all alike. The try
 * is counted either way, and the hash is made either way, so that an answer takes as long.
 */
export async function ownerOf(turn: Turn, words: string): Promise<Person | null> {
  const { tx, now, contact } = turn;
  const hash = await hashSecret(tx, `phrase:${plainWords(words)}`, now);
  const scope = `contact:${contact?.id ?? ''}`;
  const since = { at: { gt: new Date(now.getTime() - hourMs) } };
  const own = await tx.prisma.decision.count({ where: { scope, ...tried, ...since } });
  const all = await tx.prisma.decision.count({ where: { ...tried, ...since } });
  await insertDecision(tx.raw, { scope, cycle: now.toISOString(), personId: null, ...tried, at: now });
  if (own >= mostTries || all >= mostTriesOfAll) return null;
  const owners = await tx.prisma.phrase.findMany({ where: { hash }, take: 2 });
  const [owner] = owners;
  const person = owner === undefined || owners.length > 1 ? null : personById(tx.sql, owner.personId);
  const isMeant = person?.endedAt === null && (person.role === 'client' || person.role === 'family');
  return isMeant ? person : null;
}
