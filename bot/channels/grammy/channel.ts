import { Api } from 'grammy';
import {
  SendError,
  type Address,
  type Channel,
  type ChannelHost,
  type Outbound,
  type Sent,
} from '../channel.js';
import { TELEGRAM_CAPABILITIES, telegramInviteLink } from '../shared/telegram/capabilities.js';
import { UPDATE_KINDS } from '../shared/telegram/inbound.js';
import type { IntakeCounters } from '../shared/telegram/intake.js';
import { Receiver, type TelegramAccount, type WebhookCall } from '../shared/telegram/receiver.js';
import { UnderWay } from '../shared/under-way.js';
import { chatNumber, deliver } from './calls.js';
import { toTrouble } from './errors.js';
import { openTransport, type Transport } from './fetch.js';

/** Where to receive: our own long poll, or a webhook that somebody else's HTTP server hands to `handleWebhook`. */
export type GrammyMode = 'polling' | { readonly webhook: { readonly url: string; readonly secret: string } };

export interface GrammyOptions {
  /** Our own name of the account, as in {@link Address}. */
  readonly bot: string;
  readonly token: string;
  /** A Bot API server other than the public one; without a slash at the end. */
  readonly apiRoot?: string;
  /** Default `polling`. */
  readonly mode?: GrammyMode;
  /** In place of ours over undici. */
  readonly fetch?: typeof globalThis.fetch;
  /** Parallel calls; default 32. */
  readonly connections?: number;
  /** After how long without an answer a call's outcome counts as unknown, in ms; default 30,000. */
  readonly callMs?: number;
  /** How long the provider may hold a poll when there is nothing, in s; default 30, at most 50. */
  readonly pollSeconds?: number;
}

/** A {@link Channel} over grammY's `Api`. */
export interface GrammyChannel extends Channel {
  readonly counters: IntakeCounters;
  /** One webhook call; answer it with `status` (see {@link Receiver.take}). Never rejects. */
  handleWebhook(call: WebhookCall): Promise<{ readonly status: number }>;
}

const PUBLIC_ROOT = 'https://api.telegram.org';
/** How much longer than the provider's own hold a poll may take before it counts as dead, in s. */
const POLL_GRACE_S = 15;

/**
 * A Telegram bot account. Text goes out as it is, without formatting and without link previews; an image's text is
 * its caption, which the provider limits to 1,024. One use: after `stop()` make a new one.
 */
export function createGrammyChannel(options: GrammyOptions): GrammyChannel {
  return new Grammy(options);
}

type GrammyFetch = NonNullable<NonNullable<ConstructorParameters<typeof Api>[1]>['fetch']>;
type GrammySignal = NonNullable<Parameters<Api['getUpdates']>[1]>;

class Grammy implements GrammyChannel, TelegramAccount {
  readonly bot: string;
  readonly capabilities = TELEGRAM_CAPABILITIES;
  readonly explain = toTrouble;
  private readonly api: Api;
  private readonly urgentApi: Api;
  private readonly transport: Transport;
  private readonly mode: GrammyMode;
  private readonly pollSeconds: number;
  private readonly underWay = new UnderWay();
  private receiver: Receiver | null = null;
  private username: string | null = null;
  private stopped: Promise<void> | null = null;

  constructor(options: GrammyOptions) {
    this.bot = options.bot;
    this.mode = options.mode ?? 'polling';
    this.pollSeconds = options.pollSeconds ?? 30;
    const apiRoot = options.apiRoot ?? PUBLIC_ROOT;
    this.transport = openTransport({
      origin: new URL(apiRoot).origin,
      connections: options.connections ?? 32,
      callMs: options.callMs ?? 30_000,
      pollMs: (this.pollSeconds + POLL_GRACE_S) * 1_000,
    });
    const apiOver = (fetch: typeof globalThis.fetch) =>
      new Api(options.token, { apiRoot, fetch: (options.fetch ?? fetch) as unknown as GrammyFetch });
    this.api = apiOver(this.transport.fetch);
    this.urgentApi = apiOver(this.transport.urgentFetch);
  }

  get counters(): IntakeCounters {
    return this.receiver?.intake.counters ?? { received: 0, ignored: 0, skipped: 0 };
  }

  async start(host: ChannelHost): Promise<void> {
    this.receiver = new Receiver(this, host, this.mode === 'polling');
    await this.receiver.start();
  }

  stop(): Promise<void> {
    this.stopped ??= this.close();
    return this.stopped;
  }

  send(message: Outbound): Promise<Sent> {
    if (this.stopped !== null) return Promise.reject(new SendError('send.unavailable', 'channel stopped'));
    const api = message.urgent === true ? this.urgentApi : this.api;
    return this.underWay.track(deliver(api, this.bot, message));
  }

  async typing(address: Address): Promise<void> {
    if (this.stopped !== null) return;
    const act = async (): Promise<unknown> =>
      this.api.sendChatAction(chatNumber(address, this.bot), 'typing');
    await this.underWay.track(act()).catch(() => {});
  }

  inviteLink(code: string): string | null {
    return telegramInviteLink(this.username, code);
  }

  async handleWebhook(call: WebhookCall): Promise<{ readonly status: number }> {
    if (this.mode === 'polling') return { status: 404 };
    if (this.receiver === null) return { status: 503 };
    return this.underWay.track(this.receiver.take(call, this.mode.webhook.secret));
  }

  async connect(): Promise<void> {
    this.username = (await this.api.getMe()).username;
    if (this.mode === 'polling') {
      // A webhook that was set before would refuse every poll.
      await this.api.deleteWebhook();
      return;
    }
    const { url, secret } = this.mode.webhook;
    await this.api.setWebhook(url, { secret_token: secret, allowed_updates: UPDATE_KINDS });
  }

  async fetch(offset: number, signal: AbortSignal): Promise<readonly unknown[]> {
    const other = { offset, limit: 100, timeout: this.pollSeconds, allowed_updates: UPDATE_KINDS };
    const updates: unknown = await this.api.getUpdates(other, signal as unknown as GrammySignal);
    if (Array.isArray(updates)) return updates;
    throw new SendError('send.unavailable', 'updates are not a list');
  }

  answerTap(id: string): void {
    if (this.stopped === null) void this.underWay.track(this.api.answerCallbackQuery(id)).catch(() => {});
  }

  private async close(): Promise<void> {
    await this.receiver?.stop();
    await this.underWay.settled();
    await this.transport.close();
  }
}
