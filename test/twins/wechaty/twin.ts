import { createServer } from 'node:net';
import { log } from 'wechaty-puppet';
import { PuppetServer } from 'wechaty-puppet-service';
import type { PuppetChoice } from '../../../bot/channels/wechaty/index.js';
import { TwinAccount } from './account.js';
import { WechatPerson } from './person.js';
import { TwinPuppet } from './puppet.js';

const TOKEN = 'insecure_3f1c2a9e-guihang';

/** Options of {@link startWechatTwin}. */
export interface TwinOptions {
  readonly now?: () => number;
  /** False: somebody has to scan a code first. */
  readonly isTrusted?: boolean;
}

/**
 * A puppet service of our own: Wechaty's real gRPC server on loopback, and behind it the mock puppet with an account
 * of ours. It may be killed and started again on the same port; what happens to the account meanwhile is kept.
 */
export async function startWechatTwin(options: TwinOptions = {}): Promise<WechatTwin> {
  log.level('silent');
  const account = new TwinAccount(options.now ?? Date.now);
  account.isTrusted = options.isTrusted ?? true;
  const twin = new WechatTwin(account, await freePort());
  await twin.revive();
  return twin;
}

export class WechatTwin {
  readonly choice: Extract<PuppetChoice, { kind: 'service' }>;
  private readonly people = new Map<string, WechatPerson>();
  private running: { readonly server: PuppetServer; readonly puppet: TwinPuppet } | null = null;

  constructor(
    readonly account: TwinAccount,
    port: number,
  ) {
    this.choice = { kind: 'service', token: TOKEN, endpoint: `127.0.0.1:${port}`, plain: true };
  }

  person(id: string): WechatPerson {
    const known = this.people.get(id) ?? new WechatPerson(id, this.account);
    this.people.set(id, known);
    return known;
  }

  /** The service's puppet while it runs. */
  get puppet(): TwinPuppet {
    if (this.running === null) throw new Error('expected a running service, got none; call revive()');
    return this.running.puppet;
  }

  /** The service goes away without a word. */
  async kill(): Promise<void> {
    const { running } = this;
    this.running = null;
    if (running === null) return;
    this.account.heardBy(null);
    await running.server.stop();
    await running.puppet.stop();
  }

  async revive(): Promise<void> {
    const puppet = new TwinPuppet(this.account);
    const { endpoint } = this.choice;
    const server = new PuppetServer({
      endpoint: endpoint ?? '',
      puppet,
      token: TOKEN,
      tls: { disable: true },
    });
    await server.start();
    this.running = { server, puppet };
  }

  /** The next send ends so. */
  failNext(message: string): void {
    this.account.script.push(() => Promise.reject(new Error(message)));
  }

  /** Holds the next send back. */
  holdNext(): { readonly isHeld: Promise<void>; release(): void } {
    let held = (): void => {};
    let release = (): void => {};
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    const isFree = new Promise<void>((resolve) => (release = resolve));
    this.account.script.push(() => {
      held();
      return isFree;
    });
    return { isHeld, release: () => release() };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
