import type { Audience } from '../audience.js';
import type { Channel } from '../channels/channel.js';
import type { Webhook } from '../http/server.js';

/** A channel of the deployment with what the rest of the bot must know about it. */
export interface ConfiguredChannel {
  readonly channel: Channel;
  /** Whom it is there for. */
  readonly audience: Audience;
  /** Under which name `scheduler/budget.ts` keeps what it may send. */
  readonly budget: 'telegram' | 'wechat';
  /** Takes the provider's calls, where the provider calls us; null where we ask. */
  readonly hook: Webhook | null;
}
