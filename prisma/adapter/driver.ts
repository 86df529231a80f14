import Libsql from 'libsql';
import { DatabaseError } from '../errors.js';
import { forgottenBy, Kept, type KeptKey, type KeptKind } from './kept.js';
import { awaitedBy, Waiting, type LaterRows } from './later.js';
import { toDatabaseError } from './sqlite-errors.js';
import { type Bindable, fromStored, type SqlParam, type SqlValue, toBindable } from './values.js';

/** A row as raw SQL reads it, by column name. */
export type SqlRow = Record<string, SqlValue>;

/** The synchronous statements that `write` and `transaction` hand out; parameters are `?` in order. */
export interface SyncSql {
  /** All rows. */
  all<T = SqlRow>(sql: string, ...params: SqlParam[]): T[];
  /** The first row, or undefined. */
  get<T = SqlRow>(sql: string, ...params: SqlParam[]): T | undefined;
  /** Runs a statement and says how many rows it changed (with RETURNING: how many it returned). */
  run(sql: string, ...params: SqlParam[]): { changes: number };
  /**
   * What `read` returned for this key last time, as long as nothing was written to the tables of this kind (`KEPT`) and
   * no transaction was undone since; else `read` runs again. Treat the result as read-only.
   */
  kept<T>(kind: KeptKind, key: string, read: () => T): T;
  /** Keeps what has just been read together with others. */
  keep(kind: KeptKind, key: string, value: unknown): void;
  /** Forgets what is kept under these keys, for rows that are written later. */
  forget(keys: readonly KeptKey[]): void;
}

/** What `read` hands out. */
export type ReadSql = Pick<SyncSql, 'all' | 'get' | 'kept' | 'keep'>;

/** A column of a result: its name and its declared type, null where it is computed. */
export interface Column {
  readonly name: string;
  readonly type: string | null;
}

/** The result of any statement; rows and columns are empty for one that returns none. */
export interface RawResult {
  readonly columns: readonly Column[];
  readonly rows: unknown[][];
  readonly lastInsertRowid?: number | bigint;
}

/** A prepared statement with what is asked about it again and again. */
interface Prepared {
  readonly statement: Libsql.Statement<[readonly Bindable[]]>;
  readonly reader: boolean;
  /** Whether it writes rows or tables, and so needs the write lock of the file. */
  readonly writer: boolean;
  /** The tables whose waiting rows it must find written. */
  readonly awaits: readonly string[];
  /** What of the kept may no longer be true after it. */
  readonly forgets: readonly KeptKind[];
  columns: readonly Column[] | undefined;
}

/** Prisma writes one text per length of an `IN` list; more than this many texts are prepared anew. */
const MAX_PREPARED = 500;

/**
 * One synchronous connection with its prepared statements: no lock, no waiting, no transactions of its own.
 * Everything it throws is a {@link DatabaseError}.
 */
export class Driver implements SyncSql {
  readonly #db: Libsql.Database;
  readonly #prepared = new Map<string, Prepared>();
  readonly #seenOnce = new Set<string>();
  readonly #kept = new Kept();
  readonly #waiting = new Waiting();
  #open = true;

  /** Opens `file` (or `:memory:`); SQLite reads the file only at the first statement. */
  constructor(file: string, key: string) {
    try {
      this.#db = new Libsql(file, file === ':memory:' ? {} : ({ encryptionKey: key } as Libsql.Options));
    } catch (cause) {
      throw new DatabaseError('database.cannot-open', 'expected to open the database file, got a refusal', {
        cause,
      });
    }
  }

  /** Whether a transaction is open. SQLite may end one by itself, for example when the disk is full. */
  get inTransaction(): boolean {
    return this.#open && this.#db.inTransaction;
  }

