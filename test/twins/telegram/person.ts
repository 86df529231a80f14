import type { Account, Entry, Room, RoomState, Tap } from './account.js';
import type { TgMessage, TgUser } from './types.js';

/** What a person sees of one message. */
export interface Shown {
  readonly id: number;
  readonly by: 'bot' | 'person';
  /** Text or caption. */
  readonly text: string;
  readonly buttons: readonly (readonly string[])[];
  readonly photo: Uint8Array | null;
  readonly isEdited: boolean;
  readonly isProtected: boolean;
}

/** Bytes of the smallest PNG, for photos that a person sends. */
const PIXEL = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A person with the provider's app, in one chat with one bot: what they do becomes updates, what the bot sends can
 * be looked at. Nothing here waits but {@link Person.next}.
 */
export class Person {
  constructor(
    private readonly account: Account,
    readonly user: TgUser,
    private readonly room: Room,
    private readonly waitFor: <T>(probe: () => T | null | undefined | false, what: string) => Promise<T>,
  ) {}

  get chatId(): number {
    return this.room.chat.id;
  }

  /** The same person in a group. */
  in(group: { readonly room: Room }): Person {
    return new Person(this.account, this.user, group.room, this.waitFor);
  }

  /** Writes; the first words open a private chat, as pressing "Start" does. Returns the message id. */
  say(text: string): number {
    return this.send({ text });
  }

  /** Opens the bot through a link with `code`, or without. */
  start(code?: string): number {
    return this.say(code === undefined ? '/start' : `/start ${code}`);
  }

  sendPhoto(caption?: string): number {
    const file = this.newFile();
    const photo = [{ file_id: file, file_unique_id: file, width: 1, height: 1, file_size: PIXEL.length }];
    return this.send(caption === undefined ? { photo } : { photo, caption });
  }

  sendVoice(): number {
    const file = this.newFile();
    return this.send({ voice: { file_id: file, file_unique_id: file, duration: 3 } });
  }

  sendSticker(): number {
    const file = this.newFile();
    const sticker = { file_id: file, file_unique_id: file, type: 'regular', width: 512, height: 512 };
    return this.send({ sticker: { ...sticker, is_animated: false, is_video: false } });
  }

  sendDocument(caption?: string): number {
    const file = this.newFile();
    const document = { file_id: file, file_unique_id: file, file_name: 'a.bin' };
    return this.send(caption === undefined ? { document } : { document, caption });
  }

  /** Any other content, by the provider's field names (`{ location: {...} }`, `{ new_chat_title: '…' }`). */
  send(content: Record<string, unknown>): number {
    if (this.room.state === 'unopened') this.room.state = 'open';
    const { message } = this.account.record(this.room, this.user, content);
    this.account.queue.push('message', structuredClone(message));
    return message.message_id;
  }

  /** Changes an own text, by default the last one. */
  edit(text: string, messageId?: number): void {
    const entry = [...this.room.log.values()].findLast(
      (one) =>
        one.message.from?.id === this.user.id &&
        (messageId ?? one.message.message_id) === one.message.message_id,
    );
    if (entry === undefined)
      throw new Error(`expected an own message in chat ${this.chatId}, found none; say() first`);
    entry.message.text = text;
    this.account.touch(entry);
    this.account.queue.push('edited_message', structuredClone(entry.message));
  }

  /** Taps the newest button with this label. */
  tap(label: string): Tap {
    const entries = [...this.room.log.values()].filter((entry) => entry.byBot).reverse();
    for (const { message } of entries) {
      const button = message.reply_markup?.inline_keyboard.flat().find((one) => one.text === label);
      if (button !== undefined) return this.tapData(button.callback_data ?? '', message.message_id);
    }
    const seen = entries.flatMap(({ message }) => labels(message).flat());
    throw new Error(`expected a button "${label}" in chat ${this.chatId}, saw ${JSON.stringify(seen)}`);
  }

  /** A tap as a changed app could send it: any data, on any message. */
  tapData(data: string, messageId: number): Tap {
    const tap = this.account.newTap(data);
    const entry = this.room.log.get(messageId);
    const message = entry
      ? structuredClone(entry.message)
      : { chat: this.room.chat, message_id: messageId, date: 0 };
    this.account.queue.push('callback_query', {
      id: tap.id,
      from: this.user,
      message,
      chat_instance: '1',
      data,
    });
    return tap;
  }

  block(): void {
    this.setState('blocked', 'member', 'kicked');
  }

  unblock(): void {
    this.setState('open', 'kicked', 'member');
  }

  /** Deletes the account at the provider: no update, every send is refused. */
  deactivate(): void {
    this.room.state = 'deactivated';
  }

  /** What the bot shows in this chat, oldest first. */
  messages(): Shown[] {
    return this.chat().filter((shown) => shown.by === 'bot');
  }

  /** Everything in this chat, oldest first. */
  chat(): Shown[] {
    return [...this.room.log.values()].map(show);
  }

  last(): Shown | undefined {
    return this.messages().at(-1);
  }

  /** The next new or edited message of the bot that nobody was handed yet; with `match`, skips to the first that matches. */
  next(match: string | RegExp = ''): Promise<Shown> {
    const fits = (text: string): boolean =>
      typeof match === 'string' ? text.includes(match) : match.test(text);
    return this.waitFor(
      () => {
        const fresh = [...this.room.log.values()]
          .filter((entry) => entry.byBot && entry.seq > this.room.cursor)
          .sort((a, b) => a.seq - b.seq);
        const found = fresh.find((entry) => fits(show(entry).text));
        if (found === undefined) return undefined;
        this.room.cursor = found.seq;
        return show(found);
      },
      `a message of the bot in chat ${this.chatId} matching ${String(match)}`,
    );
  }

  private newFile(): string {
    const id = `upload-${this.account.files.size + 1}`;
    this.account.files.set(id, PIXEL);
    return id;
  }

  private setState(state: RoomState, before: string, after: string): void {
    this.room.state = state;
    const user = this.account.me;
    this.account.queue.push('my_chat_member', {
      chat: this.room.chat,
      from: this.user,
      date: this.account.world.seconds(),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after },
    });
    this.account.world.changed();
  }
}

const labels = (message: TgMessage): string[][] =>
  message.reply_markup?.inline_keyboard.map((row) => row.map((button) => button.text)) ?? [];

function show(entry: Entry): Shown {
  const { message } = entry;
  return {
    id: message.message_id,
    by: entry.byBot ? 'bot' : 'person',
    text: message.text ?? message.caption ?? '',
    buttons: labels(message),
    photo: entry.photo ?? null,
    isEdited: message.edit_date !== undefined,
    isProtected: message.has_protected_content === true,
  };
}
