import type { Tx } from '../prisma/client.js';
import { insertDecisions } from '../prisma/repositories/decisions.js';
import { endDueMany, type DueEnd } from '../prisma/repositories/due-claim.js';
import type { DueRow } from '../prisma/repositories/due.js';

/** The claim had passed to somebody else: what was done for it is undone with its transaction. */
export class LeaseLost extends Error {}

/** Throws {@link LeaseLost} unless the claim was still ours. */
export function held(isOurs: boolean): void {
  if (!isOurs) throw new LeaseLost('expected to hold the claim, got a newer one');
}

interface Ending extends DueEnd {
  readonly row: DueRow;
  readonly code: string;
}

/**
 * The ends of claims and their decisions, gathered over the rows of one transaction and written in two statements. The
 * lease of each is checked when they are written: one that is lost undoes all of them, and each row is run again alone.
 */
export class Ends {
  readonly #gathered: Ending[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly now: Date,
  ) {}

  /** The row has ended like this. */
  add(row: DueRow, state: DueEnd['state'], reason: string | null, code: string): void {
    this.#gathered.push({ row, claim: row, state, reason, code });
  }

  /** Before this row is decided: what has ended for the same person is on record. */
  async before(row: DueRow): Promise<void> {
    if (this.#gathered.some((one) => isOfOne(one.row, row))) await this.write();
  }

  /** Writes what was gathered. */
  async write(): Promise<void> {
    const ends = this.#gathered.splice(0);
    if (ends.length === 0) return;
    held((await endDueMany(this.tx.raw, ends, this.now)) === ends.length);
    await insertDecisions(
      this.tx.raw,
      ends.map(({ row: { scope, step, cycle, personId }, code }) => ({
        scope,
        step,
        cycle,
        personId,
        code,
        at: this.now,
      })),
    );
  }
}

function isOfOne(a: DueRow, b: DueRow): boolean {
  return a.personId === null || b.personId === null || a.personId === b.personId || a.scope === b.scope;
}
