import type { JsonObject } from '../flows/engine/types.js';
import type { Database, ReadSql, Tx } from '../prisma/client.js';
import type { DueRow } from '../prisma/repositories/due.js';
import type { Clock } from './clock.js';
import type { Trouble } from './dispatch/types.js';
import type { EligibilityRules } from './eligibility.js';

/** Runs what a due row opens. `no-address`: the person cannot be reached; `silent`: there was nothing to say. */
export type RunDue = (
  tx: Tx,
  row: DueRow,
  args: JsonObject,
  now: Date,
) => Promise<'ran' | 'silent' | 'no-address'>;

/** What firing needs. */
export interface FireDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly rules: EligibilityRules;
  readonly run: RunDue;
  /** Reads what the turns of many rows will ask for, in a few statements. Left out, each turn reads its own. */
  readonly ahead?: (sql: ReadSql, rows: readonly DueRow[], now: Date) => void;
  /** Plans a person anew: before what is long overdue is fired, so that each step's own rule says what becomes of it. */
  readonly replan?: (tx: Tx, personId: string, now: Date) => Promise<void>;
  /** Opens a task for the person's worker where there is one, for rows that may not be lost silently. */
  readonly missed: (tx: Tx, row: DueRow, reason: string, now: Date) => Promise<void>;
  /** What an operator should hear of. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** For how long rows share a commit; 40 ms unless told. */
  readonly shareMs?: number;
  /** Called whenever firing has got on. */
  readonly alive?: () => void;
  readonly log: { error(fields: object, message: string): void };
  /** Names this process in leases. */
  readonly owner: string;
}
