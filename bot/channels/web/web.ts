import {
  type Button,
  type Capabilities,
  type Channel,
  type ChannelHost,
  type Inbound,
  type InboundKind,
  type Outbound,
  type Sent,
  SendError,
} from '../channel.js';
import { sanitiseText } from '../shared/sanitise.js';
import { UnderWay } from '../shared/under-way.js';
import type { Appended, Mail, Mailbox, MailDraft } from './mailbox.js';

/** What a practice phone can do: as much as Telegram in a private chat, less edits and typing marks. */
export const webCapabilities: Capabilities = {
  buttons: true,
  edit: false,
  typing: false,
  groups: false,
  images: true,
  receipts: false,
  replyWindow: null,
  maxText: 4000,
  inviteLink: true,
};

/** How a phone is named: its screen and a number. */
export const phonePattern = /^[a-z]{1,16}-[0-9]{1,6}$/;

/** Longest button token, as the port says. */
const MAX_TOKEN = 32;

/** What the person's app would tell of itself with each thing they do. */
export interface PersonSide {
  /** The language of the page, as BCP 47 (`zh-CN`, `en`), if known. */
  readonly language?: string | null;
}

/** What is tapped on a practice phone: the button and the line that carries it. */
export interface Tap extends Button {
  readonly mail: number | null;
}

/** What a phone can send that the bot cannot read. */
export type PhoneMedia = 'voice' | 'image' | 'sticker';

/** Options of {@link createWebChannel}. */
export interface WebChannelOptions {
  /** Our own name of the bot account, e.g. `web`. */
  readonly bot: string;
  readonly mailbox: Mailbox;
}

/**
 * The channel behind the practice phones. Besides the port it has the person's side: each of `say`, `tap` and
 * `media` stores a line, hands it to the host, resolves with the line's id when the host has it, and rejects when
 * the host could not store it (the person tries again). A phone is a chat id such as `client-1`.
 */
export interface WebChannel extends Channel {
  say(chat: string, text: string, person?: PersonSide): Promise<number>;
  tap(chat: string, tap: Tap, person?: PersonSide): Promise<number>;
  media(chat: string, kind: PhoneMedia, caption: string, person?: PersonSide): Promise<number>;
  /** The person blocks the bot, or lets it in again: the host hears it, and sends end in `send.contact-stopped`. */
  block(chat: string, blocked: boolean): Promise<void>;
  /** Calls `listener` for each new line, in order of id; answers how to end that. */
  onMail(listener: (mail: Mail) => void): () => void;
  readonly mailbox: Mailbox;
}

/** Makes the channel. `send` before `start` or after `stop` ends in `send.unavailable`. */
export function createWebChannel({ bot, mailbox }: WebChannelOptions): WebChannel {
  return new Phones(bot, mailbox);
}

class Phones implements WebChannel {
  readonly capabilities = webCapabilities;
  #host: ChannelHost | null = null;
  readonly #listeners = new Set<(mail: Mail) => void>();
  readonly #blocked = new Set<string>();
  #blocks = 0;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #underWay = new UnderWay();

  constructor(
    readonly bot: string,
    readonly mailbox: Mailbox,
  ) {}

  async start(host: ChannelHost): Promise<void> {
    this.#host = host;
    host.report({ bot: this.bot, type: 'online', detail: 'practice phones ready' });
  }

  async stop(): Promise<void> {
    this.#host?.report({ bot: this.bot, type: 'offline', detail: 'stopped' });
    this.#host = null;
    await this.#underWay.settled();
  }

  inviteLink(code: string): string {
    return `#invite=${encodeURIComponent(code)}`;
  }

  send(message: Outbound): Promise<Sent> {
    return this.#underWay.track(this.#show(message));
  }

