import type {
  ConnectionInfo,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Connection } from './connection.js';
import type { Column, Driver } from './driver.js';
import { toAdapterError } from './sqlite-errors.js';
import type { OpenTransaction } from './transaction.js';
import { declaredType, inferType, prismaToBindable, storedToPrisma } from './values.js';

/** How this adapter presents itself to Prisma. */
export const ADAPTER_NAME = { provider: 'sqlite', adapterName: 'guihang-libsql' } as const;

/**
 * What Prisma's client gets as its `adapter`: all its statements go through `connection` and its lock.
 * Closing the client leaves the connection open; whoever opened it closes it.
 */
export function prismaAdapter(connection: Connection): SqlDriverAdapterFactory {
  return { ...ADAPTER_NAME, connect: () => Promise.resolve(new Adapter(connection)) };
}

class Adapter implements SqlDriverAdapter {
  readonly provider = ADAPTER_NAME.provider;
  readonly adapterName = ADAPTER_NAME.adapterName;

  constructor(readonly connection: Connection) {}

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return inPrismasWords(this.connection.alone((driver) => queryResult(driver, query)));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return inPrismasWords(this.connection.alone((driver) => affectedRows(driver, query)));
  }

  executeScript(script: string): Promise<void> {
    return inPrismasWords(this.connection.alone((driver) => driver.script(script)));
  }

  /** Every level asked for is served: one transaction at a time is SERIALIZABLE. */
  async startTransaction(): Promise<Transaction> {
    return new TransactionAdapter(await inPrismasWords(this.connection.begin()));
  }

  getConnectionInfo(): ConnectionInfo {
    return { maxBindValues: 32_766, supportsRelationJoins: false };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

class TransactionAdapter implements Transaction {
  readonly provider = ADAPTER_NAME.provider;
  readonly adapterName = ADAPTER_NAME.adapterName;
  /** Phantom: we issue COMMIT and ROLLBACK ourselves. */
  readonly options = { usePhantomQuery: true };

  constructor(readonly transaction: OpenTransaction) {}

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return inPrismasWords(this.transaction.run((driver) => queryResult(driver, query)));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return inPrismasWords(this.transaction.run((driver) => affectedRows(driver, query)));
  }

  commit(): Promise<void> {
    return inPrismasWords(this.transaction.commit());
  }

  rollback(): Promise<void> {
    return inPrismasWords(this.transaction.rollback());
  }
}

function bind(query: SqlQuery) {
  return query.args.map((arg, position) => prismaToBindable(arg, query.argTypes[position], position));
}

/** Runs a statement of Prisma's that does not return rows. */
export function affectedRows(driver: Driver, query: SqlQuery): number {
  return driver.execute(query.sql, bind(query));
}

/** Runs a statement of Prisma's that may return rows. */
export function queryResult(driver: Driver, query: SqlQuery): SqlResultSet {
  const { columns, rows, lastInsertRowid } = driver.rows(query.sql, bind(query));
  const columnTypes = columns.map((column, index) => columnType(column, rows, index));
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) row[i] = storedToPrisma(row[i], columnTypes[i]!);
  }
  const columnNames = columns.map((column) => column.name);
  return {
    columnNames,
    columnTypes,
    rows,
    ...(lastInsertRowid !== undefined && { lastInsertId: String(lastInsertRowid) }),
  };
}

function columnType(column: Column, rows: unknown[][], index: number) {
  return declaredType(column.type) ?? inferType(valuesOf(rows, index));
}

function* valuesOf(rows: unknown[][], index: number) {
  for (const row of rows) yield row[index];
}

async function inPrismasWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toAdapterError(error);
  }
}
