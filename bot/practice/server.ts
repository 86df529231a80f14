import fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { WebChannel } from '../channels/web/web.js';
import type { PracticeControl } from './control.js';
import { PracticePortError, useJsonErrors } from './server-errors.js';
import { useGuards } from './server-guard.js';
import { Hub } from './server-hub.js';
import { usePage } from './server-page.js';
import { useRoutes } from './server-routes.js';
import type { PracticeTexts } from './server-texts.js';
import { Traveller } from './server-travel.js';

/** Above the longest text (8,000 characters of up to six bytes each in JSON), and no more. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** Practice phones are for this machine only. */
const HOST = '127.0.0.1';

/** Options of {@link createPracticeServer}. */
export interface PracticeServerOptions {
  readonly control: PracticeControl;
  /** The started web channel of the running bot. */
  readonly channel: WebChannel;
  /** What `readPracticeTexts` answers. */
  readonly locales: PracticeTexts;
  /** Where the built page is: `dist/bot/practice/page`. */
  readonly pageDir: string;
}

/** The server of the practice phones. */
export interface PracticeServer {
  readonly app: FastifyInstance;
  /**
   * Listens on 127.0.0.1 only; 0 picks a free port. Resolves with the page's address; rejects with
   * {@link PracticePortError} when the port is taken or not allowed.
   */
  listen(port: number): Promise<string>;
  /** Tells open pages that the state changed without them (a client who answered by itself, the hour). */
  refresh(): void;
  /** Stops the clock, lets open pages go and frees the port. Safe to call twice. */
  close(): Promise<void>;
}

/** Makes the server; nothing listens before `listen`. */
export function createPracticeServer(options: PracticeServerOptions): PracticeServer {
  const { control, channel, locales, pageDir } = options;
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  const hub = new Hub(control, channel);
  const traveller = new Traveller(control, hub);
  useGuards(app, () => portOf(app));
  useJsonErrors(app);
  usePage(app, pageDir, locales);
  useRoutes(app, { control, channel, hub, traveller });
  app.addHook('preClose', async () => {
    await traveller.stop();
    hub.close();
  });
  return {
    app,
    listen: (port) => listen(app, port),
    refresh: () => hub.touch(),
    close: () => app.close(),
  };
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    await app.listen({ host: HOST, port });
    return `http://${HOST}:${portOf(app)}`;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    if (reason === 'EADDRINUSE' || reason === 'EACCES') throw new PracticePortError(port, reason);
    throw error;
  }
}

/** The port in use; the default of HTTP, which no page of ours has, before there is one. */
function portOf(app: FastifyInstance): number {
  const address = app.server.address() as AddressInfo | string | null;
  return typeof address === 'object' && address !== null ? address.port : 80;
}
