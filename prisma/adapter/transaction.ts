import { DatabaseError } from '../errors.js';
import type { Driver, SyncSql } from './driver.js';
import type { Turn } from './turn.js';

/** An interactive transaction: the only one, until it ends. */
export class OpenTransaction {
  readonly #driver: Driver;
  readonly #turn: Turn;
  readonly #end: () => void;
  #ended = false;

  /** `end` rolls back what is still open and hands the lock on. */
  constructor(driver: Driver, turn: Turn, end: () => void) {
    this.#driver = driver;
    this.#turn = turn;
    this.#end = end;
  }

  /** Runs a statement inside. */
  async run<T>(work: (driver: Driver) => T): Promise<T> {
    await this.#turn.pause();
    return work(this.driver);
  }

  /** The connection, as long as the transaction is open; else it throws `database.transaction-closed`. */
  get driver(): Driver {
    return stillInside(this.#driver, this.#ended);
  }

  /** Makes everything inside durable, or throws and keeps nothing of it. */
  async commit(): Promise<void> {
    try {
      this.driver.commit();
    } finally {
      this.#close();
    }
    await this.#turn.pause();
  }

  /** Undoes everything inside; harmless when the transaction has already ended. */
  rollback(): Promise<void> {
    this.#close();
    return Promise.resolve();
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#end();
  }
}

/**
 * Synchronous statements that work only while the transaction is open.
 * SQLite ends a transaction by itself when the disk is full; the next statement would be outside of any.
 */
export function sqlInside(driver: Driver): SyncSql {
  return {
    all: (sql, ...params) => stillInside(driver).all(sql, ...params),
    get: (sql, ...params) => stillInside(driver).get(sql, ...params),
    run: (sql, ...params) => stillInside(driver).run(sql, ...params),
    kept: (kind, key, read) => stillInside(driver).kept(kind, key, read),
    keep: (kind, key, value) => stillInside(driver).keep(kind, key, value),
    forget: (keys) => stillInside(driver).forget(keys),
  };
}

function stillInside(driver: Driver, ended = false): Driver {
  if (!ended && driver.inTransaction) return driver;
  throw new DatabaseError(
    'database.transaction-closed',
    'expected an open transaction, got one that has ended',
  );
}
