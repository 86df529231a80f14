import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../prisma/package-root.js';

/** Our own sentences, group by group, with the level each must get. */
export const SENTENCES = readFileSync(path.join(packageRoot(), 'flows/crisis/triage/sentences.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [group = '', least = '', most = '', text = ''] = line.split('\t');
    return { group, least: Number(least), most: Number(most), text };
  });
