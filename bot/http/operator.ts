import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What the operator's page shows. */
export interface OperatorView {
  /** The language of the page, e.g. `zh-CN`. */
  readonly language: string;
  readonly title: string;
  /** A line for each channel, and whether it is up. */
  readonly channels: readonly { readonly line: string; readonly isUp: boolean }[];
  /** A code to be scanned, as SVG, with what to do; null when none waits. */
  readonly scan: { readonly words: string; readonly svg: string } | null;
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // The code changes every minute or two; no script is needed to follow it.
  refresh: '5',
};

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * `/operator`: which channels are up, and the login code that waits to be scanned. Whoever scans it holds the account:
 * only a browser on this machine gets the page, and nobody through a proxy; all others get the empty 404 of any path.
 */
export function useOperatorPage(app: FastifyInstance, view: () => OperatorView): void {
  app.get('/operator', async (request, reply) => {
    if (!isHere(request)) return reply.status(404).send();
    return reply.headers(headers).type('text/html; charset=utf-8').send(page(view()));
  });
}

function isHere({ headers: sent, socket }: FastifyRequest): boolean {
  const host = (sent.host ?? '').replace(/:\d+$/u, '');
  const isForwarded = Object.keys(sent).some(
    (name) => name.startsWith('x-forwarded') || name === 'forwarded' || name === 'via',
  );
  return (
    loopback.has(socket.remoteAddress ?? '') &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(host) &&
    !isForwarded
  );
}

function page({ language, title, channels, scan }: OperatorView): string {
  const lines = channels.map(({ line, isUp }) => `<li class="${isUp ? 'up' : 'down'}">${safe(line)}</li>`);
  const code = scan === null ? '' : `<p>${safe(scan.words)}</p><div class="code">${scan.svg}</div>`;
  return `<!doctype html><html lang="${safe(language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem;color:#12302c}
ul{list-style:none;padding:0}li::before{content:"●";margin-right:.5rem}.up::before{color:#17795e}.down::before{color:#b3402a}
.code{background:#fff;max-width:20rem;padding:1rem}.code svg{width:100%;height:auto}</style>
<h1>${safe(title)}</h1><ul>${lines.join('')}</ul>${code}</html>`;
}

function safe(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/gu, (sign) => entities[sign]!);
}
