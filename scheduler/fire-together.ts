import type { Database, Tx } from '../prisma/client.js';

/** Rows share a commit for so long; whoever else needs the database waits no longer than this. */
const shareMs = 40;

/**
 * Fires rows in order, as many in one transaction as fit into 40 ms: a wave of check-ins is not a sync of the disk a
 * person. When one throws, the rows of its transaction are undone together and each is fired again `alone`, where
 * only the bad one fails.
 */
export async function fireTogether<Row>(
  db: Database,
  rows: readonly Row[],
  one: (tx: Tx, row: Row) => Promise<void>,
  alone: (row: Row) => Promise<void>,
): Promise<void> {
  for (let next = 0; next < rows.length;) {
    const taken: Row[] = [];
    try {
      await db.transaction(async (tx) => {
        const until = performance.now() + shareMs;
        for (const row of rows.slice(next)) {
          taken.push(row);
          await one(tx, row);
          if (performance.now() > until) return;
        }
      });
    } catch {
      for (const row of taken) await alone(row);
    }
    next += Math.max(1, taken.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
