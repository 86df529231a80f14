import type { Driver, SyncSql } from './driver.js';
import { sqlInside } from './transaction.js';

/** A commit costs a sync of the disk; this much work at most shares one, and blocks the event loop for as long. */
const MAX_GROUP_MS = 10;

/** A `write` that waits for its turn. */
export interface WaitingWrite {
  readonly fn: (sql: SyncSql) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs as many of the `waiting` writes as fit into one commit, in order, and takes them from the list. The caller has
 * begun the transaction. Each write is its own: one that throws is undone and rejected alone. All others are resolved
 * after the commit, that is when they are durable; if the commit fails, or the disk is full half-way, all are rejected.
 */
export function commitTogether(driver: Driver, waiting: WaitingWrite[]): void {
  const done: (() => void)[] = [];
  const taken: WaitingWrite[] = [];
  try {
    const startedAt = performance.now();
    for (let write = waiting.shift(); write !== undefined; write = waiting.shift()) {
      taken.push(write);
      const { resolve, reject } = write;
      const outcome = attempt(driver, write.fn);
      done.push('error' in outcome ? () => reject(outcome.error) : () => resolve(outcome.result as never));
      if (performance.now() - startedAt > MAX_GROUP_MS) break;
    }
    driver.commit();
  } catch (error) {
    for (const { reject } of taken) reject(error);
    driver.rollback();
    return;
  }
  for (const settle of done) settle();
}

/** Throws only when the whole transaction is gone. */
function attempt(driver: Driver, fn: (sql: SyncSql) => unknown): { result: unknown } | { error: unknown } {
  driver.execute('SAVEPOINT one_write', []);
  try {
    const result = fn(sqlInside(driver));
    if (result instanceof Promise)
      throw new TypeError('expected a synchronous function at write(), got an async one');
    driver.execute('RELEASE one_write', []);
    return { result };
  } catch (error) {
    if (!driver.inTransaction) throw error;
    driver.execute('ROLLBACK TO one_write', []);
    driver.execute('RELEASE one_write', []);
    return { error };
  }
}
