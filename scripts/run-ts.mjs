/**
 * Runs a TypeScript file with its arguments: `node scripts/run-ts.mjs bench/triage.ts FILE…`. The file is bundled with
 * esbuild to node_modules/.cache (packages stay outside) and imported; `process.argv` looks as if it had been run itself.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write(
    'expected a TypeScript file as first argument, got nothing; write: node scripts/run-ts.mjs bench/triage.ts FILE\n',
  );
  process.exit(2);
}

const cache = path.join(root, 'node_modules/.cache/run-ts');
const outfile = path.join(cache, `${path.basename(file, '.ts')}-${process.pid}.mjs`);
/** In the bundle each file still knows where it lies: many read what lies beside them. */
const ownPlace = {
  name: 'own-place',
  setup: (build) =>
    build.onLoad({ filter: /\.ts$/ }, ({ path: own }) => ({
      loader: 'ts',
      contents: readFileSync(own, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(own)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(own).href)),
    })),
};
const { build } = await import('esbuild');
mkdirSync(cache, { recursive: true });
await build({
  entryPoints: [path.resolve(file)],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'inline',
  logLevel: 'error',
  plugins: [ownPlace],
});
process.once('exit', () => rmSync(outfile, { force: true }));
process.argv = [process.execPath, path.resolve(file), ...rest];
await import(pathToFileURL(outfile).href);
