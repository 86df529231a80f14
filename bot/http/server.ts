import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { hookPath } from '../config/telegram.js';
import { useOperatorPage, type OperatorView } from './operator.js';

/** What a provider's webhook call is handed to. */
export interface Webhook {
  /** Whether this header is the secret: asked before anything of a body is read. */
  knowsSecret(header: string | undefined): boolean;
  /** Stores what came; resolves with the status to answer. Never rejects. */
  handleWebhook(call: {
    readonly secretHeader: string | undefined;
    readonly body: string;
  }): Promise<{ readonly status: number }>;
}

/** What the server shows. */
export interface HttpOptions {
  /** By the name of the bot. */
  readonly webhooks: ReadonlyMap<string, Webhook>;
  /** Null: all is well; else what is wrong, in a word. */
  readonly sick: () => Promise<string | null>;
  /** The metrics in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** What the operator's page shows; without it there is none. */
  readonly operator?: () => OperatorView;
}

/** The HTTP entry of the real bot. */
export interface HttpServer {
  /** Resolves with the port; rejects with {@link HttpPortError} when it is taken. 0 picks a free one. */
  listen(host: string, port: number): Promise<number>;
  /** Lets calls under way end. Safe to call twice. */
  close(): Promise<void>;
}

/** The port is taken or not ours to take. */
export class HttpPortError extends Error {
  constructor(port: number, reason: string) {
    super(
      `expected port ${port} to be free, got ${reason}; stop what uses it or set GUIHANG_HTTP_PORT to another one`,
    );
    this.name = 'HttpPortError';
  }
}

/** An update of Telegram is a few kilobytes; nothing it documents comes near this. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** A whole request has to arrive within this: a body that trickles does not hold a connection for ever. */
const REQUEST_MS = 30_000;

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * Webhooks, `/healthz`, `/metrics` and the operator's page. Whoever does not know a bot's secret gets an empty 401, whether there is such
 * a bot or not. A call is answered with 200 only after its update is stored.
 */
export function createHttpServer({ webhooks, sick, metrics, operator }: HttpOptions): HttpServer {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request, reply) => void (reply as FastifyReply).status(statusOf(error)).send(),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((_request, reply) => reply.status(404).send());
  app.setErrorHandler((error, _request, reply) => reply.status(statusOf(error)).send());
  useWebhooks(app, webhooks);
  if (operator !== undefined) useOperatorPage(app, operator);
  app.get('/healthz', async (_request, reply) => {
    const problem = await sick().catch(() => 'database');
    return reply.status(problem === null ? 200 : 503).send({ ok: problem === null, problem });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics()),
  );
  return { listen: (host, port) => listen(app, host, port), close: () => app.close() };
}

function useWebhooks(app: FastifyInstance, webhooks: HttpOptions['webhooks']): void {
  app.post<{ Params: { bot: string } }>(hookPath(':bot'), {
    onRequest: async (request, reply) => {
      const hook = webhooks.get(request.params.bot);
      // The body of a stranger is not read at all.
      if (hook?.knowsSecret(secretOf(request)) !== true)
        return reply.header('connection', 'close').status(401).send();
    },
    handler: async (request, reply) => {
      const body = typeof request.body === 'string' ? request.body : '';
      const call = { secretHeader: secretOf(request), body };
      const { status } = await webhooks.get(request.params.bot)!.handleWebhook(call);
      return reply.status(status).send();
    },
  });
}

function secretOf(request: FastifyRequest): string | undefined {
  const header = request.headers[SECRET_HEADER];
  return typeof header === 'string' ? header : undefined;
}

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
    return (app.server.address() as AddressInfo).port;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    throw new HttpPortError(port, reason);
  }
}