  async #show(message: Outbound): Promise<Sent> {
    const host = this.#host;
    if (host === null) throw new SendError('send.unavailable', 'the channel is not started');
    this.#refuse(message);
    const { address, text, buttons, key } = message;
    const image = message.image === undefined ? null : dataUrl(message.image);
    const id = await this.#append({
      chat: address.chat,
      way: 'out',
      text,
      buttons,
      image,
      key,
      at: host.now(),
    });
    return { messageRef: String(id) };
  }

  async say(chat: string, text: string, person?: PersonSide): Promise<number> {
    const clean = sanitiseText(text);
    return this.#arrive(line(chat, 'in', clean), { kind: 'text', text: clean }, person);
  }

  async tap(chat: string, { token, label, mail }: Tap, person?: PersonSide): Promise<number> {
    const draft = { ...line(chat, 'tap', label), buttons: [[{ token, label }]] };
    const messageRef = mail === null ? null : String(mail);
    return this.#arrive(draft, { kind: 'button', text: label, token, messageRef }, person);
  }

  async media(chat: string, kind: PhoneMedia, caption: string, person?: PersonSide): Promise<number> {
    const text = sanitiseText(caption);
    return this.#arrive(line(chat, kind, text), { kind, text }, person);
  }

  async block(chat: string, blocked: boolean): Promise<void> {
    const host = this.#started();
    if (blocked) this.#blocked.add(chat);
    else this.#blocked.delete(chat);
    this.#blocks += 1;
    const kind = blocked ? 'stopped' : 'returned';
    const at = host.now();
    const updateId = `${kind}-${at.getTime()}-${this.#blocks}`;
    await host.receive([this.#inbound(chat, updateId, at, { kind, text: '' })]);
  }

  onMail(listener: (mail: Mail) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #started(): ChannelHost {
    if (this.#host === null)
      throw new Error('expected a started web channel, got a stopped one; call start first');
    return this.#host;
  }

  #refuse({ address, text, buttons, image }: Outbound): void {
    if (address.bot !== this.bot) throw new SendError('send.rejected', 'the address is of another bot');
    if (!phonePattern.test(address.chat)) throw new SendError('send.rejected', 'there is no such phone');
    if (text.trim() === '' && image === undefined) throw new SendError('send.rejected', 'the text is empty');
    if (this.#blocked.has(address.chat))
      throw new SendError('send.contact-stopped', 'the phone blocked the bot');
    if (text.length > webCapabilities.maxText) throw new SendError('send.rejected', 'the text is too long');
    const tokens = buttons.flat().map((button) => button.token);
    if (tokens.some((token) => token.length > MAX_TOKEN))
      throw new SendError('send.rejected', 'a token is too long');
  }

  /** Storing comes first, so that an answer can never stand above the words that it answers. */
  async #arrive(draft: Omit<MailDraft, 'at'>, what: What, person?: PersonSide): Promise<number> {
    const host = this.#started();
    const at = host.now();
    const id = await this.#append({ ...draft, at });
    await host.receive([this.#inbound(draft.chat, String(id), at, what, person?.language ?? null)]);
    return id;
  }

  #inbound(chat: string, updateId: string, at: Date, what: What, language: string | null = null): Inbound {
    return {
      address: { bot: this.bot, chat },
      updateId,
      scope: 'private',
      sender: chat,
      token: null,
      messageRef: updateId,
      edited: false,
      language,
      at,
      ...what,
    };
  }

  /** One line at a time, so that listeners hear them in order of id however the mailbox stores them. */
  #append(draft: MailDraft): Promise<number> {
    const turn = this.#tail.then(() => this.#store(draft));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #store(draft: MailDraft): Promise<number> {
    const appended = await this.mailbox.append(draft).catch((): Appended => {
      throw new SendError('send.unavailable', 'the mailbox could not store the line');
    });
    const { key: _key, ...rest } = draft;
    const mail: Mail = { ...rest, id: appended.id };
    if (appended.fresh) for (const listener of this.#listeners) listener(mail);
    return appended.id;
  }
}

type What = { readonly kind: InboundKind; readonly text: string } & Partial<
  Pick<Inbound, 'token' | 'messageRef'>
>;

function line(chat: string, way: MailDraft['way'], text: string): Omit<MailDraft, 'at'> {
  return { chat, way, text, buttons: [], image: null, key: null };
}

function dataUrl({ bytes, mime }: NonNullable<Outbound['image']>): string {
  return `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
}
