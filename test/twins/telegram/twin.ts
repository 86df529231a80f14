import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Account, World } from './account.js';
import { TwinBot } from './bot.js';
import { answerControl } from './control.js';
import { Faults } from './faults.js';
import { answerApi, type ApiHost } from './http.js';
import { Limits } from './limits.js';
import { METHODS } from './methods/index.js';
import type { Person } from './person.js';
import { WebhookPusher } from './webhook.js';

export interface TwinOptions {
  /** Accounts to begin with; the first one is {@link TelegramTwin.bot}. */
  readonly bots?: readonly { readonly token: string; readonly username: string }[];
  /** The provider's clock in ms since the epoch; by default the machine's. Dates of messages and limits use it. */
  readonly now?: () => number;
  /** Real milliseconds of one second of the provider (long-poll time-outs, webhook retries, windows); default 1,000. */
  readonly secondMs?: number;
  /** How many messages a chat keeps; default 1,000. */
  readonly keepPerChat?: number;
}

/** The token of the account that a twin has when none is given. */
export const DEFAULT_TOKEN = '7000001:twin-token-AAAA';

/**
 * A loopback Bot API server that behaves as the provider documents, and the people who write to its bots. It binds
 * 127.0.0.1 on a free port. `parse_mode`, media other than photos, and inline mode are not simulated.
 *
 * @example
 * const twin = await startTwin();
 * const li = twin.person(42, { language: 'zh-hans' });
 * li.start('CODE');
 * const greeting = await li.next();
 */
export class TelegramTwin implements ApiHost {
  readonly accounts = new Map<string, Account>();
  readonly bots: TwinBot[] = [];
  readonly faults: Faults;
  readonly limits: Limits;
  /** Calls by lower-case method name. */
  readonly calls = new Map<string, number>();
  private readonly world: World;
  private readonly pusher: WebhookPusher;
  private readonly watchers = new Set<() => void>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  constructor(options: TwinOptions = {}) {
    const now = options.now ?? (() => Date.now());
    const secondMs = options.secondMs ?? 1_000;
    this.limits = new Limits(now, secondMs);
    this.faults = new Faults(() => this.changed());
    this.pusher = new WebhookPusher((account, method, params) => {
      const run = METHODS.get(method.toLowerCase());
      try {
        void run?.(account, params, { files: new Map(), onClose: () => {} });
      } catch {
        // The answer to a call made in a webhook's reply is lost.
      }
    });
    this.world = {
      seconds: () => Math.floor(now() / 1_000),
      secondMs,
      keepPerChat: options.keepPerChat ?? 1_000,
      limits: this.limits,
      changed: () => this.changed(),
      deliver: (account) => this.pusher.deliver(account),
    };
    const bots = options.bots ?? [{ token: DEFAULT_TOKEN, username: 'twin_bot' }];
    for (const { token, username } of bots) this.addBot(token, username);
  }

  /** The first account. */
  get bot(): TwinBot {
    const [first] = this.bots;
    if (first === undefined) throw new Error('expected at least one bot in TwinOptions.bots, got none');
    return first;
  }

  /** A person of the first account; see {@link TwinBot.person}. */
  person(id: number, options: { readonly language?: string; readonly name?: string } = {}): Person {
    return this.bot.person(id, options);
  }

  /** What a library takes as `apiRoot`. */
  get apiRoot(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  addBot(token: string, username: string): TwinBot {
    const bot = new TwinBot(token, username, this.world, (probe, what) => this.waitFor(probe, what));
    this.accounts.set(token, bot.account);
    this.bots.push(bot);
    return bot;
  }

  /** Makes a token unknown, as revoking it does. */
  revoke(token: string): void {
    this.accounts.delete(token);
  }

  /** Begins to listen; after {@link goDown} on the same port as before. */
  async listen(): Promise<void> {
    const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
      if (req.url?.startsWith('/_control/') === true) answerControl(this, req, res);
      else answerApi(this, req, res);
    });
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Stops listening and cuts every connection; people and updates stay. */
  async goDown(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async stop(): Promise<void> {
    this.faults.clear();
    this.pusher.stop();
    await this.goDown();
  }

  counted(method: string): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    this.changed();
  }

  /**
   * Resolves with what `probe` gives as soon as it is neither null, undefined nor false; asked again after every
   * change at the provider. Rejects after `deadlineMs` with `what` was awaited.
   */
  waitFor<T>(probe: () => T | null | undefined | false, what = 'a change', deadlineMs = 10_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const value = probe();
        if (value === null || value === undefined || value === false) return;
        end(() => resolve(value));
      };
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        finish();
      };
      const late = new Error(`expected ${what} within ${deadlineMs} ms, it did not come`);
      const timer = setTimeout(() => end(() => reject(late)), deadlineMs);
      this.watchers.add(look);
      look();
    });
  }

  private changed(): void {
    for (const look of this.watchers) look();
  }
}

/** Starts a {@link TelegramTwin}. */
export async function startTwin(options: TwinOptions = {}): Promise<TelegramTwin> {
  const twin = new TelegramTwin(options);
  await twin.listen();
  return twin;
}
