import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingHost } from '../../bot/channels/contract.js';
import type { TelegramChannel } from '../../bot/channels/shared/telegram/index.js';
import { createHttpServer, HttpPortError, type HttpServer, type Webhook } from '../../bot/http/server.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';

const secret = 'a-Secret_1';
const header = 'x-telegram-bot-api-secret-token';
const from = { id: 42, is_bot: false, first_name: 'L' };
const updateOf = (id: number) =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1, text: `嗨${id}`, chat: { id: 42, type: 'private' }, from },
  });

describe.each(libraries)('a webhook over $name', ({ create }) => {
  let twin: TelegramTwin;
  let host: RecordingHost;
  let server: HttpServer;
  let channel: TelegramChannel;
  let port: number;

  beforeEach(async () => {
    twin = await startTwin({ secondMs: 5 });
    host = new RecordingHost();
    const webhooks = new Map<string, Webhook>();
    server = createHttpServer({
      webhooks,
      sick: () => Promise.resolve(null),
      metrics: () => Promise.resolve(''),
    });
    port = await server.listen('127.0.0.1', 0);
    const mode = { webhook: { url: `http://127.0.0.1:${port}/hooks/clients`, secret } };
    channel = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot, mode });
    webhooks.set('clients', channel);
  });
  afterEach(async () => {
    await channel.stop();
    await server.close();
    await twin.stop();
  });

  const post = async (body: string, secretHeader?: string, path = '/hooks/clients') => {
    const headers = {
      'content-type': 'application/json',
      ...(secretHeader === undefined ? {} : { [header]: secretHeader }),
    };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.text() };
  };

  it('tells whoever does not know the secret nothing, not even whether there is such a bot', async () => {
    await channel.start(host);
    const refused = { status: 401, body: '' };
    for (const wrong of [undefined, '', 'a-Secret_2', 'a-Secret_11', secret.slice(1)])
      expect(await post(updateOf(1), wrong)).toEqual(refused);
    expect(await post(updateOf(1), secret, '/hooks/nobody')).toEqual(refused);
    expect(await post('x'.repeat(2_000_000)).catch(() => refused)).toEqual(refused);
    expect(host.calls).toBe(0);
  });

  it('does not read a stranger’s body: the answer is there before it', async () => {
    await channel.start(host);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /hooks/clients HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n{"update_id"');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /u);
    socket.destroy();
  });

  it('answers 200 only once the update is stored, and 503 when it could not be', async () => {
    await channel.start(host);
    const receive = host.receive.bind(host);
    const order: string[] = [];
    const arrived = new Promise<() => void>((begun) => {
      host.receive = async (batch) => {
        await new Promise<void>(begun);
        await receive(batch);
        order.push('stored');
      };
    });
    const asked = post(updateOf(1), secret).finally(() => order.push('answered'));
    const store = await arrived;
    expect(order).toEqual([]);
    store();
    expect(await asked).toEqual({ status: 200, body: '' });
    expect(order).toEqual(['stored', 'answered']);
    host.receive = receive;
    host.refuse(1);
    expect((await post(updateOf(2), secret)).status).toBe(503);
    expect((await post(updateOf(2), secret)).status).toBe(200);
    expect(host.received.map((one) => one.text)).toEqual(['嗨1', '嗨2']);
  });

  it('takes what is no update as what it is, and too much not at all', async () => {
    await channel.start(host);
    expect((await post('{"update_id":', secret)).status).toBe(400);
    expect((await post('', secret)).status).toBe(400);
    expect((await post('null', secret)).status).toBe(200);
    expect((await post('x'.repeat(1_100_000), secret)).status).toBe(413);
    expect(host.received).toEqual([]);
  });

  it('before the start and after the stop the provider is asked to come again', async () => {
    expect((await post(updateOf(1), secret)).status).toBe(503);
    await channel.start(host);
    await channel.stop();
    expect((await post(updateOf(1), secret)).status).toBe(503);
    // What came while nobody was there waits at the provider, which repeats it to the next one.
    expect(twin.bot.account.webhook?.url).toContain('/hooks/clients');
  });

  it('is taken away by whoever polls next, and what waited there is kept', async () => {
    await channel.start(host);
    await channel.stop();
    await server.close();
    twin.bot.person(42).say('还在');
    const next = create({ bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot });
    await next.start(host);
    expect((await host.arrived(1))[0]?.text).toBe('还在');
    await next.stop();
  });
});

describe('the HTTP server', () => {
  const open = async (sick: () => Promise<string | null>) => {
    const server = createHttpServer({ webhooks: new Map(), sick, metrics: () => Promise.resolve('a 1\n') });
    const port = await server.listen('127.0.0.1', 0);
    return { server, port, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) };
  };

  it('is healthy, sick, or cannot even look', async () => {
    const answers: unknown[] = [];
    const states = [null, 'heartbeat', new Error('secret words of a driver')];
    const { server, get } = await open(() => {
      const state = states.shift();
      return state instanceof Error ? Promise.reject(state) : Promise.resolve(state ?? null);
    });
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await get('/healthz');
      answers.push([answer.status, await answer.json()]);
    }
    expect(answers).toEqual([
      [200, { ok: true, problem: null }],
      [503, { ok: false, problem: 'heartbeat' }],
      [503, { ok: false, problem: 'database' }],
    ]);
    await server.close();
  });

  it('shows metrics, nothing else, and says nothing about errors', async () => {
    const { server, get } = await open(() => Promise.resolve(null));
    const metrics = await get('/metrics');
    expect([metrics.headers.get('content-type'), await metrics.text()]).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      'a 1\n',
    ]);
    for (const path of ['/', '/hooks/clients', '/metrics/x', '/%ff']) {
      const answer = await get(path);
      expect([answer.status >= 400 && answer.status < 500, await answer.text()]).toEqual([true, '']);
    }
    await server.close();
    await server.close();
  });

  it('names the setting when the port is taken', async () => {
    const { server, port } = await open(() => Promise.resolve(null));
    const other = createHttpServer({
      webhooks: new Map(),
      sick: () => Promise.resolve(null),
      metrics: () => Promise.resolve(''),
    });
    await expect(other.listen('127.0.0.1', port)).rejects.toBeInstanceOf(HttpPortError);
    await expect(other.listen('127.0.0.1', port)).rejects.toThrow(/GUIHANG_HTTP_PORT/u);
    await server.close();
  });
});
