import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PUBLISHED_LIMITS } from './limits.js';
import type { Person } from './person.js';
import { startTwin, type TelegramTwin } from './twin.js';

let twin: TelegramTwin;
let li: Person;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.parse('2026-12-01T00:00:00Z');
  twin = await startTwin({ secondMs: 20, now: () => nowMs });
  twin.bot.open(42);
  li = twin.bot.person(42, { language: 'zh-hans', name: 'Li' });
});
afterEach(() => twin.stop());

interface Answer {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: unknown;
}

async function call(method: string, params: object = {}, token = twin.bot.token): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(params) };
  const answer = await fetch(`${twin.apiRoot}/bot${token}/${method}`, init);
  const body = (await answer.json()) as Answer;
  if (!body.ok) expect(body.error_code).toBe(answer.status);
  return body;
}

const refused = (status: number, description: string | RegExp): object => ({
  ok: false,
  error_code: status,
  description: typeof description === 'string' ? description : (expect.stringMatching(description) as string),
});

const idsOf = (answer: Answer): number[] =>
  (answer.result as { update_id: number }[]).map((one) => one.update_id);

describe('getUpdates', () => {
  it('repeats an update until a higher offset confirms it', async () => {
    li.say('一');
    li.say('二');
    const [first = 0, second = 0] = idsOf(await call('getUpdates'));
    expect(idsOf(await call('getUpdates'))).toEqual([first, second]);
    expect(idsOf(await call('getUpdates', { offset: first }))).toEqual([first, second]);
    expect(idsOf(await call('getUpdates', { offset: second }))).toEqual([second]);
    expect(idsOf(await call('getUpdates', { offset: second + 1 }))).toEqual([]);
    expect(idsOf(await call('getUpdates'))).toEqual([]);
  });

  it('gives at most limit, and the last ones for a negative offset', async () => {
    for (const text of ['一', '二', '三']) li.say(text);
    const all = idsOf(await call('getUpdates'));
    expect(idsOf(await call('getUpdates', { limit: 2 }))).toEqual(all.slice(0, 2));
    expect(idsOf(await call('getUpdates', { offset: -1 }))).toEqual(all.slice(2));
    expect(idsOf(await call('getUpdates'))).toEqual(all.slice(2));
  });

  it('waits for the first update, or for the time-out', async () => {
    expect(idsOf(await call('getUpdates', { timeout: 1 }))).toEqual([]);
    const waiting = call('getUpdates', { timeout: 50 });
    await twin.waitFor(() => twin.bot.account.conflict !== null);
    li.say('一');
    li.say('二');
    expect(idsOf(await waiting)).toHaveLength(2);
  });

  it('keeps only the kinds that were asked for, until others are', async () => {
    await call('getUpdates', { allowed_updates: ['message'] });
    li.say('一');
    li.edit('二');
    expect(idsOf(await call('getUpdates'))).toHaveLength(1);
    await call('getUpdates', { allowed_updates: [] });
    li.edit('三');
    expect(idsOf(await call('getUpdates'))).toHaveLength(2);
  });

  it('refuses two at once, and any while a webhook is set', async () => {
    const first = call('getUpdates', { timeout: 50 });
    await twin.waitFor(() => twin.bot.account.conflict !== null);
    expect(await call('getUpdates')).toMatchObject({ ok: true });
    expect(await first).toMatchObject(refused(409, /^Conflict: terminated by other getUpdates request/));
    await call('setWebhook', { url: 'http://127.0.0.1:9/' });
    expect(await call('getUpdates')).toMatchObject(
      refused(409, /^Conflict: can't use getUpdates method while webhook/),
    );
  });
});

describe('calls', () => {
  it('knows its tokens and its methods', async () => {
    expect(await call('getMe', {}, '7000001:other')).toMatchObject(refused(401, 'Unauthorized'));
    expect(await call('getMe', {}, 'rubbish')).toMatchObject(refused(404, 'Not Found'));
    expect(await call('flyToTheMoon')).toMatchObject(refused(404, 'Not Found: method not found'));
    expect(await call('GETME')).toMatchObject({ ok: true, result: { is_bot: true, username: 'twin_bot' } });
    const plain = await fetch(`${twin.apiRoot}/bot${twin.bot.token}/sendMessage?chat_id=42&text=hi`);
    expect(await plain.json()).toMatchObject({ ok: true, result: { text: 'hi', date: nowMs / 1_000 } });
  });

  it.each([
    [{ chat_id: 42, text: '  ' }, 400, 'Bad Request: message text is empty'],
    [{ chat_id: 42, text: '长'.repeat(4097) }, 400, 'Bad Request: message is too long'],
    [{ chat_id: 42, text: '\ud800' }, 400, 'Bad Request: strings must be encoded in UTF-8'],
    [{ chat_id: 43, text: 'hi' }, 400, 'Bad Request: chat not found'],
    [{ text: 'hi' }, 400, 'Bad Request: chat_id is empty'],
    [{ chat_id: 44, text: 'hi' }, 403, "Forbidden: bot can't initiate conversation with a user"],
    [{ chat_id: 45, text: 'hi' }, 403, 'Forbidden: bot was blocked by the user'],
    [{ chat_id: 46, text: 'hi' }, 403, 'Forbidden: user is deactivated'],
    [
      { chat_id: 42, text: 'hi', reply_markup: keyboard('x'.repeat(65)) },
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [{ chat_id: 42, text: 'hi', reply_markup: keyboard('') }, 400, 'Bad Request: BUTTON_DATA_INVALID'],
    [{ chat_id: 42, text: 'hi', reply_markup: { inline_keyboard: [[{ text: 'a' }]] } }, 400, /Text buttons/],
  ])('refuses %j', async (params, status, description) => {
    twin.bot.person(44);
    twin.bot.open(45, 46);
    twin.bot.person(45).block();
    twin.bot.person(46).deactivate();
    expect(await call('sendMessage', params)).toMatchObject(refused(status, description));
    expect(li.messages()).toEqual([]);
  });

  it('takes the largest text and button', async () => {
    const params = {
      chat_id: 42,
      text: '长'.repeat(4096),
      reply_markup: keyboard('字'.repeat(21)),
      protect_content: true,
    };
    expect(await call('sendMessage', params)).toMatchObject({ ok: true });
    expect(li.last()).toMatchObject({ buttons: [['a']], isProtected: true });
  });

  it('edits, and deletes, what is there', async () => {
    const { result } = await call('sendMessage', { chat_id: 42, text: '一', reply_markup: keyboard('d') });
    const { message_id } = result as { message_id: number };
    const edit = (params: object): Promise<Answer> =>
      call('editMessageText', { chat_id: 42, message_id, ...params });
    expect(await edit({ text: '一', reply_markup: keyboard('d') })).toMatchObject(
      refused(400, /message is not modified/),
    );
    expect(await edit({ text: '二', message_id: 999 })).toMatchObject(
      refused(400, 'Bad Request: message to edit not found'),
    );
    expect(await edit({ text: '二', message_id: li.say('我的') })).toMatchObject(
      refused(400, /can't be edited/),
    );
    expect(await edit({ text: '二' })).toMatchObject({ ok: true, result: { edit_date: nowMs / 1_000 } });
    expect(li.last()).toMatchObject({ text: '二', buttons: [], isEdited: true });
    expect(await call('deleteMessage', { chat_id: 42, message_id })).toMatchObject({
      ok: true,
      result: true,
    });
    expect(await call('deleteMessage', { chat_id: 42, message_id })).toMatchObject(
      refused(400, /to delete not found/),
    );
    expect(li.messages()).toEqual([]);
  });

  it('lets a tap be answered once, while it is fresh', async () => {
    await call('sendMessage', { chat_id: 42, text: '?', reply_markup: keyboard('d') });
    const tap = li.tap('a');
    const answer = (id: string): Promise<Answer> => call('answerCallbackQuery', { callback_query_id: id });
    expect(await answer(tap.id)).toMatchObject({ ok: true });
    expect(await answer(tap.id)).toMatchObject(refused(400, /query is too old/));
    const late = li.tap('a');
    twin.bot.expireTaps();
    expect(await answer(late.id)).toMatchObject(refused(400, /query is too old/));
    expect([tap.answered, late.answered]).toEqual([true, false]);
  });

  it('takes a photo as a form, and gives it back', async () => {
    const form = new FormData();
    form.set('chat_id', '42');
    form.set('caption', '卡片');
    form.set('photo', new Blob([Uint8Array.from([0x89, 0x50, 13, 10, 13, 10, 7])]), 'a.png');
    const root = `${twin.apiRoot}/bot${twin.bot.token}`;
    const sent = (await (await fetch(`${root}/sendPhoto`, { method: 'POST', body: form })).json()) as Answer;
    const { photo } = sent.result as { photo: { file_id: string }[] };
    expect([...(li.last()?.photo ?? [])]).toEqual([0x89, 0x50, 13, 10, 13, 10, 7]);
    const file = await call('getFile', { file_id: photo[0]?.file_id });
    const { file_path } = file.result as { file_path: string };
    const bytes = await fetch(`${twin.apiRoot}/file/bot${twin.bot.token}/${file_path}`);
    expect((await bytes.arrayBuffer()).byteLength).toBe(7);
  });
});

describe('limits', () => {
  const send = (chat_id: number): Promise<Answer> => call('sendMessage', { chat_id, text: 'hi' });

  it('are the published ones, in sliding windows of the provider’s clock', async () => {
    twin.limits.set(PUBLISHED_LIMITS);
    expect(await send(42)).toMatchObject({ ok: true });
    expect(await send(42)).toMatchObject({
      ...refused(429, 'Too Many Requests: retry after 1'),
      parameters: { retry_after: 1 },
    });
    nowMs += 20;
    expect(await send(42)).toMatchObject({ ok: true });
  });

  it('count a minute for groups', async () => {
    const { id } = twin.bot.group(-7, { silently: true });
    twin.limits.set({ perGroupPerMinute: 2 });
    await send(id);
    nowMs += 20;
    await send(id);
    expect(await send(id)).toMatchObject({ parameters: { retry_after: 59 } });
    expect(await send(42)).toMatchObject({ ok: true });
  });

  it('count all chats of a bot together', async () => {
    twin.bot.open(1, 2, 3);
    twin.limits.set({ perSecond: 2 });
    expect([(await send(1)).ok, (await send(2)).ok, (await send(3)).ok]).toEqual([true, true, false]);
  });
});

describe('groups', () => {
  it('move to a new id, and refuse the old one with it', async () => {
    const group = twin.bot.group(-7);
    const moved = twin.bot.migrate(group);
    const parameters = { migrate_to_chat_id: moved.id };
    expect(await call('sendMessage', { chat_id: -7, text: 'hi' })).toMatchObject({
      ...refused(400, /upgraded/),
      parameters,
    });
    expect((await call('getUpdates')).result).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'member' } } },
      { message: { chat: { id: -7, type: 'group' }, migrate_to_chat_id: moved.id } },
      { message: { chat: { id: moved.id, type: 'supergroup' }, migrate_from_chat_id: -7 } },
    ]);
    twin.bot.kick(moved);
    expect(await call('sendMessage', { chat_id: moved.id, text: 'hi' })).toMatchObject(
      refused(403, /kicked from the supergroup/),
    );
  });
});

