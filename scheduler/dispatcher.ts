import { SendError, type Outbound, type Sent } from '../bot/channels/channel.js';
import type { Lane } from '../flows/core-effects.js';
import { reclaimAll } from '../prisma/repositories/dispatch-outbox.js';
import { Account } from './dispatch/account.js';
import { SendLoop } from './dispatch/loop.js';
import { crisisSource, sharedSource } from './dispatch/sources.js';
import type { DispatcherDeps } from './dispatch/types.js';
import { traceOf } from './trace-of.js';
import { settleUnknown } from './unknown.js';

export type { DispatcherDeps, Trouble } from './dispatch/types.js';

/**
 * Sends what is in the outbox: each channel by itself, so that a dead one delays nobody else; crisis messages by
 * loops of their own.
 */
export interface Dispatcher {
  /** Sends until nothing can go out now, and nothing is in flight. Returns how many provider calls were made. */
  run(): Promise<number>;
  /** There may be something to send: does it in the background, and never rejects. */
  kick(): void;
  /** Settles what is in doubt, without waiting for what is being sent; what is written again goes out by a kick. */
  settleDoubt(): Promise<void>;
  /** Whether what waits in this lane only waits for what the provider allows. */
  isPaced(bot: string, lane: Lane): boolean;
  /** Sends a crisis card past the outbox; counts against the budgets. Rejects with SendError only. */
  express(message: Outbound): Promise<Sent>;
  /** Takes nothing more, lets what is in flight end, and records it. */
  stop(): Promise<void>;
}

/** @see Dispatcher */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const accounts = new Accounts(deps);
  let isRecovered = false;
  let recovering: Promise<void> | null = null;
  let beginning: Promise<unknown> | null = null;
  const settle = () => settleUnknown(deps.db, deps.clock.now(), deps.repeatMark);
  /** Whatever was under way when this process began was under way in one that has ended: nothing is sent before it is settled. */
  const recover = async () => {
    try {
      if (deps.shared !== true) await reclaimAll(deps.db);
      await settle();
      isRecovered = true;
    } finally {
      recovering = null;
    }
  };
  const settleDoubt = async () => {
    if (isRecovered) await settle();
    else await (recovering ??= recover());
  };
  const run = async () => {
    const before = accounts.calls();
    do {
      await settleDoubt();
      await accounts.drain();
    } while (accounts.takeUnknown());
    return accounts.calls() - before;
  };
  return {
    run,
    kick() {
      // The first time everything is looked at, what an earlier process left behind as well.
      if (isRecovered || accounts.isStopped) return void accounts.kick();
      beginning ??= run()
        .catch((error: unknown) => deps.log.error(traceOf(error), 'sending failed'))
        .finally(() => (beginning = null));
    },
    settleDoubt,
    isPaced: (bot, lane) => accounts.of(bot)?.account.isPaced(lane) ?? false,
    express: (message) =>
      accounts.of(message.address.bot)?.account.express(message) ??
      Promise.reject(new SendError('send.unavailable', 'no such bot')),
    async stop() {
      await accounts.stop();
      await beginning;
    },
  };
}

interface Running {
  readonly account: Account;
  readonly loops: readonly SendLoop[];
}

/** The accounts that are up; one that comes up later joins. */
class Accounts {
  private readonly byBot = new Map<string, Running>();
  /** What comes up after the end is not begun. */
  isStopped = false;

  constructor(private readonly deps: DispatcherDeps) {}

  of(bot: string): Running | null {
    const channel = this.deps.channels.get(bot);
    if (channel === undefined) return null;
    const known = this.byBot.get(bot);
    if (known?.account.channel === channel) return known;
    const account = new Account(bot, channel, this.deps);
    const shared = new SendLoop(account, sharedSource(account, this.deps), this.deps);
    const crisis = new SendLoop(
      account,
      crisisSource(account, this.deps, () => shared.kick()),
      this.deps,
    );
    const running = { account, loops: [crisis, shared] };
    this.byBot.set(bot, running);
    return running;
  }

  kick(): SendLoop[] {
    if (this.isStopped) return [];
    const loops = [...this.deps.channels.keys()].flatMap((bot) => this.of(bot)?.loops ?? []);
    for (const loop of loops) loop.kick();
    return loops;
  }

  async drain(): Promise<void> {
    await Promise.all(this.kick().map((loop) => loop.idle()));
  }

  /** Whether anything ended in `unknown` since the last time. */
  takeUnknown(): boolean {
    const loops = this.all().filter((loop) => loop.hasUnknown);
    for (const loop of loops) loop.hasUnknown = false;
    return loops.length > 0;
  }

  calls(): number {
    return this.all().reduce((sum, loop) => sum + loop.calls, 0);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.all().map((loop) => loop.stop()));
  }

  private all(): SendLoop[] {
    return [...this.byBot.values()].flatMap(({ loops }) => loops);
  }
}
