/**
 * Bundles the page of the practice phones into a folder: `node scripts/build-page.mjs [FOLDER]`, by default
 * dist/bot/practice/page. Offline; nothing that is bundled asks the network for anything but its own server.
 */
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'bot/practice/page');

/** Writes page.js, page.css, index.html and icon.svg into `outdir`. */
export async function buildPage(outdir = path.join(root, 'dist/bot/practice/page')) {
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: { page: path.join(source, 'main.tsx') },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    tsconfig: path.join(source, 'tsconfig.json'),
    logLevel: 'error',
  });
  await build({
    entryPoints: { page: path.join(source, 'style/page.css') },
    outdir,
    bundle: true,
    minify: true,
    target: ['chrome105', 'firefox113', 'safari16'],
    logLevel: 'error',
  });
  for (const file of ['index.html', 'icon.svg'])
    copyFileSync(path.join(source, file), path.join(outdir, file));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildPage(process.argv[2] && path.resolve(process.argv[2]));
