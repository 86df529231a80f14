import type { FastifyInstance } from 'fastify';
import { ZodError } from 'zod';

/** What can go wrong between page and server; the page has a sentence for each under `error.*`. */
export type PracticeErrorCode =
  | 'request.invalid'
  | 'request.too-large'
  | 'request.not-found'
  | 'request.foreign'
  | 'practice.busy'
  | 'practice.not-stored'
  | 'practice.failed';

/** An answer other than 2xx. Carries no text that a person wrote. */
export class PracticeError extends Error {
  constructor(
    readonly status: number,
    readonly code: PracticeErrorCode,
    message: string,
    /** What to do about it. */
    readonly fix: string,
  ) {
    super(message);
    this.name = 'PracticeError';
  }
}

/** The port is taken or not ours to take; `key` is the setting to change. */
export class PracticePortError extends Error {
  readonly key = 'PORT';

  constructor(
    readonly port: number,
    reason: string,
  ) {
    super(
      `expected port ${port} on 127.0.0.1 to be free, got ${reason}; ` +
        `stop what uses it or set PORT to another one, e.g. PORT=${port + 1}`,
    );
    this.name = 'PracticePortError';
  }
}

/** Makes every error of `app` the JSON `{ error: { code, message, fix } }`. */
export function useJsonErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async () => {
    throw new PracticeError(
      404,
      'request.not-found',
      'expected a page or an /api path, got another',
      'open /',
    );
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const { status, code, message, fix } = practiceError(error);
    return reply.status(status).send({ error: { code, message, fix } });
  });
}

function practiceError(error: unknown): PracticeError {
  if (error instanceof PracticeError) return error;
  if (error instanceof ZodError)
    return new PracticeError(400, 'request.invalid', inWords(error), 'reload the page');
  const status = statusOf(error);
  if (status === 413) {
    return new PracticeError(413, 'request.too-large', 'expected a shorter body', 'send a shorter text');
  }
  if (status >= 400 && status < 500) {
    return new PracticeError(status, 'request.invalid', 'expected a JSON body', 'reload the page');
  }
  return new PracticeError(500, 'practice.failed', 'the bot could not do that', 'look at the log of the bot');
}

/** Paths and expectations only: the values may be what a person wrote. */
function inWords(error: ZodError): string {
  return error.issues.map((issue) => `${issue.message} at ${issue.path.join('.') || 'body'}`).join('; ');
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}