describe('webhooks', () => {
  it('carry the secret, keep the order, and are repeated until a 2xx', async () => {
    const seen: string[] = [];
    const answers = [500, 204, 200];
    const hook = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        const { message } = JSON.parse(body) as { message: { text: string } };
        seen.push(`${req.headers['x-telegram-bot-api-secret-token']} ${message.text}`);
        res.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
    expect(await call('setWebhook', { url, secret_token: 'no spaces' })).toMatchObject(
      refused(400, /unallowed/),
    );
    expect(await call('setWebhook', { url: 'http://example.org/' })).toMatchObject(refused(400, /HTTPS/));
    await call('setWebhook', { url, secret_token: 's3' });
    li.say('一');
    li.say('二');
    await twin.waitFor(() => twin.bot.account.queue.size === 0);
    expect(seen).toEqual(['s3 一', 's3 一', 's3 二']);
    expect((await call('getWebhookInfo')).result).toMatchObject({
      url,
      pending_update_count: 0,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
    await call('deleteWebhook');
    hook.close();
    hook.closeAllConnections();
    li.say('三');
    expect(idsOf(await call('getUpdates'))).toHaveLength(1);
  });
});

function keyboard(callback_data: string): object {
  return { inline_keyboard: [[{ text: 'a', callback_data }]] };
}
