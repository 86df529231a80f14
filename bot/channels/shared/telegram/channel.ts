import {
  SendError,
  type Address,
  type Channel,
  type ChannelHost,
  type Outbound,
  type Sent,
} from '../../channel.js';
import { UnderWay } from '../under-way.js';
import { chatNumber, deliver } from './calls.js';
import { TELEGRAM_CAPABILITIES, telegramInviteLink } from './capabilities.js';
import { UPDATE_KINDS } from './inbound.js';
import type { IntakeCounters } from './intake.js';
import type { OpenLibrary, TelegramLibrary } from './library.js';
import type { Trouble } from './poller.js';
import { Receiver, type TelegramAccount, type WebhookCall } from './receiver.js';
import { isSecret } from './secret.js';
import { toTrouble } from './trouble.js';

/** Where to receive: our own long poll, or a webhook that an HTTP server hands to `handleWebhook`. */
export type TelegramMode =
  'polling' | { readonly webhook: { readonly url: string; readonly secret: string } };

/** What a Telegram channel is made with, whichever library drives it. */
export interface TelegramOptions {
  /** Our own name of the account, as in {@link Address}. */
  readonly bot: string;
  readonly token: string;
  /** A Bot API server other than the public one; without a slash at the end. */
  readonly apiRoot?: string;
  /** Default `polling`. */
  readonly mode?: TelegramMode;
  /** Parallel calls; default 32. */
  readonly connections?: number;
  /** After how long without a word a call's outcome counts as unknown, in ms; default 30,000. */
  readonly callMs?: number;
  /** How long the provider may hold a poll when there is nothing, in s; default 30, at most 50. */
  readonly pollSeconds?: number;
}

/** A {@link Channel} to a Telegram bot account. */
export interface TelegramChannel extends Channel {
  readonly counters: IntakeCounters;
  /** Whether this header is our webhook's secret: asked before anything of a body is read. */
  knowsSecret(header: string | undefined): boolean;
  /** One webhook call; answer it with `status` (see {@link Receiver.take}). Never rejects. */
  handleWebhook(call: WebhookCall): Promise<{ readonly status: number }>;
}

const PUBLIC_ROOT = 'https://api.telegram.org';
/** How much longer than the provider's own hold a poll may take before it counts as dead, in s. */
const POLL_GRACE_S = 15;

/**
 * A Telegram bot account over a library. Text goes out as it is, without formatting and without link previews. One
 * use: after `stop()` make a new one. A webhook stays set at the provider when we stop: it keeps the updates and
 * repeats them, exactly as after a kill; whoever polls next takes it away.
 */
export function createTelegramChannel(options: TelegramOptions, open: OpenLibrary): TelegramChannel {
  const { token, apiRoot = PUBLIC_ROOT, connections = 32, callMs = 30_000, pollSeconds = 30 } = options;
  const pollMs = (pollSeconds + POLL_GRACE_S) * 1_000;
  const library = open({ token, apiRoot, connections, callMs, pollMs });
  return new OverLibrary(options, library, pollSeconds);
}

class OverLibrary implements TelegramChannel, TelegramAccount {
  readonly bot: string;
  readonly capabilities = TELEGRAM_CAPABILITIES;
  private readonly mode: TelegramMode;
  private readonly underWay = new UnderWay();
  private receiver: Receiver | null = null;
  private username: string | null = null;
  private stopped: Promise<void> | null = null;

  constructor(
    options: TelegramOptions,
    private readonly library: TelegramLibrary,
    private readonly pollSeconds: number,
  ) {
    this.bot = options.bot;
    this.mode = options.mode ?? 'polling';
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
    return this.underWay.track(deliver(this.library, this.bot, message));
  }

  async typing(address: Address): Promise<void> {
    if (this.stopped !== null) return;
    const act = async (): Promise<unknown> =>
      this.library.call('sendChatAction', { chat_id: chatNumber(address, this.bot), action: 'typing' });
    await this.underWay.track(act()).catch(() => {});
  }

  inviteLink(code: string): string | null {
    return telegramInviteLink(this.username, code);
  }

  knowsSecret(header: string | undefined): boolean {
    return this.mode !== 'polling' && isSecret(header, this.mode.webhook.secret);
  }

  async handleWebhook(call: WebhookCall): Promise<{ readonly status: number }> {
    if (this.mode === 'polling') return { status: 404 };
    if (this.receiver === null) return { status: this.knowsSecret(call.secretHeader) ? 503 : 401 };
    return this.underWay.track(this.receiver.take(call, this.mode.webhook.secret));
  }

  async connect(): Promise<void> {
    const me = (await this.library.call('getMe', {})) as { username?: unknown } | null;
    this.username = typeof me?.username === 'string' ? me.username : null;
    if (this.mode === 'polling') {
      // A webhook that was set before would refuse every poll. What waits there is kept.
      await this.library.call('deleteWebhook', {});
      return;
    }
    const { url, secret } = this.mode.webhook;
    await this.library.call('setWebhook', { url, secret_token: secret, allowed_updates: UPDATE_KINDS });
  }

  async fetch(offset: number, signal: AbortSignal): Promise<readonly unknown[]> {
    const payload = { offset, limit: 100, timeout: this.pollSeconds, allowed_updates: UPDATE_KINDS };
    const updates = await this.library.call('getUpdates', payload, { signal });
    if (Array.isArray(updates)) return updates;
    throw new SendError('send.unavailable', 'updates are not a list');
  }

  explain(error: unknown): Trouble {
    return toTrouble(this.library, error);
  }

  answerTap(id: string): void {
    if (this.stopped !== null) return;
    void this.underWay
      .track(this.library.call('answerCallbackQuery', { callback_query_id: id }))
      .catch(() => {});
  }

  private async close(): Promise<void> {
    await this.receiver?.stop();
    await this.underWay.settled();
    await this.library.close();
  }
}
