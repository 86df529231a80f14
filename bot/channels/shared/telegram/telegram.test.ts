import { describe, expect, it } from 'vitest';
import { SendError } from '../../channel.js';
import { readUpdate, tapId, updateNumber } from './inbound.js';
import { nextOffset } from './intake.js';
import { brokenAnswer, isUnchanged, networkErrorOf, sendErrorOf } from './refusal.js';
import { isSecret } from './secret.js';

const NOW = new Date('2026-12-01T00:00:00Z');
const read = (update: unknown) => readUpdate(update, 'clients', NOW);

const chat = { id: 42, type: 'private' };
const from = { id: 42, is_bot: false, first_name: 'L', language_code: 'zh-hans' };
const message = { message_id: 7, date: 1_764_547_200, chat, from };

describe('reading updates', () => {
  it('reads a text with its time and language', () => {
    expect(read({ update_id: 1, message: { ...message, text: '你好' } })).toEqual({
      address: { bot: 'clients', chat: '42' },
      updateId: '1',
      scope: 'private',
      sender: '42',
      language: 'zh-hans',
      kind: 'text',
      text: '你好',
      token: null,
      messageRef: '7',
      edited: false,
      at: new Date('2025-12-01T00:00:00Z'),
    });
  });

  it.each([
    [{ photo: [] }, 'image'],
    [{ voice: {} }, 'voice'],
    [{ sticker: {} }, 'sticker'],
    [{ location: {} }, 'unsupported'],
    [{ something_new: {} }, 'unsupported'],
    [{ pinned_message: {} }, 'ignored'],
    [{ text: 7 }, 'malformed'],
  ])('reads %j as %s', (content, expected) => {
    const reading = read({ update_id: 1, message: { ...message, ...content } });
    expect(typeof reading === 'string' ? reading : reading.kind).toBe(expected);
  });

  it('ignores what asks nothing of us', () => {
    const inGroup = { ...message, chat: { id: -7, type: 'supergroup' } };
    expect(read({ update_id: 1, message: { ...inGroup, new_chat_members: [] } })).toBe('ignored');
    expect(read({ update_id: 1, message: { ...inGroup, text: 'hi', from: { id: 9, is_bot: true } } })).toBe(
      'ignored',
    );
    expect(read({ update_id: 1, message: { chat: { id: -8, type: 'channel' }, text: 'hi' } })).toBe(
      'ignored',
    );
    expect(read({ update_id: 1, callback_query: { id: '1', from, inline_message_id: 'x', data: 'd' } })).toBe(
      'ignored',
    );
    expect(read({ update_id: 1, chat_boost: {} })).toBe('ignored');
  });

  it('takes nobody’s word for a private chat of somebody else', () => {
    const foreign = { ...message, text: 'hi', from: { id: 43, is_bot: false } };
    expect(read({ update_id: 1, message: foreign })).toBe('malformed');
    const tap = { id: '1', from: { id: 43 }, message, data: 'd' };
    expect(read({ update_id: 1, callback_query: tap })).toBe('malformed');
  });

  it('reads a tap on a message too old to be shown, and its label where it is', () => {
    const old = { message_id: 7, date: 0, chat };
    expect(read({ update_id: 1, callback_query: { id: '1', from, message: old, data: 'd' } })).toMatchObject({
      kind: 'button',
      token: 'd',
      text: '',
      messageRef: '7',
      at: NOW,
    });
    const reply_markup = { inline_keyboard: [[{ text: '好', callback_data: 'd' }]] };
    const shown = { ...message, reply_markup };
    expect(
      read({ update_id: 1, callback_query: { id: '1', from, message: shown, data: 'd' } }),
    ).toMatchObject({ text: '好' });
  });

  it('reads ids and offsets', () => {
    expect([
      updateNumber({ update_id: 5 }),
      updateNumber({}),
      tapId({ callback_query: { id: 'q' } }),
      tapId(null),
    ]).toEqual([5, null, 'q', null]);
    expect(nextOffset([{ update_id: 5 }, null, { update_id: 3 }], 0)).toBe(6);
    expect(nextOffset([null], 4)).toBe(4);
  });
});

describe('refusals', () => {
  it.each([
    [400, 'Bad Request: chat not found', {}, 'send.rejected', '400 chat not found'],
    [400, 'Bad Request: something that quotes 秘密 and 42', {}, 'send.rejected', '400 refused'],
    [401, 'Unauthorized', {}, 'send.unauthorized', '401 token unknown'],
    [404, 'Not Found', {}, 'send.unauthorized', '404 token unknown'],
    [403, 'Forbidden: user is deactivated', {}, 'send.contact-stopped', '403 account deleted'],
    [
      403,
      'Forbidden: bot was kicked from the group chat',
      {},
      'send.contact-stopped',
      '403 removed from the group',
    ],
    [413, 'Request Entity Too Large', {}, 'send.rejected', '413 refused'],
    [502, 'Bad Gateway', {}, 'send.unavailable', '502 provider error'],
  ])('%d %s', (status, description, parameters, code, reason) => {
    expect(sendErrorOf({ status, description, parameters })).toMatchObject({ code, reason });
  });

  it.each([
    [{ retry_after: 12 }, 12_000],
    [{ retry_after: -1 }, 1_000],
    [{ retry_after: 'soon' }, 1_000],
    [{ retry_after: 1e12 }, 1_000],
    [null, 1_000],
  ])('waits %j', (parameters, retryAfterMs) => {
    expect(sendErrorOf({ status: 429, description: '', parameters })).toMatchObject({
      code: 'send.throttled',
      options: { retryAfterMs },
    });
  });

  it('knows an edit that was made before', () => {
    expect(
      isUnchanged({ status: 400, description: 'Bad Request: message is not modified: x', parameters: {} }),
    ).toBe(true);
    expect(
      isUnchanged({ status: 400, description: 'Bad Request: message to edit not found', parameters: {} }),
    ).toBe(false);
  });
});

describe('failures below the Bot API', () => {
  it.each([
    ['ECONNREFUSED', 'send.unavailable'],
    ['ENOTFOUND', 'send.unavailable'],
    ['EAI_AGAIN', 'send.unavailable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'send.unavailable'],
    ['CERT_HAS_EXPIRED', 'send.unavailable'],
    ['ECONNRESET', 'send.unknown'],
    ['UND_ERR_SOCKET', 'send.unknown'],
    ['UND_ERR_HEADERS_TIMEOUT', 'send.unknown'],
  ])('%s is %s', (code, expected) => {
    const wrapped = new Error('outer', { cause: Object.assign(new Error('42 秘密'), { code }) });
    expect(networkErrorOf({ error: wrapped })).toMatchObject({ code: expected, reason: code });
  });

  it('keeps a SendError as it is, and calls what it cannot tell unknown', () => {
    const known = new SendError('send.rejected', 'x');
    expect(networkErrorOf({ error: known })).toBe(known);
    for (const odd of [null, 7, {}, new Error('42 秘密')]) {
      expect(networkErrorOf(odd)).toMatchObject({ code: 'send.unknown', reason: 'network failure' });
    }
    expect([brokenAnswer(502).code, brokenAnswer(504).code, brokenAnswer(200).code]).toEqual([
      'send.unavailable',
      'send.unknown',
      'send.unknown',
    ]);
  });
});

describe('the webhook secret', () => {
  it('matches itself only', () => {
    expect(isSecret('abc', 'abc')).toBe(true);
    for (const other of ['abd', 'ab', 'abcd', '', undefined, ['abc']])
      expect(isSecret(other, 'abc')).toBe(false);
    expect(isSecret('', '')).toBe(false);
  });
});
