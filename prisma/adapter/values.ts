import { type ArgType, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { DatabaseError } from '../errors.js';

/**
 * How values are kept in SQLite, for Prisma and for raw SQL alike:
 *
 * | value | stored as | raw SQL reads it as |
 * |---|---|---|
 * | Date (DateTime) | integer, milliseconds since 1970 UTC | number |
 * | boolean | 0 or 1 | number |
 * | whole number, bigint | integer | number where exact, else bigint |
 * | other number, Decimal | real | number |
 * | bytes | blob | Buffer |
 * | Json | its text, where JSON is a bare number the number | string (number) |
 *
 * Milliseconds rather than ISO text: half the size, and `due_at <= ?` compares integers.
 */
export type SqlParam = null | undefined | boolean | number | bigint | string | Date | Uint8Array;

/** What raw SQL reads. */
export type SqlValue = null | number | bigint | string | Buffer;

/** What the driver itself can bind. It aborts the whole process on anything else, booleans included. */
export type Bindable = null | number | bigint | string | Buffer;

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/**
 * One parameter as the driver can bind it.
 *
 * - A whole number goes as a bigint, because the driver binds every number as REAL: a text column would store `6.0`.
 * - The driver cuts text at a NUL when it reads it, so a NUL becomes U+FFFD, as a lone surrogate does by itself.
 *
 * Throws `database.value` for anything that cannot be stored (the position is named, never the value).
 */
export function toBindable(value: unknown, position: number): Bindable {
  switch (typeof value) {
    case 'string':
      return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : finite(value, position);
    case 'bigint':
      if (value > INT64_MAX || value < INT64_MIN)
        throw unfit('an integer of at most 64 bits', 'a larger one', position);
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'undefined':
      return null;
    default:
      return objectToBindable(value, position);
  }
}

function objectToBindable(value: unknown, position: number): Bindable {
  if (value === null) return null;
  if (value instanceof Date) return BigInt(finite(value.getTime(), position));
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw unfit('a value that SQLite can hold', `a ${typeof value}`, position);
}

function finite(value: number, position: number): number {
  if (Number.isFinite(value)) return value;
  throw unfit('a finite number or a valid date', 'neither', position);
}

function unfit(expected: string, got: string, position: number): DatabaseError {
  return new DatabaseError('database.value', `expected ${expected} at parameter ${position + 1}, got ${got}`);
}

/** A parameter as Prisma hands it over (dates and decimals as text), as the driver can bind it. */
export function prismaToBindable(value: unknown, type: ArgType | undefined, position: number): Bindable {
  if (typeof value === 'string') {
    switch (type?.scalarType) {
      case 'datetime':
        return toBindable(new Date(value), position);
      case 'int':
      case 'bigint':
        return toBindable(BigInt(value), position);
      case 'float':
      case 'decimal':
        return toBindable(Number(value), position);
      case 'bytes':
        return Buffer.from(value, 'base64');
      default:
        break;
    }
  }
  return toBindable(value, position);
}

/** A stored value for raw SQL: an integer as number where that is exact. */
export function fromStored(value: unknown): SqlValue {
  if (typeof value !== 'bigint') return value as SqlValue;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A stored value as Prisma expects it in a column of this type: big integers and instants as text. */
export function storedToPrisma(value: unknown, type: ColumnType): unknown {
  const plain = fromStored(value);
  if (type === ColumnTypeEnum.DateTime && typeof plain === 'number') return new Date(plain).toISOString();
  if (type === ColumnTypeEnum.Boolean && typeof plain === 'number') return plain !== 0;
  // A Json column has SQLite's NUMERIC affinity: the JSON text `5` comes back as the number 5.
  if (type === ColumnTypeEnum.Json && typeof plain === 'number') return String(plain);
  return typeof plain === 'bigint' ? plain.toString() : plain;
}

const DECLARED: Readonly<Record<string, ColumnType>> = {
  INTEGER: ColumnTypeEnum.Int32,
  INT: ColumnTypeEnum.Int32,
  BIGINT: ColumnTypeEnum.Int64,
  BOOLEAN: ColumnTypeEnum.Boolean,
  DATETIME: ColumnTypeEnum.DateTime,
  TIMESTAMP: ColumnTypeEnum.DateTime,
  DATE: ColumnTypeEnum.DateTime,
  DECIMAL: ColumnTypeEnum.Numeric,
  NUMERIC: ColumnTypeEnum.Numeric,
  REAL: ColumnTypeEnum.Double,
  DOUBLE: ColumnTypeEnum.Double,
  FLOAT: ColumnTypeEnum.Double,
  TEXT: ColumnTypeEnum.Text,
  VARCHAR: ColumnTypeEnum.Text,
  CHAR: ColumnTypeEnum.Text,
  BLOB: ColumnTypeEnum.Bytes,
  JSON: ColumnTypeEnum.Json,
  JSONB: ColumnTypeEnum.Json,
};

/** The Prisma column type of a declared SQLite type such as `BIGINT` or `varchar(20)`; undefined for a computed column. */
export function declaredType(declared: string | null): ColumnType | undefined {
  if (declared === null) return undefined;
  return DECLARED[declared.replace(/\(.*$/, '').trim().toUpperCase()];
}

/** The type of a computed column, from the first value in it that is not null. */
export function inferType(values: Iterable<unknown>): ColumnType {
  for (const value of values) {
    if (typeof value === 'bigint') return isInt32(value) ? ColumnTypeEnum.Int32 : ColumnTypeEnum.Int64;
    if (typeof value === 'number') return ColumnTypeEnum.Double;
    if (typeof value === 'string') return ColumnTypeEnum.Text;
    if (value instanceof Uint8Array) return ColumnTypeEnum.Bytes;
  }
  return ColumnTypeEnum.Int32;
}

function isInt32(value: bigint): boolean {
  return BigInt.asIntN(32, value) === value;
}
