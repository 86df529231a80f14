import { request } from 'node:http';
import type { Account, Webhook } from './account.js';
import type { TgUpdate } from './types.js';

/** Runs a call that the webhook put into its answer; its result is lost, as with the provider. */
export type ReplyRunner = (account: Account, method: string, params: Record<string, unknown>) => void;

/**
 * Pushes updates to a bot's webhook one at a time and in order. An answer other than 2xx, or none, leaves the update
 * in the queue: it is repeated after 1 s, 2 s, 4 s … 60 s of the provider's time.
 */
export class WebhookPusher {
  private readonly busy = new Set<Account>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(private readonly runReply: ReplyRunner) {}

  deliver(account: Account): void {
    account.queue.wake = () => this.deliver(account);
    if (this.isStopped || this.busy.has(account) || account.webhook === null) return;
    this.busy.add(account);
    void this.drain(account).finally(() => this.busy.delete(account));
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private async drain(account: Account): Promise<void> {
    let failures = 0;
    for (;;) {
      const hook = account.webhook;
      const [update] = account.queue.peek(1);
      if (this.isStopped || hook === null || update === undefined) return;
      const answer = await push(hook, update);
      if (answer.status >= 200 && answer.status < 300) {
        failures = 0;
        if (account.webhook === hook) account.queue.shift();
        account.delivered += 1;
        this.runEmbedded(account, answer.body);
        account.world.changed();
        continue;
      }
      hook.lastError = { at: account.world.seconds(), message: answer.reason };
      account.world.changed();
      await this.pause(Math.min(60, 2 ** failures) * account.world.secondMs);
      failures += 1;
    }
  }

  private runEmbedded(account: Account, body: string): void {
    if (!body.startsWith('{')) return;
    try {
      const { method, ...params } = JSON.parse(body) as Record<string, unknown>;
      if (typeof method === 'string') this.runReply(account, method, params);
    } catch {
      // Not a call: the provider ignores such an answer too.
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.add(timer);
    });
  }
}

interface HookAnswer {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
}

function push(hook: Webhook, update: TgUpdate): Promise<HookAnswer> {
  return new Promise((resolve) => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (hook.secret !== null) headers['X-Telegram-Bot-Api-Secret-Token'] = hook.secret;
    const failed = (): void => resolve({ status: 0, reason: 'Connection refused', body: '' });
    const call = request(hook.url, { method: 'POST', headers, timeout: 60_000 }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      res.on('error', failed).on('end', () => {
        const status = res.statusCode ?? 0;
        resolve({
          status,
          body,
          reason: `Wrong response from the webhook: ${status} ${res.statusMessage ?? ''}`,
        });
      });
    });
    call.on('error', failed).end(JSON.stringify(update));
  });
}
