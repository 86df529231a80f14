/**
 * The lock file names no registry host, every package has its checksum, and every dependency is pinned exactly.
 * One line a problem; exit code 1 when there is one.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { report } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const { dependencies, devDependencies } = read('package.json');
const lock = read('package-lock.json');

const problems = [];
for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
  if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version))
    problems.push(`package.json: expected one exact version of ${name}, got ${version}`);
  const locked = lock.packages[`node_modules/${name}`]?.version;
  if (locked !== version)
    problems.push(`package-lock.json: expected ${name} at ${version}, got ${locked}; run npm install`);
}
for (const [where, { resolved, integrity, link }] of Object.entries(lock.packages)) {
  if (where === '' || link) continue;
  if (resolved !== undefined && !resolved.startsWith('file:'))
    problems.push(
      `package-lock.json: expected no address at ${where}, got one; npm config set omit-lockfile-registry-resolved true`,
    );
  if (integrity === undefined && !isBundled(where))
    problems.push(`package-lock.json: expected a checksum at ${where}, got none`);
}

/** What comes inside another package has no checksum of its own. */
function isBundled(where) {
  return lock.packages[where].inBundle === true;
}

report('lock file', problems);
