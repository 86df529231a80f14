import { DatabaseError, isDatabaseError } from '../errors.js';
import type { Driver, ReadSql, SyncSql } from './driver.js';
import { commitTogether, type WaitingWrite } from './group-commit.js';
import { Lock } from './lock.js';
import { OpenTransaction } from './transaction.js';
import { nextTurn, Turn } from './turn.js';

/** How a connection waits. */
export interface ConnectionOptions {
  /** How long to wait for a program outside that holds the file open for writing. */
  readonly busyTotalMs: number;
  /** Hears of every such wait that ended well. */
  readonly onBusy?: (waitedMs: number) => void;
  /** Another lock, for the test that shows what happens without one. */
  readonly lock?: Pick<Lock, 'acquire' | 'release'>;
}

/**
 * The one way to the database: every statement of Prisma and of raw SQL goes through the lock of this connection.
 * While an interactive transaction is open, all others wait; none can join it, see its rows or vanish with its
 * rollback.
 *
 * Never await a statement of the connection inside a transaction of it: it waits for the transaction to end.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #lock: Pick<Lock, 'acquire' | 'release'>;
  readonly #turn = new Turn();
  /** Writes that wait; they are served with the first of them. */
  readonly #writes: WaitingWrite[] = [];
  #current: OpenTransaction | undefined;

  constructor(
    readonly driver: Driver,
    options: ConnectionOptions,
  ) {
    this.#options = options;
    this.#lock = options.lock ?? new Lock();
  }

  /** The interactive transaction that is open now. */
  get current(): OpenTransaction | undefined {
    return this.#current;
  }

  /** Runs one statement, or several that need not be atomic, when no transaction is open. */
  async alone<T>(work: (driver: Driver) => T): Promise<T> {
    const askedAt = performance.now();
    await this.#lock.acquire();
    try {
      await this.#turn.pause();
      return await this.#patiently(askedAt, () => work(this.driver));
    } finally {
      this.#lock.release();
    }
  }

  /** Runs `fn` synchronously, with nothing between its statements; again from its start if the file was busy. */
  read<T>(fn: (sql: ReadSql) => T): Promise<T> {
    return this.alone(fn);
  }

  /**
   * Runs `fn` synchronously in a transaction of its own: kept when `fn` returns, undone when it throws, durable when
   * the promise resolves. The fast way for hot paths: writes that wait at the same time share one commit. `fn` must
   * not be async, and runs at most once.
   */
  write<T>(fn: (sql: SyncSql) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#writes.push({ fn, resolve, reject });
      void this.#commitNext();
    });
  }

  /** Called once for every write; finds nothing to do when an earlier call has taken its write along. */
  async #commitNext(): Promise<void> {
    const askedAt = performance.now();
    await this.#lock.acquire();
    try {
      if (this.#writes.length === 0) return;
      await this.#turn.pause();
      await this.#patiently(askedAt, () => this.driver.begin());
      commitTogether(this.driver, this.#writes);
    } catch (error) {
      this.#writes.shift()?.reject(error);
    } finally {
      this.#lock.release();
    }
  }

  /**
   * Opens an interactive transaction and keeps the lock until it is committed or rolled back. It takes the write
   * lock of the file at once (BEGIN IMMEDIATE), so that nothing in it can fail for being busy.
   */
  async begin(): Promise<OpenTransaction> {
    const askedAt = performance.now();
    await this.#lock.acquire();
    try {
      await this.#turn.pause();
      await this.#patiently(askedAt, () => this.driver.begin());
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#current = new OpenTransaction(this.driver, this.#turn, () => this.#end());
    return this.#current;
  }

  #end(): void {
    try {
      this.driver.rollback();
    } finally {
      this.#current = undefined;
      this.#lock.release();
    }
  }

  /**
   * Runs `work` alone on the bare driver in one transaction with foreign keys off, as changing tables needs it: all
   * of it is kept, or nothing. Foreign keys are checked as a whole before it is kept.
   */
  async restructure<T>(work: (driver: Driver) => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    await this.#lock.acquire();
    try {
      this.driver.all('PRAGMA foreign_keys = OFF');
      await this.#patiently(askedAt, () => this.driver.begin());
      const result = await work(this.driver);
      this.#checkForeignKeys();
      this.driver.commit();
      return result;
    } finally {
      this.#endRestructuring();
    }
  }

  #endRestructuring(): void {
    try {
      this.driver.rollback();
      this.driver.all('PRAGMA foreign_keys = ON');
    } finally {
      this.#lock.release();
    }
  }

  #checkForeignKeys(): void {
    const broken = this.driver.get<{ table: string }>('PRAGMA foreign_key_check');
    if (broken === undefined) return;
    const what = `expected every reference of table ${broken.table} to point to a row, got one that does not`;
    throw new DatabaseError('database.foreign-key', what);
  }

  /** Waits for what is open, folds the write-ahead log into the file, and closes. */
  async close(): Promise<void> {
    await this.#lock.acquire();
    try {
      this.driver.all('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // The log is folded in at the next start as well; a full or busy disk must not keep us from closing.
      if (!(error instanceof DatabaseError)) throw error;
    } finally {
      this.driver.close();
      this.#lock.release();
    }
  }

  /**
   * Waits in small slices (`busy_timeout`) with the event loop turning between them. The patience counts from when
   * the caller asked, so that a hundred callers behind a stuck program are not told one after the other.
   */
  async #patiently<T>(askedAt: number, work: () => T): Promise<T> {
    let busySince: number | undefined;
    for (;;) {
      try {
        const result = work();
        if (busySince !== undefined) this.#options.onBusy?.(performance.now() - busySince);
        return result;
      } catch (error) {
        if (!isDatabaseError(error, 'database.busy')) throw error;
        busySince ??= performance.now();
        if (performance.now() - askedAt > this.#options.busyTotalMs) throw error;
        await nextTurn();
      }
    }
  }
}
