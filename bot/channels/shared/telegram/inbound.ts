import type { Inbound, InboundKind } from '../../channel.js';
import { sanitiseText } from '../sanitise.js';
import { fieldsOf, idOf, instantOf, languageOf, type Fields } from './fields.js';

/** The kinds of update that {@link readUpdate} understands; asked of the provider as `allowed_updates`. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** An update in our words; or why there is nothing to hand over. */
export type Reading = Inbound | 'ignored' | 'malformed';

/** What goes with every part of one update. */
interface Frame {
  readonly bot: string;
  readonly updateId: string;
  readonly now: Date;
}

/**
 * Reads one update of the Bot API. `ignored` is what asks nothing of us (service messages, channel posts, other
 * bots); `malformed` is what the provider does not send (missing ids, wrong types, a private chat whose writer is
 * somebody else). Never throws. `now` stands in where the provider gives no time.
 */
export function readUpdate(update: unknown, bot: string, now: Date): Reading {
  const fields = fieldsOf(update);
  const updateId = idOf(fields?.update_id);
  if (fields === null || updateId === null) return 'malformed';
  const frame: Frame = { bot, updateId, now };
  if ('message' in fields) return readMessage(frame, fields.message, false);
  if ('edited_message' in fields) return readMessage(frame, fields.edited_message, true);
  if ('callback_query' in fields) return readTap(frame, fields.callback_query);
  if ('my_chat_member' in fields) return readMembership(frame, fields.my_chat_member);
  return 'ignored';
}

/** The number of an update for the offset, or null. */
export function updateNumber(update: unknown): number | null {
  const id = fieldsOf(update)?.update_id;
  return Number.isSafeInteger(id) ? Number(id) : null;
}

/** The id with which a tap must be answered so that the person's button stops spinning, or null. */
export function tapId(update: unknown): string | null {
  const id = fieldsOf(fieldsOf(update)?.callback_query)?.id;
  return typeof id === 'string' && id.length > 0 && id.length <= 64 ? id : null;
}

type Start = Omit<Inbound, 'kind' | 'text' | 'token' | 'messageRef' | 'edited' | 'at'>;

/** Who wrote where; the same for messages, taps and membership. */
function readStart(frame: Frame, chatValue: unknown, fromValue: unknown): Start | 'ignored' | 'malformed' {
  const chat = fieldsOf(chatValue);
  const from = fieldsOf(fromValue);
  const chatId = idOf(chat?.id);
  if (chat === null || chatId === null) return 'malformed';
  if (chat.type === 'channel') return 'ignored';
  const sender = idOf(from?.id);
  if (from === null || sender === null) return 'malformed';
  const scope = chat.type === 'private' ? 'private' : 'group';
  if (scope === 'group' && chat.type !== 'group' && chat.type !== 'supergroup') return 'malformed';
  if (scope === 'private' && sender !== chatId) return 'malformed';
  const { bot, updateId } = frame;
  return {
    address: { bot, chat: chatId },
    updateId,
    scope,
    sender,
    language: languageOf(from.language_code),
  };
}

function readMessage(frame: Frame, value: unknown, edited: boolean): Reading {
  const message = fieldsOf(value);
  const start = readStart(frame, message?.chat, message?.from);
  if (typeof start === 'string') return start;
  if (message === null) return 'malformed';
  const messageRef = idOf(message.message_id);
  if (messageRef === null) return 'malformed';
  const rest = {
    token: null,
    messageRef,
    edited,
    at: instantOf(message.edit_date ?? message.date, frame.now),
  };
  const movedTo = idOf(message.migrate_to_chat_id);
  if (movedTo !== null) return { ...start, ...rest, kind: 'moved', text: '', movedTo };
  if (fieldsOf(message.from)?.is_bot === true) return 'ignored';
  const kind = kindOf(message, start.scope);
  if (kind === 'ignored' || kind === 'malformed') return kind;
  return { ...start, ...rest, kind, text: sanitiseText(message.text ?? message.caption) };
}

/** Contents that a person sends and we cannot read. */
const UNREADABLE =
  'animation audio checklist contact dice document game invoice location paid_media poll story venue video video_note'.split(
    ' ',
  );

/** What the app writes into a private chat by itself. */
const SERVICE = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'write_access_allowed',
];

function kindOf(message: Fields, scope: 'private' | 'group'): InboundKind | 'ignored' | 'malformed' {
  if ('text' in message) return typeof message.text === 'string' ? 'text' : 'malformed';
  if ('photo' in message) return 'image';
  if ('voice' in message) return 'voice';
  if ('sticker' in message) return 'sticker';
  if (UNREADABLE.some((name) => name in message)) return 'unsupported';
  // A kind of content that is newer than this list: in a private chat somebody waits for an answer to it.
  const isService = scope === 'group' || SERVICE.some((name) => name in message);
  return isService ? 'ignored' : 'unsupported';
}

function readTap(frame: Frame, value: unknown): Reading {
  const query = fieldsOf(value);
  if (query === null) return 'malformed';
  const message = fieldsOf(query.message);
  // Taps under inline-mode messages and games: we make neither.
  if (message === null) return 'inline_message_id' in query ? 'ignored' : 'malformed';
  const start = readStart(frame, message.chat, query.from);
  if (typeof start === 'string') return start;
  const { data } = query;
  const messageRef = idOf(message.message_id);
  if (typeof data !== 'string' || data.length > 64 || messageRef === null) return 'malformed';
  const text = sanitiseText(labelOf(message, data));
  return { ...start, kind: 'button', text, token: data, messageRef, edited: false, at: frame.now };
}

/** The label of the button with these data on the message that carries it. */
function labelOf(message: Fields, data: string): unknown {
  const rows = fieldsOf(message.reply_markup)?.inline_keyboard;
  if (!Array.isArray(rows)) return '';
  return rows
    .flat()
    .map(fieldsOf)
    .find((button) => button?.callback_data === data)?.text;
}

const GONE: readonly unknown[] = ['kicked', 'left'];

function readMembership(frame: Frame, value: unknown): Reading {
  const change = fieldsOf(value);
  const start = readStart(frame, change?.chat, change?.from);
  if (typeof start === 'string') return start;
  if (change === null) return 'malformed';
  const before = fieldsOf(change.old_chat_member)?.status;
  const after = fieldsOf(change.new_chat_member)?.status;
  if (typeof after !== 'string') return 'malformed';
  const kind = GONE.includes(after) ? 'stopped' : GONE.includes(before) ? 'returned' : null;
  if (kind === null) return 'ignored';
  const at = instantOf(change.date, frame.now);
  return { ...start, kind, text: '', token: null, messageRef: null, edited: false, at };
}
