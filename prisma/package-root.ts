import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

let found: string | undefined;

/**
 * The folder of the package, in which migrations, programmes and locales lie: the same whether this runs from the
 * sources or from `dist/`. Throws when there is none, which means that a file of the package was copied elsewhere.
 */
export function packageRoot(): string {
  found ??= nearest(import.meta.dirname);
  return found;
}

function nearest(folder: string): string {
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
    if (name === 'guihang') return folder;
  }
  const parent = path.dirname(folder);
  if (parent === folder)
    throw new Error('expected the package.json of guihang above this file, got none; reinstall');
  return nearest(parent);
}
