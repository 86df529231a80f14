import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PracticePortError } from '../../bot/practice/server-errors.js';
import { readPracticeTexts } from '../../bot/practice/server-texts.js';
import { ask, post, Stream } from './http.js';
import { startPractice, type Started } from './start.js';

let practice: Started;
beforeEach(async () => {
  practice = await startPractice();
});
afterEach(() => practice.stop());

const texts = (data: unknown) => (data as { text: string }[]).map((mail) => mail.text);

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('what a person does', () => {
  it('reaches the bot as text, tap and media, with the language of the page', async () => {
    const { url, bot } = practice;
    expect((await post(url, 'say', { chat: 'client-1', text: '还行', language: 'zh-CN' })).status).toBe(200);
    await post(url, 'tap', { chat: 'client-1', token: 't1', label: '好', mail: 2 });
    await post(url, 'media', { chat: 'client-1', kind: 'voice' });
    expect(bot.received).toMatchObject([
      { kind: 'text', text: '还行', language: 'zh-CN', address: { bot: 'web', chat: 'client-1' } },
      { kind: 'button', text: '好', token: 't1', messageRef: '2' },
      { kind: 'voice', text: '' },
    ]);
  });

  it('is answered with an error that can be acted on when the bot could not store it', async () => {
    practice.bot.refusing = true;
    const answer = await post(practice.url, 'say', { chat: 'client-1', text: '还行' });
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code: 'practice.not-stored',
        message: 'expected the bot to store what was sent, got a refusal',
        fix: 'try again in a moment',
      },
    });
  });

  it('opens an invitation on a new phone, as a link would', async () => {
    const answer = await post(practice.url, 'open', { slot: 'client', code: 'TRY-4711' });
    const { chat } = JSON.parse(answer.text) as { chat: string };
    expect(chat).not.toBe('client-1');
    expect(practice.bot.received).toMatchObject([{ text: '/start TRY-4711', address: { chat } }]);
  });
});

describe('bad input', () => {
  const bad: [string, string, unknown][] = [
    ['an empty text', 'say', { chat: 'client-1', text: '  ' }],
    ['a text of 8,001 characters', 'say', { chat: 'client-1', text: '字'.repeat(8001) }],
    ['a phone that cannot be', 'say', { chat: '../etc', text: '秘密' }],
    ['an unknown key', 'say', { chat: 'client-1', text: '秘密', admin: true }],
    ['an unknown goal of the clock', 'advance', { to: 'year' }],
    ['a scene that does not exist', 'reset', { scene: '秘密' }],
    ['no object', 'auto', 7],
  ];
  it.each(bad)('%s is refused, and not echoed', async (_name, to, body) => {
    const answer = await post(practice.url, to, body);
    expect(answer.status).toBe(400);
    const { error } = JSON.parse(answer.text) as { error: { code: string; fix: string } };
    expect(error.code).toBe('request.invalid');
    expect(error.fix).not.toBe('');
    expect(answer.text).not.toContain('秘密');
    expect(practice.bot.received).toEqual([]);
  });

  it('takes a text of 8,000 characters, and refuses a body that is far longer', async () => {
    const { url } = practice;
    expect((await post(url, 'say', { chat: 'client-1', text: '字'.repeat(8000) })).status).toBe(200);
    const answer = await post(url, 'say', { chat: 'client-1', text: 'x'.repeat(100_000) });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('request.too-large');
  });

  it('answers broken JSON and unknown paths as JSON errors', async () => {
    const { url } = practice;
    const headers = { 'content-type': 'application/json', origin: url };
    const broken = await ask(`${url}/api/say`, { method: 'POST', headers, body: '{"chat":' });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain('request.invalid');
    const lost = await ask(`${url}/../../package.json`);
    expect(lost.status).toBe(404);
    expect(lost.text).toContain('request.not-found');
  });
});

