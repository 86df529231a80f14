import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.js';
import type { Check, Finding, Look } from './types.js';

/** The data folder, the key, the databases and their migrations. */
export const checkData: Check = ({ config, real, practice }) => {
  const looks = [real, practice].filter((look) => look !== null);
  return [folder(config), key(config, looks.length > 0), ...looks.flatMap(database)];
};

function folder({ dataFolder }: Config): Finding {
  const params = { folder: dataFolder };
  if (!existsSync(dataFolder)) return { check: 'data', status: 'info', words: 'data.none', params };
  if (!isWritable(dataFolder)) return { check: 'data', status: 'fail', words: 'data.read-only', params };
  const isOpen = process.platform !== 'win32' && (statSync(dataFolder).mode & 0o077) !== 0;
  return isOpen
    ? { check: 'data', status: 'warn', words: 'data.open', params }
    : { check: 'data', status: 'ok', words: 'data.ok', params };
}

function isWritable(folderPath: string): boolean {
  try {
    accessSync(folderPath, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function key({ key: configured, keyFile }: Config, hasDatabase: boolean): Finding {
  const check = 'key';
  const params = { file: path.basename(keyFile) };
  if (configured !== null) return { check, status: 'ok', words: 'key.configured' };
  if (!existsSync(keyFile)) {
    return hasDatabase
      ? { check, status: 'fail', words: 'key.missing', params }
      : { check, status: 'info', words: 'key.none', params };
  }
  const isOpen = process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0;
  return isOpen
    ? { check, status: 'fail', words: 'key.open', params }
    : { check, status: 'ok', words: 'key.ok', params };
}

function database({ name, problem, pending, foreign }: Look): Finding[] {
  if (problem !== null) {
    return [{ check: 'database', status: 'fail', words: 'database.problem', params: { name, problem } }];
  }
  return [
    { check: 'database', status: 'ok', words: 'database.ok', params: { name } },
    migrations(name, pending, foreign),
  ];
}

function migrations(name: string, pending: readonly string[], foreign: readonly string[]): Finding {
  const check = 'migrations';
  if (foreign.length > 0) {
    return { check, status: 'fail', words: 'migrations.foreign', params: { name, list: foreign.join(', ') } };
  }
  return pending.length > 0
    ? { check, status: 'warn', words: 'migrations.pending', params: { name, count: pending.length } }
    : { check, status: 'ok', words: 'migrations.ok', params: { name } };
}
