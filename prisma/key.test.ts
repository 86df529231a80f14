import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseError } from './errors.js';
import { loadKey } from './key.js';

let folder: string;
let keyFile: string;
let databaseFile: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'guihang-key-'));
  keyFile = path.join(folder, 'data', 'database.key');
  databaseFile = path.join(folder, 'guihang.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'no failure';
  } catch (error) {
    return error instanceof DatabaseError ? error.code : String(error);
  }
}

test('the first start makes a random key that only this user can read; later starts read it', () => {
  const key = loadKey({ keyFile, databaseFile });
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(keyFile))).toEqual(['database.key']);
  expect(loadKey({ keyFile, databaseFile })).toBe(key);
  rmSync(keyFile);
  expect(loadKey({ keyFile, databaseFile })).not.toBe(key);
});

test('a key file that others can read is refused', () => {
  loadKey({ keyFile, databaseFile });
  for (const mode of [0o640, 0o604, 0o644, 0o666]) {
    chmodSync(keyFile, mode);
    expect(codeOf(() => loadKey({ keyFile, databaseFile }))).toBe('database.key-permissions');
  }
  chmodSync(keyFile, 0o400);
  expect(codeOf(() => loadKey({ keyFile, databaseFile }))).toBe('no failure');
});

test('a database whose key file is gone gets no new key', () => {
  writeFileSync(databaseFile, 'something');
  expect(codeOf(() => loadKey({ keyFile, databaseFile }))).toBe('database.key-missing');
  expect(readdirSync(folder)).toEqual(['guihang.db']);
});

test('a key file that was cut or changed is refused and left as it is, and no error shows any of it', () => {
  loadKey({ keyFile, databaseFile });
  for (const content of ['', 'abc123\n', `${'g'.repeat(64)}\n`]) {
    writeFileSync(keyFile, content);
    let message = '';
    try {
      loadKey({ keyFile, databaseFile });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('64 hex digits');
    expect(message).not.toContain('abc123');
    expect(readFileSync(keyFile, 'utf8')).toBe(content);
  }
});

test('a configured key is used as it is, if it is long enough, and no file is made', () => {
  expect(loadKey({ keyFile, databaseFile, key: 'sixteen letters!' })).toBe('sixteen letters!');
  expect(codeOf(() => loadKey({ keyFile, databaseFile, key: 'too short' }))).toBe('database.key-invalid');
  expect(readdirSync(folder)).toEqual([]);
});
