import type { CheckInFacts } from '../../flows/check-in/facts.js';
import { dueOfGroup } from '../../prisma/repositories/due.js';
import { addressesOfPerson } from '../../prisma/records/index.js';
import type { FactLoaders } from '../turn/facts.js';

/** Loaders for the check-in. */
export const checkInLoaders: Pick<FactLoaders, keyof CheckInFacts> = {
  async silence({ tx }, personId) {
    const [rung] = dueOfGroup(tx.sql, `silence:${personId}`);
    if (rung === undefined) return null;
    const since = new Date(rung.cycle);
    const [row] = await tx.raw.query<{ n: number }>(
      `SELECT count(*) AS n FROM "Due" WHERE "personId" = ? AND "flow" IN ('check-in','weekly-check') AND "state" = 'done'
         AND "endedAt" >= ?`,
      personId,
      since,
    );
    return { since, asked: row?.n ?? 0 };
  },

  otherAddress({ tx }, personId) {
    return Promise.resolve(addressesOfPerson(tx.sql, personId)[1]?.id ?? null);
  },
};
