import { SendError, type ChannelHost } from '../../channel.js';
import { backoffMs, Presence } from '../presence.js';
import { Intake } from './intake.js';
import { poll, type PollSource } from './poller.js';
import { isSecret } from './secret.js';

/** What a library's channel can do for the receiver. */
export interface TelegramAccount extends PollSource {
  readonly bot: string;
  /** Asks who we are and chooses polling or webhook at the provider. */
  connect(): Promise<void>;
  /** Stops the spinner of a tapped button; must not throw or reject. */
  answerTap(id: string): void;
}

/** What an HTTP server hands over of a webhook call. */
export interface WebhookCall {
  /** The header `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secretHeader: string | undefined;
  readonly body: string;
}

/** Connects an account and receives until it is stopped or its token is refused. One use. */
export class Receiver {
  readonly intake: Intake;
  private readonly presence: Presence;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly account: TelegramAccount,
    private readonly host: ChannelHost,
    private readonly polls: boolean,
  ) {
    this.intake = new Intake(account.bot, host, (id) => account.answerTap(id));
    this.presence = new Presence(account.bot, host);
  }

  /**
   * Resolves when the account has answered, or when the provider cannot be reached (told as offline, tried again in
   * the background). Rejects with `send.unauthorized` when the token is refused.
   */
  async start(): Promise<void> {
    const isConnected = await this.connect();
    this.running = this.receive(isConnected);
  }

  /** Ends the long poll at once, and what is being stored when it is stored. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * One webhook call; the status to answer it with. 200: stored, or nothing to store. 401: wrong secret. 400: not
   * JSON. 503: stopping or not stored, the provider will repeat it. Never rejects.
   */
  async take(call: WebhookCall, secret: string): Promise<{ readonly status: number }> {
    if (!isSecret(call.secretHeader, secret)) return { status: 401 };
    if (this.stopping.signal.aborted) return { status: 503 };
    const update = parseJson(call.body);
    if (update === undefined) return { status: 400 };
    try {
      await this.intake.take([update]);
      return { status: 200 };
    } catch {
      return { status: 503 };
    }
  }

  private async connect(): Promise<boolean> {
    try {
      await this.account.connect();
    } catch (error) {
      const { isFatal, detail } = this.account.explain(error);
      if (isFatal) throw this.refused(detail);
      this.presence.offline(detail);
      return false;
    }
    this.presence.online();
    return true;
  }

  /** Never rejects: whoever stops us waits for it. */
  private async receive(isConnected: boolean): Promise<void> {
    const { signal } = this.stopping;
    try {
      for (let failures = 1, isReady = isConnected; !isReady && !signal.aborted; failures += 1) {
        await this.host.sleep(backoffMs(failures), signal).catch(() => {});
        if (!signal.aborted) isReady = await this.connect();
      }
    } catch {
      // Refused and told; there is nothing left to receive.
      return;
    }
    if (!this.polls || signal.aborted) return;
    const end = await poll(this.account, this.intake, this.presence, this.host, signal);
    if (end !== 'stopped') this.refused(end.detail);
  }

  private refused(detail: string): SendError {
    this.host.report({ bot: this.account.bot, type: 'unauthorized', detail });
    return new SendError('send.unauthorized', 'token refused');
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
