import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type * as SchemaEngineScript from '@prisma/schema-engine-wasm/schema_engine_bg';
import { ADAPTER_NAME, affectedRows, queryResult } from './adapter/adapter.js';
import type { Driver } from './adapter/driver.js';
import { toAdapterError } from './adapter/sqlite-errors.js';

/**
 * Prisma's own schema engine (WebAssembly, out of the npm package) over `driver`, which the caller must have for
 * itself. Loading it takes some 50 ms and 60 MB, so load it only when there is something to migrate.
 *
 * `schema`: text of a Prisma schema; the engine reads its datasource.
 */
export function loadSchemaEngine(driver: Driver, schema: string): Promise<SchemaEngine> {
  return loadSchemaEngineOver(migrationAdapter(driver), schema);
}

/** The same over any driver adapter of Prisma's; `free()` it when done. */
export async function loadSchemaEngineOver(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
): Promise<SchemaEngine> {
  const { SchemaEngine: Engine } = await loadWasm();
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  return Engine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory);
}

type EngineModule = typeof SchemaEngineScript;
let loaded: Promise<EngineModule> | undefined;

/** Whether the engine takes up memory in this process already. */
export function schemaEngineLoaded(): boolean {
  return loaded !== undefined;
}

/** The package's own entry imports the `.wasm` file as a module, which Node does only behind a flag. */
function loadWasm(): Promise<EngineModule> {
  loaded ??= instantiate();
  return loaded;
}

/** Node has it; the type library that declares it is the browser's. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      binary: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

async function instantiate(): Promise<EngineModule> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = readFileSync(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return engine;
}

function migrationAdapter(driver: Driver): SqlMigrationAwareDriverAdapterFactory {
  const adapter: SqlDriverAdapter = {
    ...ADAPTER_NAME,
    queryRaw: (query) => settle(() => queryResult(driver, { ...query, sql: withTextQuoted(query.sql) })),
    // The engine would take the file for itself and never give it back; it is ours already.
    executeRaw: (query) =>
      settle(() => (query.sql.includes('locking_mode') ? 0 : affectedRows(driver, query))),
    executeScript: (script) => settle(() => driver.script(script)),
    startTransaction: () =>
      Promise.reject(new Error('expected no transaction of the schema engine, got one')),
    dispose: () => Promise.resolve(),
  };
  const connect = () => Promise.resolve(adapter);
  const noShadow = () => Promise.reject(new Error('expected no need of a shadow database, got one'));
  return { ...ADAPTER_NAME, connect, connectToShadowDb: noShadow };
}

/**
 * The engine asks for a partial index with its name in double quotes. Our SQLite takes those for columns only, as the
 * standard has it.
 */
function withTextQuoted(sql: string): string {
  return sql.replace(/(WHERE type = 'index' AND name = )"([^"]*)"/, "$1'$2'");
}

async function settle<T>(work: () => T): Promise<T> {
  try {
    return await Promise.resolve(work());
  } catch (error) {
    throw toAdapterError(error);
  }
}
