import type { KeptKind } from './kept.js';
import type { SqlParam } from './values.js';

/** The tables whose new rows may wait: what every turn of a wave writes and hardly any reads. */
const TABLES = ['Outbox', 'Button', 'Due', 'Session'] as const;

/** A kind of rows that may be written later in their transaction, many in one statement. Compared by identity. */
export interface LaterRows<Row> {
  readonly table: (typeof TABLES)[number];
  /** What of the kept stays true; the rest that depends on the table is forgotten when the rows are written. */
  readonly spares: readonly KeptKind[];
  /** The statement that writes these rows, in order. */
  statement(rows: readonly Row[]): { readonly text: string; readonly params: readonly SqlParam[] };
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

  /** Takes all that waits, as the statements that write it. */
  take(): {
    readonly spares: readonly KeptKind[];
    readonly text: string;
    readonly params: readonly SqlParam[];
  }[] {
    const all = [...this.#rows].map(([kind, rows]) => ({
      spares: kind.spares,
      ...kind.statement(rows as never[]),
    }));
    this.#rows.clear();
    return all;
  }

  /** Lets go of everything: the transaction was undone. */
  clear(): void {
    this.#rows.clear();
  }
}
