import { closeSync, existsSync, openSync } from 'node:fs';
import { Driver } from './adapter/driver.js';
import { DatabaseError, isDatabaseError } from './errors.js';

/**
 * Makes this process the only owner of a database file; returns what gives it back.
 *
 * `<file>.lock` is itself a tiny SQLite database that holds the owner's process id; the ownership is SQLite's own
 * lock on it. The operating system ends that lock with the process, however it dies, so no lock is ever stale and
 * no process id is ever taken for another's. The file stays behind; deleting it would open a race.
 *
 * Throws `database.locked-by-process` with the owner's process id.
 */
export function ownFile(file: string): () => void {
  const lockFile = `${file}.lock`;
  createPrivately(lockFile);
  const lock = new Driver(lockFile, '');
  try {
    lock.all('PRAGMA synchronous = OFF');
    // Two that start at once must not both give up; afterwards the owner holds the lock for good.
    lock.all('PRAGMA busy_timeout = 100');
    lock.run('CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL)');
    lock.run('DELETE FROM owner');
    lock.run('INSERT INTO owner VALUES (?)', process.pid);
    lock.begin();
  } catch (error) {
    const owner = isDatabaseError(error, 'database.busy') ? readOwner(lock) : undefined;
    lock.close();
    if (owner === undefined) throw error;
    const what = `expected to be the only process with the database file, got process ${owner} that has it already`;
    throw new DatabaseError('database.locked-by-process', what);
  }
  return () => {
    lock.rollback();
    lock.close();
  };
}

function readOwner(lock: Driver): number | string {
  return lock.get<{ pid: number }>('SELECT pid FROM owner')?.pid ?? 'unknown';
}

/** Creates an empty file that only this user can read, unless it is there. SQLite gives `-wal` and `-shm` its mode. */
export function createPrivately(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (cause) {
    throw new DatabaseError('database.cannot-open', 'expected to create the database file, got a refusal', {
      cause,
    });
  }
}
