import { expect, test } from 'vitest';
import { DatabaseError } from '../errors.js';
import { Driver } from './driver.js';

function memory(): Driver {
  const driver = new Driver(':memory:', '');
  driver.script(`
    CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT CHECK (kind <> 'bad'));
    CREATE UNIQUE INDEX parent_name ON parent (name, kind);
    CREATE UNIQUE INDEX parent_lower ON parent (lower(name));
    CREATE TABLE child (id INTEGER PRIMARY KEY, parentId INTEGER NOT NULL REFERENCES parent (id));
    PRAGMA foreign_keys = ON;
  `);
  return driver;
}

function failure(driver: Driver, sql: string, ...params: string[]): DatabaseError {
  try {
    driver.run(sql, ...params);
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new Error('expected the statement to fail, got success');
}

test('statements count what they change, and what they return', () => {
  const driver = memory();
  expect(driver.run('INSERT INTO parent (name) VALUES (?), (?)', 'a', 'b')).toEqual({ changes: 2 });
  expect(driver.run('UPDATE parent SET kind = ? RETURNING id', 'x')).toEqual({ changes: 2 });
  expect(driver.run('DELETE FROM parent WHERE id > ?', 5)).toEqual({ changes: 0 });
  expect(driver.get('SELECT id, name FROM parent WHERE name = ?', 'b')).toEqual({ id: 2, name: 'b' });
  expect(driver.get('SELECT id FROM parent WHERE id = 9')).toBeUndefined();
  expect(driver.all('SELECT count(*) AS n FROM parent')).toEqual([{ n: 2 }]);
});

test('failed constraints say which, and never which value', () => {
  const driver = memory();
  driver.run(`INSERT INTO parent (id, name, kind) VALUES (1, 'Secret', 'x')`);
  const again = failure(driver, 'INSERT INTO parent (id, name) VALUES (1, ?)', 'Secret2');
  expect(again).toMatchObject({ code: 'database.unique', constraint: { table: 'parent', fields: ['id'] } });
  const index = failure(driver, 'INSERT INTO parent (name) VALUES (?)', 'SECRET');
  expect(index).toMatchObject({ code: 'database.unique', constraint: { index: 'parent_lower' } });
  expect(failure(driver, 'INSERT INTO parent (kind) VALUES (?)', 'y')).toMatchObject({
    code: 'database.not-null',
    constraint: { table: 'parent', fields: ['name'] },
  });
  expect(failure(driver, 'INSERT INTO child (parentId) VALUES (7)').code).toBe('database.foreign-key');
  expect(failure(driver, `INSERT INTO parent (name, kind) VALUES ('q', 'bad')`).code).toBe('database.check');
  expect(failure(driver, 'INSERT INTO nowhere VALUES (1)').code).toBe('database.query');
  expect(`${again.stack} ${index.stack}`).not.toContain('Secret');
});

test('a prepared statement sees columns that were added later', () => {
  const driver = memory();
  driver.run(`INSERT INTO parent (name) VALUES ('a')`);
  expect(Object.keys(driver.get('SELECT * FROM parent') ?? {})).toHaveLength(3);
  driver.run('ALTER TABLE parent ADD COLUMN late TEXT');
  expect(Object.keys(driver.get('SELECT * FROM parent') ?? {})).toEqual(['id', 'name', 'kind', 'late']);
});

test('more different statements than are kept prepared all work', () => {
  const driver = memory();
  const sum = Array.from({ length: 1200 }, (_, i) => driver.get<{ n: number }>(`SELECT ${i} AS n`)?.n ?? NaN);
  expect(sum.reduce((a, b) => a + b)).toBe((1199 * 1200) / 2);
  expect(driver.get('SELECT 0 AS n')).toEqual({ n: 0 });
});

test('a closed database says so', () => {
  const driver = memory();
  driver.get('SELECT 1');
  driver.close();
  driver.close();
  expect(failure(driver, 'SELECT 1').code).toBe('database.closed');
  expect(driver.inTransaction).toBe(false);
});

test('a folder that is not there cannot be opened', () => {
  expect(() => new Driver('/nonexistent-folder/x.db', 'k')).toThrowError(/database file/);
});
