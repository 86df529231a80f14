import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import type { Check, Finding } from './types.js';

const mib = 2 ** 20;
const littleMib = 500;
const tooLittleMib = 50;

/** Node's version and the room on the disk. */
export const checkMachine: Check = ({ config }) => [
  nodeVersion(process.versions.node),
  disk(config.dataFolder),
];

/** The versions that `engines` in package.json names. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  return {
    check: 'node',
    status: fits ? 'ok' : 'fail',
    words: fits ? 'node.ok' : 'node.old',
    params: { version },
  };
}

function disk(folder: string): Finding {
  const free = freeMib(nearestFolder(folder));
  const status = free < tooLittleMib ? 'fail' : free < littleMib ? 'warn' : 'ok';
  return { check: 'disk', status, words: status === 'ok' ? 'disk.ok' : 'disk.low', params: { free } };
}

function freeMib(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / mib);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}
