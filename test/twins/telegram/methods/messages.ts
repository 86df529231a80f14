import type { Account, Entry, Room } from '../account.js';
import { badRequest, type Params } from '../types.js';
import { truthy, type CallContext, type Method } from './call.js';
import { keyboard } from './markup.js';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_PHOTO_BYTES = 10_000_000;

/** Trimmed as the provider trims; refuses broken UTF-8 and over-long text (counted here in UTF-16 code units). */
function cleanText(value: unknown, max: number, tooLong: string): string {
  const text = typeof value === 'string' ? value.trim() : value === undefined ? '' : String(value);
  if (text.length > max) throw badRequest(tooLong);
  if (/\p{Surrogate}/u.test(text)) throw badRequest('strings must be encoded in UTF-8');
  return text;
}

export const textOf = (params: Params): string => {
  const text = cleanText(params.text, MAX_TEXT, 'message is too long');
  if (text === '') throw badRequest('message text is empty');
  return text;
};

/** Writes a message of the bot, counting it against the limits. */
function post(
  account: Account,
  room: Room,
  params: Params,
  content: Record<string, unknown>,
  photo?: Uint8Array,
): Entry {
  const reply_markup = keyboard(params.reply_markup);
  account.world.limits.count(account.token, room.chat.id, room.chat.type !== 'private');
  if (reply_markup !== undefined) content.reply_markup = reply_markup;
  if (truthy(params.protect_content)) content.has_protected_content = true;
  return account.record(room, account.me, content, photo);
}

export const sendMessage: Method = (account, params) => {
  const room = account.roomFor(params.chat_id);
  return post(account, room, params, { text: textOf(params) }).message;
};

export const sendPhoto: Method = (account, params, call) => {
  const room = account.roomFor(params.chat_id);
  const bytes = uploaded(account, params, call);
  if (bytes.length > MAX_PHOTO_BYTES) throw badRequest('file is too big');
  const caption = cleanText(params.caption, MAX_CAPTION, 'message caption is too long');
  const file_id = `photo-${account.files.size + 1}`;
  account.files.set(file_id, bytes);
  const photo = [
    { file_id, file_unique_id: `u-${file_id}`, width: 320, height: 320, file_size: bytes.length },
  ];
  return post(account, room, params, caption === '' ? { photo } : { photo, caption }, bytes).message;
};

/** The bytes of `photo`: an uploaded part (`attach://name` or named `photo`), or a file id sent before. */
function uploaded(account: Account, params: Params, call: CallContext): Uint8Array {
  const named = typeof params.photo === 'string' ? params.photo.replace(/^attach:\/\//, '') : 'photo';
  const bytes = call.files.get(named) ?? account.files.get(named);
  if (bytes === undefined) throw badRequest('there is no photo in the request');
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (!looksLikeImage(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
  return bytes;
}

const looksLikeImage = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x89 && bytes[1] === 0x50) || (bytes[0] === 0xff && bytes[1] === 0xd8);

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
]);

export const sendChatAction: Method = (account, params) => {
  account.roomFor(params.chat_id);
  if (!ACTIONS.has(String(params.action))) throw badRequest('wrong parameter action in request');
  return true;
};

/** The bot's own message that an edit names. */
function editable(account: Account, params: Params): Entry {
  const entry = account.roomFor(params.chat_id).log.get(Number(params.message_id));
  if (entry === undefined) throw badRequest('message to edit not found');
  if (!entry.byBot) throw badRequest("message can't be edited");
  return entry;
}

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

export const editMessageText: Method = (account, params) => {
  const text = textOf(params);
  const entry = editable(account, params);
  if (entry.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(account, entry, text, params);
};

export const editMessageReplyMarkup: Method = (account, params) => {
  const entry = editable(account, params);
  return change(account, entry, entry.message.text, params);
};

function change(account: Account, entry: Entry, text: string | undefined, params: Params): unknown {
  const reply_markup = keyboard(params.reply_markup);
  const isSame = JSON.stringify(reply_markup) === JSON.stringify(entry.message.reply_markup);
  if (isSame && text === entry.message.text) throw badRequest(NOT_MODIFIED);
  if (text !== undefined) entry.message.text = text;
  if (reply_markup === undefined) delete entry.message.reply_markup;
  else entry.message.reply_markup = reply_markup;
  account.touch(entry);
  return entry.message;
}

export const deleteMessage: Method = (account, params) => {
  const room = account.roomFor(params.chat_id);
  if (!room.log.delete(Number(params.message_id))) throw badRequest('message to delete not found');
  account.world.changed();
  return true;
};

/** A tap can be answered once, and only while the provider still knows it. */
export const answerCallbackQuery: Method = (account, params) => {
  const tap = account.taps.get(String(params.callback_query_id));
  if (tap === undefined) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  account.taps.delete(tap.id);
  tap.answered = true;
  tap.answerText = typeof params.text === 'string' ? params.text : null;
  account.world.changed();
  return true;
};
