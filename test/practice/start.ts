import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryMailbox } from '../../bot/channels/web/mailbox.js';
import { createWebChannel } from '../../bot/channels/web/web.js';
import { createPracticeServer, type PracticeServer } from '../../bot/practice/server.js';
import { readPracticeTexts } from '../../bot/practice/server-texts.js';
import { StandIn } from './stand-in.js';

const root = path.resolve(import.meta.dirname, '../..');

/** A practice server on a free port, with the stand-in behind it. */
export interface Started {
  readonly server: PracticeServer;
  readonly bot: StandIn;
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the page into a folder of its own; the caller removes it. */
export function buildPage(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'guihang-page-'));
  const run = spawnSync(process.execPath, [path.join(root, 'scripts/build-page.mjs'), dir], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`expected the page to build, got: ${run.stderr}`);
  return dir;
}

/** Starts the server; without `pageDir` only its interface can be asked. */
export async function startPractice(pageDir = path.join(root, 'nowhere'), port = 0): Promise<Started> {
  const channel = createWebChannel({ bot: 'web', mailbox: createMemoryMailbox() });
  const bot = new StandIn(channel);
  await channel.start(bot);
  const locales = await readPracticeTexts(path.join(root, 'locales'));
  const server = createPracticeServer({ control: bot, channel, locales, pageDir });
  const url = await server.listen(port);
  return {
    server,
    bot,
    url,
    async stop() {
      await server.close();
      await channel.stop();
    },
  };
}

/** Removes what {@link buildPage} made. */
export function removePage(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}
