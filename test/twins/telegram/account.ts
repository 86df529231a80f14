import { UpdateQueue } from './queue.js';
import type { Limits } from './limits.js';
import { ApiFailure, badRequest, type TgChat, type TgMessage, type TgUser } from './types.js';

/** One message in a chat, with what the provider does not tell the bot. */
export interface Entry {
  message: TgMessage;
  /** Grows with every new or edited message of this bot: what a person has not looked at yet. */
  seq: number;
  byBot: boolean;
  photo?: Uint8Array;
}

export type RoomState = 'open' | 'unopened' | 'blocked' | 'deactivated' | 'kicked';

/** A chat as the provider sees it. `log` keeps the newest messages only. */
export interface Room {
  chat: TgChat;
  state: RoomState;
  movedTo?: number;
  log: Map<number, Entry>;
  /** `seq` of the last entry that `person.next()` handed out. */
  cursor: number;
}

/** A tap on a button; filled in when the bot answers it. */
export interface Tap {
  readonly id: string;
  readonly data: string;
  answered: boolean;
  answerText: string | null;
}

export interface Webhook {
  url: string;
  secret: string | null;
  lastError: { at: number; message: string } | null;
}

/** The provider's side of one bot account. */
export class Account {
  readonly me: TgUser;
  readonly queue = new UpdateQueue();
  readonly rooms = new Map<number, Room>();
  readonly users = new Map<number, TgUser>();
  readonly taps = new Map<string, Tap>();
  readonly files = new Map<string, Uint8Array>();
  commands: unknown = [];
  webhook: Webhook | null = null;
  /** Updates that the webhook has confirmed so far. */
  delivered = 0;
  /** Ends the waiting long poll with a 409. */
  conflict: ((description: string) => void) | null = null;
  private nextMessage = 1;
  private nextSeq = 1;
  private nextCallback = 1;

  constructor(
    readonly token: string,
    username: string,
    readonly world: World,
  ) {
    this.me = { id: Number(token.split(':')[0]), is_bot: true, first_name: username, username };
  }

  /** The chat a call names, or the provider's refusal. */
  roomFor(chatId: unknown): Room {
    if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
    const room = this.rooms.get(Number(chatId));
    if (room === undefined) throw badRequest('chat not found');
    if (room.state !== 'open') throw refusal(room);
    if (room.movedTo !== undefined) {
      const parameters = { migrate_to_chat_id: room.movedTo };
      throw new ApiFailure(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
    }
    return room;
  }

  addRoom(chat: TgChat, state: RoomState = 'open'): Room {
    const room: Room = { chat, state, log: new Map(), cursor: 0 };
    this.rooms.set(chat.id, room);
    return room;
  }

  /** Writes a message into a chat and numbers it. */
  record(room: Room, from: TgUser, content: Record<string, unknown>, photo?: Uint8Array): Entry {
    const message_id = this.nextMessage++;
    const message: TgMessage = { message_id, date: this.world.seconds(), chat: room.chat, from, ...content };
    const entry: Entry = { message, seq: this.nextSeq++, byBot: from.id === this.me.id };
    if (photo !== undefined) entry.photo = photo;
    room.log.set(message_id, entry);
    if (room.log.size > this.world.keepPerChat) {
      const oldest = room.log.keys().next();
      if (!oldest.done) room.log.delete(oldest.value);
    }
    this.world.changed();
    return entry;
  }

  /** Marks a message of the bot as changed, so that the person sees it anew. */
  touch(entry: Entry): void {
    entry.seq = this.nextSeq++;
    entry.message.edit_date = this.world.seconds();
    this.world.changed();
  }

  newTap(data: string): Tap {
    const tap: Tap = { id: `${this.me.id}${this.nextCallback++}`, data, answered: false, answerText: null };
    this.taps.set(tap.id, tap);
    return tap;
  }
}

/** What all accounts share. */
export interface World {
  /** The provider's clock, Unix seconds. */
  seconds(): number;
  /** Real milliseconds of one second of the provider: below 1,000 in hurried tests. */
  readonly secondMs: number;
  readonly keepPerChat: number;
  readonly limits: Limits;
  /** Tells everybody who waits that something changed. */
  changed(): void;
  /** Begins to push the queue to the account's webhook. */
  deliver(account: Account): void;
}

function refusal(room: Room): ApiFailure {
  switch (room.state) {
    case 'unopened':
      return new ApiFailure(403, "Forbidden: bot can't initiate conversation with a user");
    case 'deactivated':
      return new ApiFailure(403, 'Forbidden: user is deactivated');
    case 'kicked':
      return new ApiFailure(403, `Forbidden: bot was kicked from the ${room.chat.type} chat`);
    default:
      return new ApiFailure(403, 'Forbidden: bot was blocked by the user');
  }
}