  /** All rows as arrays, integers as bigint, with the columns; what the Prisma adapter reads. */
  rows(sql: string, bound: readonly Bindable[]): RawResult {
    const prepared = this.#prepare(sql);
    if (!prepared.reader) {
      const { lastInsertRowid } = this.#atomically(prepared, () => prepared.statement.run(bound));
      return { columns: [], rows: [], lastInsertRowid };
    }
    const rows = this.#atomically(prepared, () => prepared.statement.all(bound)) as unknown[][];
    return { columns: this.#columns(prepared, rows[0]?.length), rows };
  }

  /** Runs a statement with parameters that are bound as they are; how many rows it changed, or returned by RETURNING. */
  execute(sql: string, bound: readonly Bindable[]): number {
    const prepared = this.#prepare(sql);
    // The driver reports 0 changes for a statement that returns rows.
    if (prepared.reader) return this.#atomically(prepared, () => prepared.statement.all(bound)).length;
    return this.#atomically(prepared, () => prepared.statement.run(bound)).changes;
  }

  all<T = SqlRow>(sql: string, ...params: SqlParam[]): T[] {
    const { columns, rows } = this.rows(sql, params.map(toBindable));
    return rows.map((row) => toObject(columns, row)) as T[];
  }

  get<T = SqlRow>(sql: string, ...params: SqlParam[]): T | undefined {
    const prepared = this.#prepare(sql);
    const bound = params.map(toBindable);
    const row = this.#atomically(prepared, () => prepared.statement.get(bound)) as unknown[] | undefined;
    return row === undefined ? undefined : (toObject(this.#columns(prepared, row.length), row) as T);
  }

  run(sql: string, ...params: SqlParam[]): { changes: number } {
    return { changes: this.execute(sql, params.map(toBindable)) };
  }

  kept<T>(kind: KeptKind, key: string, read: () => T): T {
    return this.#kept.get(kind, key, read);
  }

  keep(kind: KeptKind, key: string, value: unknown): void {
    this.#kept.put(kind, key, value);
  }

  forget(keys: readonly KeptKey[]): void {
    for (const [kind, key] of keys) this.#kept.forget([kind], key);
  }

  /**
   * Writes a row before the first statement that names its table, at the latest with the commit: a wave writes many in
   * one statement. Only inside a transaction.
   */
  later<Row>(kind: LaterRows<Row>, row: Row): void {
    this.#insideOnly();
    this.#waiting.add(kind, row);
  }

  #insideOnly(): void {
    if (this.inTransaction) return;
    this.#waiting.clear();
    throw new DatabaseError(
      'database.transaction-closed',
      'expected an open transaction for rows that are written later, got none',
    );
  }

  /** Writes what waits. */
  writeWaiting(): void {
    if (this.#waiting.isEmpty) return;
    this.#insideOnly();
    for (const { kind, rows } of this.#waiting.take()) {
      const prepared = this.#prepare(kind.text);
      this.#kept.forget(prepared.forgets.filter((one) => !kind.spares.includes(one)));
      this.#try(() => {
        for (const params of rows) prepared.statement.run(params.map(toBindable));
      });
    }
  }

  /** Runs a script of several statements without parameters; it may change tables, so all statements are prepared anew. */
  script(sql: string): void {
    this.#prepared.clear();
    this.#kept.clear();
    this.#try(() => this.#db.exec(sql));
  }

  /** Opens a transaction and takes the write lock of the file at once. */
  begin(): void {
    this.#waiting.clear();
    this.#try(() => this.#db.exec('BEGIN IMMEDIATE'));
  }

  commit(): void {
    this.writeWaiting();
    this.#try(() => this.#db.exec('COMMIT'));
  }

  /** Rolls back, unless SQLite has already done so by itself. */
  rollback(): void {
    this.#waiting.clear();
    if (!this.inTransaction) return;
    this.#kept.clear();
    this.#try(() => this.#db.exec('ROLLBACK'));
  }

  /** Closes the connection. The file itself is let go when the statements are collected. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#prepared.clear();
    this.#db.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) {
      if (this.#prepared.size > MAX_PREPARED / 2) {
        this.#prepared.delete(sql);
        this.#prepared.set(sql, known);
      }
      return known;
    }
    const statement = this.#try(() => this.#db.prepare(sql)) as Prepared['statement'];
    const reader = statement.reader;
    const writer = reader ? /\bRETURNING\b/i.test(sql) : !/^\s*(PRAGMA|VACUUM|ATTACH|DETACH)\b/i.test(sql);
    const prepared = {
      statement: reader ? statement.raw().safeIntegers() : statement,
      reader,
      writer,
      awaits: awaitedBy(sql),
      forgets: writer ? forgottenBy(sql) : [],
      columns: undefined,
    };
    this.#keep(sql, prepared);
    return prepared;
  }

  /**
   * Keeps a statement from its second use on. One that is used once and kept grows old in memory before it is
   * dropped, and its memory outside of JavaScript's then waits long for the collector.
   */
  #keep(sql: string, prepared: Prepared): void {
    if (this.#seenOnce.delete(sql)) {
      if (this.#prepared.size >= MAX_PREPARED)
        this.#prepared.delete(this.#prepared.keys().next().value ?? '');
      this.#prepared.set(sql, prepared);
      return;
    }
    if (this.#seenOnce.size >= MAX_PREPARED) this.#seenOnce.clear();
    this.#seenOnce.add(sql);
  }

  /**
   * Gives a writing statement a transaction of its own where none is open. Left to itself it could find the file busy
   * half-way, and this driver never resets such a statement: it would hold the file's old state open unnoticed.
   */
  #atomically<T>(prepared: Prepared, work: () => T): T {
    if (this.#waiting.concerns(prepared.awaits)) this.writeWaiting();
    if (prepared.forgets.length > 0) this.#kept.forget(prepared.forgets);
    if (!prepared.writer || this.inTransaction) return this.#try(work);
    this.begin();
    try {
      const result = this.#try(work);
      this.commit();
      return result;
    } finally {
      this.rollback();
    }
  }

  /** Columns are asked for once; `SELECT *` has more of them after a table was altered. */
  #columns(prepared: Prepared, width: number | undefined): readonly Column[] {
    if (prepared.columns === undefined || (width !== undefined && width !== prepared.columns.length)) {
      prepared.columns = prepared.reader ? prepared.statement.columns() : [];
    }
    return prepared.columns;
  }

  #try<T>(work: () => T): T {
    if (!this.#open)
      throw new DatabaseError('database.closed', 'expected an open database, got a closed one');
    try {
      return work();
    } catch (error) {
      // A full disk ends the transaction, and with it what was read inside and what waits to be written.
      this.#kept.clear();
      if (!this.#db.inTransaction) this.#waiting.clear();
      throw toDatabaseError(error);
    }
  }
}

function toObject(columns: readonly Column[], row: readonly unknown[]): SqlRow {
  const object: SqlRow = {};
  for (let i = 0; i < columns.length; i++) object[columns[i]!.name] = fromStored(row[i]);
  return object;
}
