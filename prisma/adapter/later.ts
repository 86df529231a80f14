import type { KeptKind } from './kept.js';
import type { SqlParam } from './values.js';

/** The tables whose new rows may wait: what every turn of a wave writes and hardly any reads. */
const TABLES = ['Outbox', 'Button', 'Due', 'Session'] as const;

/** A kind of rows that may be written later in their transaction, all by one prepared statement. Compared by identity. */
export interface LaterRows<Row> {
  readonly table: (typeof TABLES)[number];
  /** What of the kept stays true; the rest that depends on the table is forgotten when the rows are written. */
  readonly spares: readonly KeptKind[];
  /** The statement that writes one row. Run for each of them it is faster than one that reads them all out of JSON. */
  readonly text: string;
  /** What it takes. */
  paramsOf(row: Row): readonly SqlParam[];
}

const WHOLE = /^\s*(?:SAVEPOINT|RELEASE|ROLLBACK|COMMIT|END|BEGIN|VACUUM|ATTACH)\b/i;
const mentions = TABLES.map((table) => ({ table, pattern: new RegExp(`\\b${table}\\b`) }));

/** The tables whose waiting rows must be written before this statement runs. */
export function awaitedBy(sql: string): readonly string[] {
  if (WHOLE.test(sql)) return TABLES;
  return mentions.filter(({ pattern }) => pattern.test(sql)).map(({ table }) => table);
}

/** Rows that wait for the end of their transaction, or for the first statement that names their table. */
export class Waiting {
  readonly #rows = new Map<LaterRows<never>, unknown[]>();

  /** Lets a row wait. */
  add<Row>(kind: LaterRows<Row>, row: Row): void {
    const key = kind as LaterRows<never>;
    const rows = this.#rows.get(key);
    if (rows === undefined) this.#rows.set(key, [row]);
    else rows.push(row);
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** Whether rows of one of these tables wait. */
  concerns(tables: readonly string[]): boolean {
    if (this.#rows.size === 0 || tables.length === 0) return false;
    for (const { table } of this.#rows.keys()) if (tables.includes(table)) return true;
    return false;
  }

  /** Takes all that waits: each kind with what its statement takes for each row, in order. */
  take(): { readonly kind: LaterRows<never>; readonly rows: readonly (readonly SqlParam[])[] }[] {
    const all = [...this.#rows].map(([kind, rows]) => ({
      kind,
      rows: rows.map((row) => kind.paramsOf(row as never)),
    }));
    this.#rows.clear();
    return all;
  }

  /** Lets go of everything: the transaction was undone. */
  clear(): void {
    this.#rows.clear();
  }
}
