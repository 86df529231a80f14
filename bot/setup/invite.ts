import type { Tx } from '../../prisma/client.js';
import { createInvitation, showCode } from '../commit/invitations.js';
import type { Random } from '../random.js';

/** A colleague's one-time code: told once, only its hash is kept. */
export interface StaffCode {
  readonly alias: string;
  readonly role: StaffRole;
  readonly code: string;
  readonly expiresAt: Date;
}

export const staffRoles = ['worker', 'supervisor', 'operator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Somebody of the staff, as the database knows them. */
export interface StaffPerson {
  readonly id: string;
  readonly stationId: string;
  readonly role: string;
  readonly alias: string;
}

/** Makes a code that binds an address to this colleague. Codes made for them before stop working. */
export async function inviteStaff(
  tx: Tx,
  person: StaffPerson,
  random: Random,
  now: Date,
): Promise<StaffCode> {
  const { id: personId, stationId, alias } = person;
  const role = person.role as StaffRole;
  await tx.prisma.invitation.updateMany({
    where: { personId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  const code = showCode(random.code());
  const { expiresAt } = await createInvitation(tx, {
    id: random.id(),
    code,
    role,
    stationId,
    inviterId: null,
    personId,
    facts: {},
    now,
  });
  return { alias, role, code, expiresAt };
}

/** Everybody of the staff who has no address yet: they cannot be reached until they have joined. */
export async function notJoined(tx: Tx, stationId: string): Promise<StaffPerson[]> {
  const staff = await tx.prisma.person.findMany({
    where: { stationId, role: { in: [...staffRoles] }, endedAt: null },
    orderBy: { createdAt: 'asc' },
  });
  const contacts = await tx.prisma.contact.findMany({
    where: { personId: { in: staff.map(({ id }) => id) }, state: 'active' },
  });
  const reached = new Set(contacts.map(({ personId }) => personId));
  return staff.filter(({ id }) => !reached.has(id));
}
