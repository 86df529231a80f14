import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { DatabaseError } from './errors.js';

/** Where the key of a database comes from. */
export interface KeySource {
  /** The file that holds the key, or will hold it. */
  readonly keyFile: string;
  /** The database that the key belongs to; decides whether a missing key file is a first start or a loss. */
  readonly databaseFile: string;
  /** A key from the configuration instead: at least 16 characters. The key file is then neither read nor made. */
  readonly key?: string | undefined;
}

const KEY_BYTES = 32;
const MIN_CONFIGURED_LENGTH = 16;

/**
 * The key of the database, from the configuration or from the key file, which is created at the first start:
 * 32 random bytes in hex, readable by this user only, written through to the disk before the key is ever used, and
 * never overwritten. Whoever loses it loses the database.
 *
 * Errors: `database.key-missing` (a database is there, its key is not), `.key-permissions`, `.key-invalid`.
 */
export function loadKey({ keyFile, databaseFile, key }: KeySource): string {
  if (key !== undefined) return checkConfigured(key);
  if (!fs.existsSync(keyFile)) {
    if (holdsData(databaseFile)) {
      const what = `expected the key file of the existing database at ${path.basename(keyFile)}, got none`;
      throw new DatabaseError('database.key-missing', what);
    }
    createKeyFile(keyFile);
  }
  return readKeyFile(keyFile);
}

function checkConfigured(key: string): string {
  if (key.length >= MIN_CONFIGURED_LENGTH) return key;
  const what = `expected a configured key of at least ${MIN_CONFIGURED_LENGTH} characters, got ${key.length}`;
  throw new DatabaseError('database.key-invalid', what);
}

function holdsData(file: string): boolean {
  return file !== ':memory:' && fs.existsSync(file) && fs.statSync(file).size > 0;
}

function readKeyFile(keyFile: string): string {
  const mode = fs.statSync(keyFile).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    const what = `expected mode 0600 at ${path.basename(keyFile)}, got 0${mode.toString(8)}`;
    throw new DatabaseError('database.key-permissions', what);
  }
  const key = fs.readFileSync(keyFile, 'utf8').trim();
  if (new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`).test(key)) return key;
  const what = `expected ${KEY_BYTES * 2} hex digits at ${path.basename(keyFile)}, got something else`;
  throw new DatabaseError('database.key-invalid', what);
}

/** Written whole under another name, then linked: two first starts at once end with one key, and never half of one. */
function createKeyFile(keyFile: string): void {
  const folder = path.dirname(path.resolve(keyFile));
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${process.pid}.draft`;
  writeThrough(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
  try {
    fs.linkSync(draft, keyFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft);
  }
  syncFolder(folder);
}

function writeThrough(file: string, text: string): void {
  fs.rmSync(file, { force: true });
  const handle = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** A new name survives a power cut only when its folder was synced as well; Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
