import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from './server.js';

let server: HttpServer;
let port: number;
beforeEach(async () => {
  server = createHttpServer({
    webhooks: new Map(),
    sick: () => Promise.resolve(null),
    metrics: () => Promise.resolve(''),
    operator: () => ({
      language: 'zh-CN',
      title: '归航 <b>',
      channels: [
        { line: 'telegram: 连着', isUp: true },
        { line: 'wechat: 断了', isUp: false },
      ],
      scan: { words: '扫一扫', svg: '<svg id="code"></svg>' },
    }),
  });
  port = await server.listen('127.0.0.1', 0);
});
afterEach(() => server.close());

function get(headers: Record<string, string>): Promise<{ status: number; body: string; cache: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: '/operator', headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body, cache: String(answer.headers['cache-control']) }),
      );
    });
    call.on('error', reject).end();
  });
}

it('shows the channels and the code that waits, to a browser on this machine', async () => {
  const { status, body, cache } = await get({ host: `127.0.0.1:${port}` });
  expect(status).toBe(200);
  expect(cache).toBe('no-store');
  expect(body).toContain('<svg id="code">');
  expect(body).toContain('<li class="down">wechat: 断了</li>');
  expect(body).toContain('归航 &lt;b&gt;');
});

it.each([
  ['another name, as a rebound one', { host: 'evil.example' }],
  ['a proxy', { host: 'localhost', 'x-forwarded-for': '203.0.113.7' }],
  ['another proxy', { host: 'localhost', via: '1.1 somewhere' }],
])('shows nothing to %s', async (_who, headers) => {
  expect(await get(headers)).toMatchObject({ status: 404, body: '' });
});
