import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Files below the given folders of `root` that `keep` accepts (Node 20 has no `fs.globSync`). */
export function globSync(root, folders, keep) {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter(keep),
  );
}
