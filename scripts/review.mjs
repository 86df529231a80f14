/**
 * Who has read the texts for the worst hour: `node scripts/review.mjs` names every section whose entry in
 * locales/review.yaml is missing or older than its text (exit code 1); `--write` gives those today's date and no reader.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { report } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'locales');
const cache = path.join(root, 'node_modules/.cache/guihang');
mkdirSync(cache, { recursive: true });
const outfile = path.join(cache, 'review.mjs');
const entryPoints = [path.join(folder, 'review.ts')];
await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
const { loadReview, reviewProblems, sectionsNow } = await import(pathToFileURL(outfile).href);

const head = `# Who of the profession has read each section of the texts for the worst hour, as it stands (by: nobody yet is null),
# and the day of its last change. After a change: node scripts/review.mjs --write. A reader writes their name, or what
# they are, and the day, by hand. \`guihang doctor\` says what nobody has read.
`;

if (process.argv.includes('--write')) {
  const known = loadReview(folder) ?? {};
  const today = new Date().toISOString().slice(0, 10);
  const lines = [...sectionsNow(folder)].map(([name, of]) => {
    const entry = known[name]?.of === of ? known[name] : { by: null, on: today, of };
    return `'${name}': { by: ${entry.by === null ? 'null' : JSON.stringify(entry.by)}, 'on': '${entry.on}', of: '${of}' }`;
  });
  writeFileSync(path.join(folder, 'review.yaml'), `${head}${lines.join('\n')}\n`);
}
report('review', reviewProblems(folder));
