import type { Tx } from '../../prisma/client.js';

/**
 * Whether violence has been told of by or about this person, or by somebody of their linked family, who may be the one
 * that is hit: then no family line and no F5 is ever used for them (`docs/domain.md` §5, §6). A false alarm, which only
 * a person can find, does not count.
 */
export async function isViolenceFlagged(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Alert" a, json_each(a."kinds") k
     WHERE k."value" = 'violence' AND a."state" <> 'false-alarm' AND (a."personId" = ? OR a."personId" IN
       (SELECT "familyId" FROM "FamilyLink" WHERE "clientId" = ? AND "endedAt" IS NULL))`,
    personId,
    personId,
  );
  return (row?.n ?? 0) > 0;
}
