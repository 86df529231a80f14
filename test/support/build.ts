import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist/bot/cli.js');
const sources = ['bot', 'flows', 'scheduler', 'prisma', 'locales', 'scripts'];

/**
 * Runs before all tests: builds `dist/` and the database client once, so that the tests that start the program start
 * this version of it. Nothing is done when no source is newer than what is built.
 */
export default function setup(): void {
  if (existsSync(built) && newest() <= statSync(built).mtimeMs) return;
  const script = path.join(root, 'scripts/build.mjs');
  const run = spawnSync(process.execPath, [script, '--quiet'], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`expected the project to build, got:\n${run.stdout}${run.stderr}`);
}

function newest(): number {
  const files = sources.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|prisma|css|html|yaml)$/u.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${path.sep}generated${path.sep}`) && !/\.test\.ts$/u.test(file)),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
