import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PracticeTexts } from './server-texts.js';

/** The page is these files and no others: no path of a request ever reaches the disk. */
const files = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

/** Serves the built page from `pageDir` and its texts. */
export function usePage(app: FastifyInstance, pageDir: string, texts: PracticeTexts): void {
  for (const [url, file, type] of files) {
    app.get(url, async (_request, reply) => reply.type(type).send(await readPageFile(pageDir, file)));
  }
  app.get('/api/texts', async () => texts);
}

async function readPageFile(pageDir: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path.join(pageDir, file));
  } catch (cause) {
    throw new Error(`expected the built page at ${file}, got none; run npm run build`, { cause });
  }
}
