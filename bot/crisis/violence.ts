import type { Tx } from '../../prisma/client.js';

/**
 * Whether violence has been told of by or about this person: then no family line and no F5 is ever used for them
 * (`docs/domain.md` §5, §6). A false alarm, which only a person can find, does not count.
 */
export async function isViolenceFlagged(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Alert" a, json_each(a."kinds") k
     WHERE a."personId" = ? AND k."value" = 'violence' AND a."state" <> 'false-alarm'`,
    personId,
  );
  return (row?.n ?? 0) > 0;
}
