import { expect, test } from 'vitest';
import { DATABASE_ERROR_CODES, DatabaseError, isDatabaseError } from './errors.js';

test.each(DATABASE_ERROR_CODES)('%s has a dotted code and says how to mend it', (code) => {
  const error = new DatabaseError(code, 'expected a thing, got another');
  expect(code).toMatch(/^database\.[a-z-]+$/);
  expect(error.message).toBe(`expected a thing, got another; ${error.fix}`);
  expect(error.fix.length).toBeGreaterThan(20);
});

test('errors are told apart by code', () => {
  const error: unknown = new DatabaseError('database.busy', 'x');
  expect(isDatabaseError(error)).toBe(true);
  expect(isDatabaseError(error, 'database.full', 'database.busy')).toBe(true);
  expect(isDatabaseError(error, 'database.full')).toBe(false);
  expect(isDatabaseError(new Error('x'))).toBe(false);
});
