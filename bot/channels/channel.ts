/**
 * The port between the bot and everything a person can chat on. A leaf: it imports nothing of ours, and no SDK's
 * type shows through it. `contract.ts` is the suite that every channel passes.
 */

/** A chat at a provider: which of our bots, and the provider's own chat id. Never shown, never logged. */
export interface Address {
  /** Our own name of the bot account, e.g. `clients`, `staff`, `web`. Unique in a deployment. */
  readonly bot: string;
  /** The provider's chat id as text. In a private chat it stands for the person. */
  readonly chat: string;
}

/**
 * What kind of thing arrived. `unsupported` is anything we cannot read (file, location, contact …); `stopped` and
 * `returned`: the person blocked the bot or let it back; `moved`: the group has a new id, `movedTo`.
 */
export type InboundKind =
  'text' | 'button' | 'image' | 'voice' | 'sticker' | 'unsupported' | 'stopped' | 'returned' | 'moved';

/** One thing that a person did in a chat, in our own words. */
export interface Inbound {
  readonly address: Address;
  /** Unique for this bot; a repeat of the same update carries the same id. */
  readonly updateId: string;
  readonly scope: 'private' | 'group';
  /** The provider's id of whoever wrote; equals `address.chat` in private chats. */
  readonly sender: string;
  readonly kind: InboundKind;
  /** Text, caption, or (kind `button`) the label if the channel knows it. Empty when there is none. */
  readonly text: string;
  /** Kind `button`: the opaque token of {@link Button}. */
  readonly token: string | null;
  /** The provider's id of the message that was written or edited, or that carries the tapped button. */
  readonly messageRef: string | null;
  readonly edited: boolean;
  /** The language the person's app is set to, as the provider says it (`zh-hans`, `en`), if it does. */
  readonly language: string | null;
  /** When the provider says that it happened (UTC). */
  readonly at: Date;
  /** Kind `moved`: the chat's new id. */
  readonly movedTo?: string;
}

/** A tappable choice. The token is opaque (at most 32 ASCII characters) and means nothing outside our database. */
export interface Button {
  readonly token: string;
  readonly label: string;
}

/** One provider call. Long text is split by the caller with `splitText` before it becomes an outbox row. */
export interface Outbound {
  /** Idempotency key: the outbox row's id. Channels that can hand it to the provider do. */
  readonly key: string;
  readonly address: Address;
  readonly text: string;
  /** Rows of buttons; empty for none. On a channel without buttons the text already carries numbers. */
  readonly buttons: readonly (readonly Button[])[];
  /** PNG or JPEG bytes sent with `text` as its caption. */
  readonly image?: { readonly bytes: Uint8Array; readonly mime: 'image/png' | 'image/jpeg' };
  /** Replace this earlier message instead of sending a new one; ignored where `capabilities.edit` is false. */
  readonly edit?: string;
  /** A crisis message: where a channel keeps a connection free for these, it goes over that one. */
  readonly urgent?: boolean;
}

/** The provider's answer to a send. */
export interface Sent {
  readonly messageRef: string | null;
}

/** What a channel can do; the bot asks this and never a channel's name. */
export interface Capabilities {
  readonly buttons: boolean;
  readonly edit: boolean;
  readonly typing: boolean;
  readonly groups: boolean;
  readonly images: boolean;
  /** Delivered/read marks come back. */
  readonly receipts: boolean;
  /** How long after a person's last message we may still write, and how many messages; null for no limit. */
  readonly replyWindow: { readonly ms: number; readonly messages: number } | null;
  /** The longest text of one message, in UTF-16 code units. */
  readonly maxText: number;
  /** The longest text beside an image, where that is shorter than `maxText`; a longer one follows the image. */
  readonly maxCaption?: number;
  /** A link that opens this bot with an invitation code, or null where links cannot carry one. */
  readonly inviteLink: boolean;
}

/** What a send can end in, closed: the caller decides by these and nothing else. */
export type SendErrorCode =
  /** Refused for now; try again after `retryAfterMs`. */
  | 'send.throttled'
  /** Nothing was delivered and trying again may help (connection refused, 5xx before acceptance). */
  | 'send.unavailable'
  /** We do not know whether it was delivered (time-out or cut connection after the request left). */
  | 'send.unknown'
  /** The person blocked the bot or left: stop writing to this address. */
  | 'send.contact-stopped'
  /** The chat moved; `movedTo` is its new id. */
  | 'send.moved'
  /** The provider says that this message can never be sent (bad request). */
  | 'send.rejected'
  /** The token of the bot is wrong or was revoked: stop the channel and tell the operator. */
  | 'send.unauthorized';

/** Error of a send. Carries no text of the message, no address and no token. */
export class SendError extends Error {
  constructor(
    readonly code: SendErrorCode,
    /** The provider's short reason, scrubbed of addresses and tokens. */
    readonly reason: string,
    readonly options: { readonly retryAfterMs?: number; readonly movedTo?: string } = {},
  ) {
    super(`${code}: ${reason}`);
    this.name = 'SendError';
  }

  /** True when the same message may be tried again without asking anyone. */
  get retryable(): boolean {
    return this.code === 'send.throttled' || this.code === 'send.unavailable' || this.code === 'send.moved';
  }
}

/** What a channel tells the operator about itself. */
export interface ChannelEvent {
  readonly bot: string;
  readonly type: 'online' | 'offline' | 'unauthorized' | 'scan' | 'skipped';
  /** A short reason without names, texts or tokens. For `scan`: the QR payload. */
  readonly detail: string;
}

/** Words with which somebody asks to be let in, on a channel where nobody can write before they are. */
export interface AccessRequest {
  readonly bot: string;
  /** Whose chat it will be. */
  readonly sender: string;
  readonly text: string;
}

/** What a channel needs of its host. */
export interface ChannelHost {
  /**
   * Whether somebody may be let in: the words to take from them as their first message, or null to give no sign at
   * all. A channel that has no such requests never asks; a host without an answer lets nobody in.
   */
  admits?(request: AccessRequest): Promise<string | null>;
  /**
   * Hand over what arrived. Resolves when it is stored; a channel must not confirm an update to the provider
   * (offset, webhook answer) before that. Rejects when it could not be stored: leave the update unconfirmed.
   */
  receive(batch: readonly Inbound[]): Promise<void>;
  /**
   * Lets the crisis gate hear what cannot be handed over yet, since something before it is still being stored. It must
   * come again through `receive`. Never rejects. A host without a gate has none.
   */
  hear?(batch: readonly Inbound[]): Promise<void>;
  report(event: ChannelEvent): void;
  /** Waits `ms` (the scheduler's timers; a channel has none of its own). Rejects when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  now(): Date;
}

/** One bot account on one provider. */
export interface Channel {
  readonly bot: string;
  readonly capabilities: Capabilities;
  /** Connect and begin to receive. Resolves once it is known whether the account works; rejects with SendError `send.unauthorized`. */
  start(host: ChannelHost): Promise<void>;
  /** Stop receiving, let sends under way end. Safe to call twice. */
  stop(): Promise<void>;
  /** Send one message. Rejects with {@link SendError} only. */
  send(message: Outbound): Promise<Sent>;
  /** Show "typing…" where the channel can; never rejects. */
  typing?(address: Address): Promise<void>;
  /** A link that opens a chat with this bot and hands it `code`; null where there is none. */
  inviteLink(code: string): string | null;
}
