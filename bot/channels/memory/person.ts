import type { Inbound, InboundKind } from '../channel.js';
import type { Chats, Line } from './chats.js';

/** What a person did, before the channel gives it an id and a time. */
export type Deed = Pick<
  Inbound,
  'kind' | 'text' | 'token' | 'messageRef' | 'edited' | 'scope' | 'sender' | 'language'
> & {
  readonly chat: string;
};

/**
 * A person of the memory channel in one chat. Each deed resolves when the host was asked to store it once; when the
 * host refuses, the channel keeps it and tries again.
 */
export class MemoryPerson {
  constructor(
    readonly id: string,
    readonly chat: string,
    private readonly chats: Chats,
    private readonly language: string | null,
    private readonly happen: (deed: Deed) => Promise<void>,
  ) {}

  /** The same person in a group. */
  in(group: string): MemoryPerson {
    this.chats.open(group);
    return new MemoryPerson(this.id, group, this.chats, this.language, this.happen);
  }

  say(text: string): Promise<void> {
    return this.write('text', text);
  }

  start(code?: string): Promise<void> {
    return this.say(code === undefined ? '/start' : `/start ${code}`);
  }

  sendPhoto(caption = ''): Promise<void> {
    return this.write('image', caption);
  }

  sendVoice(): Promise<void> {
    return this.write('voice', '');
  }

  sendSticker(): Promise<void> {
    return this.write('sticker', '');
  }

  sendDocument(caption = ''): Promise<void> {
    return this.write('unsupported', caption);
  }

  /** Changes the own last message. */
  edit(text: string): Promise<void> {
    const last = this.chats.linesOf(this.chat, 'person').at(-1);
    if (last === undefined) throw new Error('expected an own message to edit, found none; say() first');
    this.chats.replace('person', this.chat, last.ref, { text });
    return this.act({ kind: 'text', text, messageRef: last.ref, edited: true });
  }

  /** Taps the newest button with this label. */
  tap(label: string): Promise<void> {
    const lines = this.messages().reverse();
    for (const line of lines) {
      const button = line.buttons.flat().find((one) => one.label === label);
      if (button !== undefined) return this.tapToken(button.token, line.ref, label);
    }
    const seen = lines.flatMap((line) => line.buttons.flat().map((button) => button.label));
    throw new Error(`expected a button "${label}", saw ${JSON.stringify(seen)}`);
  }

  /** A tap as a changed app could send it: any token, on any message. */
  tapToken(token: string, messageRef: string, label = ''): Promise<void> {
    return this.act({ kind: 'button', text: label, token, messageRef });
  }

  block(): Promise<void> {
    this.chats.open(this.chat).isBlocked = true;
    return this.act({ kind: 'stopped' });
  }

  unblock(): Promise<void> {
    this.chats.open(this.chat).isBlocked = false;
    return this.act({ kind: 'returned' });
  }

  /** What the bot shows in this chat, oldest first. */
  messages(): Line[] {
    return this.chats.linesOf(this.chat, 'bot');
  }

  last(): Line | undefined {
    return this.messages().at(-1);
  }

  private write(kind: InboundKind, text: string): Promise<void> {
    const hasImage = kind === 'image';
    const messageRef = this.chats.write({ chat: this.chat, by: 'person', text, buttons: [], hasImage });
    return this.act({ kind, text, messageRef });
  }

  private act(deed: Pick<Deed, 'kind'> & Partial<Deed>): Promise<void> {
    const scope = this.chat === this.id ? 'private' : 'group';
    const blank = { text: '', token: null, messageRef: null, edited: false, language: this.language };
    return this.happen({ ...blank, scope, sender: this.id, chat: this.chat, ...deed });
  }
}
