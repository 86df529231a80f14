import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { expect, test } from 'vitest';
import { isDatabaseError } from '../errors.js';
import { Driver } from './driver.js';
import { declaredType, inferType, prismaToBindable, storedToPrisma, toBindable } from './values.js';

function throughSqlite(value: never, declared = 'TEXT') {
  const driver = new Driver(':memory:', '');
  driver.script(`CREATE TABLE t (v ${declared})`);
  driver.run('INSERT INTO t VALUES (?)', value);
  return driver.get<{ v: unknown; kind: string }>('SELECT v, typeof(v) AS kind FROM t');
}

const round: [what: string, value: unknown, declared: string, expected: unknown, kind: string][] = [
  ['null', null, 'TEXT', null, 'null'],
  ['undefined', undefined, 'TEXT', null, 'null'],
  ['true', true, 'BOOLEAN', 1, 'integer'],
  ['false', false, 'BOOLEAN', 0, 'integer'],
  ['a whole number', 6, 'INTEGER', 6, 'integer'],
  ['a whole number in a text column', 6, 'TEXT', '6', 'text'],
  ['minus zero', -0, 'INTEGER', 0, 'integer'],
  ['the largest exact number', Number.MAX_SAFE_INTEGER, 'INTEGER', Number.MAX_SAFE_INTEGER, 'integer'],
  ['a fraction', 0.1, 'REAL', 0.1, 'real'],
  ['a huge number', 1e300, 'REAL', 1e300, 'real'],
  ['a small bigint', 7n, 'BIGINT', 7, 'integer'],
  ['the largest bigint', 2n ** 63n - 1n, 'BIGINT', 2n ** 63n - 1n, 'integer'],
  ['the smallest bigint', -(2n ** 63n), 'BIGINT', -(2n ** 63n), 'integer'],
  ['Chinese and emoji', '归航 🏠', 'TEXT', '归航 🏠', 'text'],
  ['an empty text', '', 'TEXT', '', 'text'],
  ['a text with a NUL', 'a\0b', 'TEXT', 'a\uFFFDb', 'text'],
  ['a text with half a surrogate pair', 'a\uD800b', 'TEXT', 'a\uFFFDb', 'text'],
  ['an instant', new Date('2026-12-01T00:00:00.123Z'), 'DATETIME', 1_796_083_200_123, 'integer'],
  ['an instant before 1970', new Date(-1), 'DATETIME', -1, 'integer'],
  ['bytes', new Uint8Array([1, 2, 3]).subarray(1), 'BLOB', Buffer.from([2, 3]), 'blob'],
  ['no bytes', new Uint8Array(), 'BLOB', Buffer.alloc(0), 'blob'],
];

test.each(round)('%s survives SQLite', (_what, value, declared, expected, kind) => {
  expect(throughSqlite(value as never, declared)).toEqual({ v: expected, kind });
});

const unfit = [NaN, Infinity, 2n ** 63n, new Date(NaN), {}, [1], Symbol('x'), () => 1, new ArrayBuffer(1)];

test.each(unfit.map((value) => [typeof value, value]))(
  'a %s that SQLite cannot hold is refused before the driver sees it',
  (_type, value) => {
    // The driver answers some of these by aborting the whole process.
    const refusal = catchFrom(() => toBindable(value, 2));
    expect(isDatabaseError(refusal, 'database.value')).toBe(true);
    expect(String(refusal)).toContain('at parameter 3');
  },
);

test('what Prisma hands over as text is bound by its type', () => {
  const bind = (value: unknown, scalarType: 'datetime' | 'bigint' | 'decimal' | 'bytes' | 'string') =>
    prismaToBindable(value, { scalarType, arity: 'scalar' }, 0);
  expect(bind('1970-01-01T00:00:01.000+00:00', 'datetime')).toBe(1000n);
  expect(bind('9223372036854775807', 'bigint')).toBe(2n ** 63n - 1n);
  expect(bind('1.50', 'decimal')).toBe(1.5);
  expect(bind('AQI=', 'bytes')).toEqual(Buffer.from([1, 2]));
  expect(bind('12', 'string')).toBe('12');
});

test('what is stored is given to Prisma by its type', () => {
  expect(storedToPrisma(1000n, ColumnTypeEnum.DateTime)).toBe('1970-01-01T00:00:01.000Z');
  expect(storedToPrisma('2026-12-01 08:00:00', ColumnTypeEnum.DateTime)).toBe('2026-12-01 08:00:00');
  expect(storedToPrisma(2n ** 62n, ColumnTypeEnum.Int64)).toBe('4611686018427387904');
  expect(storedToPrisma(1n, ColumnTypeEnum.Boolean)).toBe(true);
  expect(storedToPrisma(5n, ColumnTypeEnum.Json)).toBe('5');
});

test('column types come from the declaration, and for computed columns from the values', () => {
  expect(declaredType('varchar(20)')).toBe(ColumnTypeEnum.Text);
  expect(declaredType('jsonb')).toBe(ColumnTypeEnum.Json);
  expect(declaredType(null)).toBeUndefined();
  expect(inferType([null, 1n])).toBe(ColumnTypeEnum.Int32);
  expect(inferType([2n ** 40n])).toBe(ColumnTypeEnum.Int64);
  expect(inferType(['x'])).toBe(ColumnTypeEnum.Text);
  expect(inferType([])).toBe(ColumnTypeEnum.Int32);
});

function catchFrom(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
