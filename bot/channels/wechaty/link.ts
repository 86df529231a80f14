import type { ChannelHost } from '../channel.js';
import { SendError } from '../channel.js';
import { backoffMs, Presence } from '../shared/presence.js';
import { isUnauthorized, reasonOf } from './errors.js';
import { openSession, type Session, type SessionEvents } from './session.js';
import type { PuppetChoice } from './options.js';

/** What the channel does with what comes over the link. */
export type LinkEvents = Pick<SessionEvents, 'message' | 'friendship'>;

/** How long to wait at start for a login that needs nobody, in ms. */
const LOGIN_MS = 3_000;

const LOGGED_OUT = 'logged out: scan the code with the account phone; nothing is received until then';
const TOKEN_REFUSED =
  'expected a token that the puppet service knows, it was refused; copy WECHATY_PUPPET_SERVICE_TOKEN again or renew it';

/** Keeps one account connected: tells the operator when it goes and comes, and makes a new connection each time. One use. */
export class Link {
  private readonly presence: Presence;
  private readonly stopping = new AbortController();
  private session: Session | null = null;
  /** Our own mark: while a puppet tells of a log-out it still calls itself logged in. */
  private isLoggedIn = false;
  private running: Promise<void> = Promise.resolve();
  private lastScan = '';
  private wake: () => void = () => {};
  private settle: () => void = () => {};

  constructor(
    private readonly bot: string,
    private readonly choice: PuppetChoice,
    private readonly host: ChannelHost,
    private readonly events: LinkEvents,
  ) {
    this.presence = new Presence(bot, host);
  }

  /** The connection, if the account is logged in. */
  get live(): Session | null {
    return this.isLoggedIn ? this.session : null;
  }

  /**
   * Resolves when the account is logged in, waits for somebody to scan, or cannot be reached (tried again in the
   * background). Rejects with `send.unauthorized` when the token is refused.
   */
  async start(): Promise<void> {
    const settled = new Promise<void>((resolve) => (this.settle = resolve));
    const isConnected = await this.connect();
    if (isConnected && this.live === null)
      await Promise.race([settled, this.host.sleep(LOGIN_MS, this.stopping.signal).catch(() => {})]);
    this.running = this.keep(isConnected);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.session?.close();
    this.session = null;
  }

  /** False when there is no connection for now. Throws when there will never be one. */
  private async connect(): Promise<boolean> {
    try {
      this.session = await openSession(this.choice, {
        ...this.events,
        login: () => {
          this.isLoggedIn = true;
          this.lastScan = '';
          this.presence.online();
          this.settle();
        },
        logout: () => {
          this.isLoggedIn = false;
          this.presence.offline(LOGGED_OUT);
        },
        scan: (payload) => this.scanned(payload),
        broken: (error) => {
          this.isLoggedIn = false;
          this.presence.offline(`connection lost: ${reasonOf(error)}`);
          this.wake();
        },
      });
      return true;
    } catch (error) {
      if (isUnauthorized(error)) throw this.refused();
      this.presence.offline(`no connection: ${reasonOf(error)}`);
      return false;
    }
  }

  private scanned(payload: string): void {
    this.presence.offline(LOGGED_OUT);
    this.settle();
    if (payload === this.lastScan) return;
    this.lastScan = payload;
    this.host.report({ bot: this.bot, type: 'scan', detail: payload });
  }

  /** Never rejects: whoever stops us waits for it. */
  private async keep(isConnected: boolean): Promise<void> {
    const { signal } = this.stopping;
    try {
      for (let isUp = isConnected; !signal.aborted; isUp = await this.again()) {
        if (isUp) await this.broken();
      }
    } catch {
      // Refused and told; there is nothing left to keep.
    }
  }

  private broken(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private async again(): Promise<boolean> {
    const { signal } = this.stopping;
    await this.session?.close();
    this.session = null;
    for (let failures = 1; !signal.aborted; failures += 1) {
      await this.host.sleep(backoffMs(failures), signal).catch(() => {});
      if (!signal.aborted && (await this.connect())) return true;
    }
    return false;
  }

  private refused(): SendError {
    this.host.report({ bot: this.bot, type: 'unauthorized', detail: TOKEN_REFUSED });
    return new SendError('send.unauthorized', 'token refused');
  }
}