describe('other web sites', () => {
  it('cannot reach it under another name', async () => {
    for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1', '127.0.0.1.evil.example']) {
      const answer = await ask(`${practice.url}/api/texts`, { headers: { host } });
      expect([host, answer.status]).toEqual([host, 403]);
    }
    const host = new URL(practice.url).host.replace('127.0.0.1', 'localhost');
    expect((await ask(`${practice.url}/api/texts`, { headers: { host } })).status).toBe(200);
  });

  it('cannot post to it', async () => {
    const body = JSON.stringify({ chat: 'client-1', text: '还行' });
    for (const origin of ['http://evil.example', 'null', undefined]) {
      const headers = { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) };
      const answer = await ask(`${practice.url}/api/say`, { method: 'POST', headers, body });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
    expect(practice.bot.received).toEqual([]);
  });

  it('cannot frame it, and it loads nothing from them', async () => {
    const { headers } = await ask(`${practice.url}/api/texts`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('the stream', () => {
  it('starts with the history and goes on with what is new', async () => {
    await practice.bot.say('client-1', '第一句');
    const stream = new Stream(practice.url);
    const start = await stream.until(({ event }) => event === 'start');
    expect(texts((start.data as { mails: unknown }).mails)).toEqual(['第一句']);
    await practice.bot.say('client-1', '第二句');
    const more = await stream.until(({ event }) => event === 'mail');
    expect(texts(more.data)).toEqual(['第二句']);
    stream.close();
  });

  it('gives after a cut exactly what was missed', async () => {
    const first = new Stream(practice.url);
    await first.until(({ event }) => event === 'start');
    await practice.bot.say('client-1', '一');
    const { id } = await first.until(({ event }) => event === 'mail');
    first.close();
    await first.ended;
    await practice.bot.say('client-1', '二');
    await practice.bot.say('worker-1', '三');
    const second = new Stream(practice.url, id ?? '');
    const missed = await second.until(({ event }) => event === 'mail');
    expect(texts(missed.data)).toEqual(['二', '三']);
    expect(second.events.some(({ event }) => event === 'start')).toBe(false);
    second.close();
  });

  it('begins anew for an id of another time, and after starting over', async () => {
    await practice.bot.say('client-1', '旧');
    const stream = new Stream(practice.url, 'other.7');
    await stream.until(({ event }) => event === 'start');
    await post(practice.url, 'reset', { scene: 'invitation' });
    const again = await stream.until(
      ({ event, data }) => event === 'start' && !JSON.stringify(data).includes('旧'),
    );
    expect(texts((again.data as { mails: unknown }).mails)).toEqual(['code\n#invite=TRY-4711']);
    stream.close();
  });
});

describe('the clock', () => {
  it('moves in the background, tells how far it is, and stands still at day 90', async () => {
    const stream = new Stream(practice.url);
    await stream.until(({ event }) => event === 'start');
    expect((await post(practice.url, 'advance', { to: 'day90' })).status).toBe(202);
    const moving = await stream.until(({ data }) => (data as { journey?: object | null }).journey != null);
    expect(moving.data).toMatchObject({ journey: { to: 'day90', startDay: 0 } });
    const done = await stream.until(({ event, data }) => {
      const { day, journey } = data as { day?: number; journey?: object | null };
      return event === 'state' && day === 90 && journey === null;
    });
    expect(done.event).toBe('state');
    const asked = stream.events.filter(({ event }) => event === 'mail').flatMap(({ data }) => texts(data));
    expect(asked).toHaveLength(90);
    stream.close();
  });

  it('makes one journey at a time, and can be stopped', async () => {
    let days = 0;
    practice.bot.pause = (signal) => {
      days += 1;
      return days < 3 ? Promise.resolve() : aborted(signal);
    };
    const stream = new Stream(practice.url);
    await post(practice.url, 'advance', { to: 'day90' });
    await stream.until(({ data }) => (data as { journey?: { day: number } | null }).journey?.day === 2);
    const second = await post(practice.url, 'advance', { to: 'day' });
    expect([second.status, second.text.includes('practice.busy')]).toEqual([409, true]);
    expect((await post(practice.url, 'advance/stop', {})).status).toBe(200);
    expect((await practice.bot.state()).day).toBe(3);
    stream.close();
  });

  it('says so on the page when the bot fails under way, and can set off again', async () => {
    practice.bot.pause = () => Promise.reject(new Error('秘密'));
    const stream = new Stream(practice.url);
    await stream.until(({ event }) => event === 'start');
    await post(practice.url, 'advance', { to: 'day' });
    const trouble = await stream.until(({ event }) => event === 'trouble');
    expect(trouble.data).toEqual({ code: 'practice.failed' });
    practice.bot.pause = async () => undefined;
    await stream.until(
      ({ event, data }) => event === 'state' && (data as { journey: unknown }).journey === null,
    );
    await expect.poll(async () => (await post(practice.url, 'advance', { to: 'day' })).status).toBe(202);
    stream.close();
  });
});

describe('starting and stopping', () => {
  it('names the setting to change when the port is taken', async () => {
    const port = Number(new URL(practice.url).port);
    const error: unknown = await startPractice(undefined, port).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PracticePortError);
    expect((error as PracticePortError).key).toBe('PORT');
    expect((error as PracticePortError).message).toContain(`PORT=${port + 1}`);
  });

  it('lets open pages go when it closes', async () => {
    const stream = new Stream(practice.url);
    await stream.until(({ event }) => event === 'start');
    await practice.server.close();
    await stream.ended;
    await expect(ask(practice.url)).rejects.toThrow('ECONNREFUSED');
  });

  it('listens on this machine only', () => {
    expect(practice.server.app.server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  it('says how to get the page when it was not built', async () => {
    const answer = await ask(practice.url);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('/');
  });
});

describe('the texts of the page', () => {
  const root = path.resolve(import.meta.dirname, '../..');

  it('are the same keys with the same blanks in both languages', async () => {
    const { en, 'zh-CN': zh } = await readPracticeTexts(path.join(root, 'locales'));
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    const blanks = (text: string | undefined) => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const key of Object.keys(zh)) expect([key, blanks(en[key])]).toEqual([key, blanks(zh[key])]);
  });

  it('have a sentence for every error code', async () => {
    const { 'zh-CN': zh } = await readPracticeTexts(path.join(root, 'locales'));
    const source = readFileSync(path.join(root, 'bot/practice/server-errors.ts'), 'utf8');
    const codes = [...source.matchAll(/^ {2}\| '([\w.-]+)'/gm)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes) expect(zh).toHaveProperty([`error.${code}`]);
  });
});
