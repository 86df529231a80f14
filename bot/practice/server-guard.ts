import type { FastifyInstance } from 'fastify';
import { PracticeError } from './server-errors.js';

/** Same origin only, no inline code or style, pictures also from `data:` (what the bot sends). */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Keeps other web sites out of the practice phones: requests must name this machine in `Host` (a rebound DNS name
 * does not), and whatever changes something must come from our own page (`Origin`).
 */
export function useGuards(app: FastifyInstance, port: () => number): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const hosts = ownHosts(port());
    if (!hosts.includes(request.headers.host ?? '')) throw foreign('Host', hosts[0]);
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const origins = hosts.map((host) => `http://${host}`);
    if (!origins.includes(request.headers.origin ?? '')) throw foreign('Origin', origins[0]);
  });
}

function ownHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost'];
  return port === 80
    ? [...names, ...names.map((name) => `${name}:80`)]
    : names.map((name) => `${name}:${port}`);
}

function foreign(header: string, expected: string | undefined): PracticeError {
  const message = `expected ${header} to be ${expected} or localhost, got another`;
  return new PracticeError(
    403,
    'request.foreign',
    message,
    'open the page at the address that the bot printed',
  );
}
