import type { Database, Tx } from '../prisma/client.js';

/** Rows share a commit for so long; whoever else needs the database waits no longer than this. */
const usualShareMs = 40;

/** What the rows of one transaction have in common. */
export interface Shared<Row> {
  /** Does what the row asks for. */
  one(row: Row): Promise<void>;
  /** After the last row, before the commit. */
  close(): Promise<void>;
}

/** How rows are fired together. */
export interface Together<Row> {
  /** Begins a transaction; told which rows may follow in it. */
  open(tx: Tx, rows: readonly Row[]): Shared<Row>;
  /** Fires a row of a transaction that was undone. */
  alone(row: Row): Promise<void>;
  /** What comes after each commit. */
  between(): Promise<unknown>;
  /** For how long rows share a commit; 40 ms unless told. */
  readonly shareMs?: number | undefined;
}

/**
 * Fires rows in order, as many in one transaction as fit into 40 ms: a wave of check-ins is not a sync of the disk a
 * person. When one throws, the rows of its transaction are undone together and each is fired again `alone`, where
 * only the bad one fails. Throws when a transaction cannot even begin, or when `alone` or `between` does.
 */
export async function fireTogether<Row>(
  db: Database,
  rows: readonly Row[],
  { open, alone, between, shareMs = usualShareMs }: Together<Row>,
): Promise<void> {
  for (let next = 0; next < rows.length;) {
    const taken: Row[] = [];
    try {
      await db.transaction(async (tx) => {
        const until = performance.now() + shareMs;
        const left = rows.slice(next);
        const shared = open(tx, left);
        for (const row of left) {
          taken.push(row);
          await shared.one(row);
          if (performance.now() >= until) break;
        }
        await shared.close();
      });
    } catch (error) {
      // Not even begun: whoever called knows what is left.
      if (taken.length === 0) throw error;
      for (const row of taken) await alone(row);
    }
    next += taken.length;
    await new Promise((resolve) => setImmediate(resolve));
    await between();
  }
}
