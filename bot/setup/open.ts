import { openDatabase, type Database } from '../../prisma/client.js';
import { loadKey } from '../../prisma/key.js';
import type { Config } from '../config.js';

/** How {@link openOwn} opens. */
export interface OpenOwn {
  /** The real database unless told. */
  readonly file?: string;
  /** Look only, beside a running bot. */
  readonly inspect?: boolean;
}

/** Opens a database of this deployment with the deployment's key; makes the key where neither is there yet. */
export function openOwn(
  config: Config,
  { file = config.databaseFile, inspect = false }: OpenOwn = {},
): Promise<Database> {
  const { key: configured, keyFile } = config;
  const key = loadKey({ keyFile, databaseFile: file, ...(configured === null ? {} : { key: configured }) });
  return openDatabase({ file, key, inspect });
}
