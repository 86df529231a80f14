import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { invitationDays } from '../../flows/staff/invitation.js';
import type { Tx } from '../../prisma/client.js';
import type { Invitation } from '../../prisma/generated/sqlite/client.js';

const derive = promisify<string, string, number, { N: number; r: number; p: number }, Buffer>(scrypt);
/** About 40 ms a guess: all codes of eight letters would take one core some centuries. */
const cost = { N: 2 ** 14, r: 8, p: 1 } as const;
const pepperKey = 'invitation.pepper';
const dayMs = 24 * 3_600_000;

/** An invitation to be written down. `code` is told to the inviter and then forgotten. */
export interface NewInvitation {
  readonly id: string;
  readonly code: string;
  readonly role: 'client' | 'family' | 'worker' | 'supervisor' | 'operator';
  readonly stationId: string;
  readonly inviterId: string | null;
  /** The person that it binds an address to, when that person exists already. */
  readonly personId: string | null;
  readonly facts: object;
  readonly now: Date;
}

/**
 * The hash under which a code is kept. A code has only 27^8 values, so a plain hash of it could be undone by trying
 * all; scrypt makes each try slow, and the salt (random, one for the deployment, in Setting `invitation.pepper`) makes
 * tables worthless. One salt for all codes, because a code must be found by its hash. Case and dashes do not matter.
 */
export async function hashCode(tx: Tx, code: string, now: Date): Promise<string> {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '');
  return hashSecret(tx, plain, now);
}

/** The slow hash under which anything is kept that few letters could give away. */
export async function hashSecret(tx: Tx, plain: string, now: Date): Promise<string> {
  return (await derive(plain, await pepper(tx, now), 32, cost)).toString('hex');
}

async function pepper(tx: Tx, now: Date): Promise<string> {
  const known = await tx.prisma.setting.findUnique({ where: { key: pepperKey } });
  if (typeof known?.value === 'string') return known.value;
  const value = randomBytes(32).toString('hex');
  await tx.prisma.setting.create({ data: { key: pepperKey, value, updatedAt: now } });
  return value;
}

/** Writes an invitation; only the hash of its code is kept. It is good for {@link invitationDays} days. */
export async function createInvitation(
  tx: Tx,
  invitation: NewInvitation,
): Promise<{ readonly expiresAt: Date }> {
  const { code, now, facts, ...rest } = invitation;
  const expiresAt = new Date(now.getTime() + invitationDays * dayMs);
  const codeHash = await hashCode(tx, code, now);
  await tx.prisma.invitation.create({
    data: { ...rest, codeHash, facts: { ...facts }, createdAt: now, expiresAt, usedAt: null },
  });
  return { expiresAt };
}

/** The invitation behind a code, if it may still be used; null for a wrong, used or expired one, all alike. */
export async function findInvitation(tx: Tx, code: string, now: Date): Promise<Invitation | null> {
  const found = await tx.prisma.invitation.findUnique({ where: { codeHash: await hashCode(tx, code, now) } });
  return found === null || found.usedAt !== null || found.expiresAt <= now ? null : found;
}

/**
 * Uses an invitation up. False when it was used or ran out in the meantime: whoever comes second gets nothing.
 * Call it in the transaction that binds the address.
 */
export async function redeem(tx: Tx, invitationId: string, now: Date): Promise<boolean> {
  const { count } = await tx.prisma.invitation.updateMany({
    where: { id: invitationId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** A code as people read it: `BCD2-FGH3`. */
export function showCode(code: string): string {
  const plain = code.replace('-', '');
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
