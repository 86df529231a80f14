import type { Inbound, InboundKind } from '../channel.js';
import { sanitiseText } from '../shared/sanitise.js';

/** What became of a puppet's message: a thing for the host, nothing for us, or something that cannot be read. */
export type Reading = Inbound | 'ignored' | 'malformed';

/** What frames every message of an account. */
export interface Frame {
  readonly bot: string;
  /** The account's own contact id: what it wrote itself comes back as a message. */
  readonly self: string;
  /** The language to assume of people here; WeChat tells none. */
  readonly language: string | null;
  readonly now: Date;
}

/** Wechaty's numbers of message types (`wechaty-puppet`, `PUPPET.types.Message`). */
const KINDS: Readonly<Record<number, InboundKind | 'ignored' | 'system'>> = {
  0: 'system',
  1: 'unsupported', // a file
  2: 'voice',
  3: 'unsupported', // somebody's card
  4: 'unsupported', // forwarded talk
  5: 'sticker',
  6: 'image',
  7: 'text',
  8: 'unsupported', // a place: it is not looked at, not even its text
  9: 'unsupported', // mini-programme
  10: 'unsupported', // group note
  11: 'unsupported', // money
  12: 'unsupported', // red envelope
  13: 'ignored', // taken back
  14: 'unsupported', // link
  15: 'unsupported', // video
  16: 'unsupported', // post
};

/** WeChat itself, official accounts and its own tools: nobody is there who could be answered. */
const NOBODY =
  /^(?:gh_|weixin$|filehelper$|fmessage$|medianote$|newsapp$|floatbottle$|notifymessage$|tmessage$|qqmail$|qmessage$|mphelper$)/u;

/** What WeChat writes into a chat whose other side has deleted or blocked the account. */
const GONE =
  /(?:朋友|好友)验证|被对方拒收|not your (?:friend|contact)|friend confirmation|rejected by the recipient/iu;

const MAX_ID = 256;

/**
 * Reads one message payload of a puppet. Everything about it is taken as a stranger's word: ids must be plain texts,
 * a room is a room only if it has an id, and whoever writes in private is the chat. Never throws.
 */
export function readMessage(payload: unknown, messageId: string, frame: Frame): Reading {
  if (typeof payload !== 'object' || payload === null) return 'malformed';
  const fields = payload as Record<string, unknown>;
  const sender = idOf(fields['talkerId']);
  const room = idOf(fields['roomId']);
  const kind = typeof fields['type'] === 'number' ? KINDS[fields['type']] : undefined;
  if (idOf(messageId) === null || kind === undefined) return 'malformed';
  if (kind === 'ignored' || sender === frame.self) return 'ignored';
  if (sender === null) return kind === 'system' ? 'ignored' : 'malformed';
  if (NOBODY.test(sender) || isRoom(sender)) return 'ignored';
  const start = startOf(frame, messageId, sender, room);
  if (kind === 'system') return systemNotice(start, fields, room, frame.now);
  if (kind === 'text' && typeof fields['text'] !== 'string') return 'malformed';
  // Of everything but words only the kind is kept: what a puppet puts into `text` there is its own XML.
  const text = kind === 'text' ? sanitiseText(fields['text']) : '';
  return { ...start, kind, text, at: instantOf(fields['timestamp'], frame.now) };
}

/** Somebody who is back: they have asked to be friends again, and are. */
export function returned(contactId: string, requestId: string, frame: Frame): Inbound {
  const start = startOf(frame, `friend-${requestId}`, contactId, null);
  return { ...start, messageRef: null, kind: 'returned', text: '', at: frame.now };
}

/** Words that came with a friend request, as if they had been written in the chat. */
export function hello(contactId: string, requestId: string, text: string, frame: Frame): Inbound {
  const start = startOf(frame, `hello-${requestId}`, contactId, null);
  return { ...start, messageRef: null, kind: 'text', text: sanitiseText(text), at: frame.now };
}

type Start = Omit<Inbound, 'kind' | 'text' | 'at'>;

function startOf(frame: Frame, updateId: string, sender: string, room: string | null): Start {
  return {
    address: { bot: frame.bot, chat: room ?? sender },
    updateId,
    scope: room === null ? 'private' : 'group',
    sender,
    token: null,
    messageRef: updateId,
    edited: false,
    language: frame.language,
  };
}

function systemNotice(
  start: Start,
  fields: Record<string, unknown>,
  room: string | null,
  now: Date,
): Reading {
  const text = sanitiseText(fields['text'], 500);
  if (room !== null || !GONE.test(text)) return 'ignored';
  return { ...start, kind: 'stopped', text: '', at: instantOf(fields['timestamp'], now) };
}

/** Room ids carry a mark in every protocol that there is a puppet for. */
const isRoom = (id: string): boolean => id.startsWith('@@') || id.endsWith('@chatroom');

/** An id is a plain, short text; anything else is none. */
export function idOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > MAX_ID) return null;
  return /[\s\p{C}]/u.test(value) ? null : value;
}

const SECONDS_END = 100_000_000_000;

/** Puppets give seconds or milliseconds; without either, and for what lies in the future, `now`. */
function instantOf(value: unknown, now: Date): Date {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return now;
  const at = new Date(value < SECONDS_END ? value * 1_000 : value);
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}
