import type { Capabilities } from '../channel.js';
import type { PaceRules } from './pace.js';

/** Which puppet stands between us and WeChat. */
export type PuppetChoice =
  /** A puppet service over gRPC (hosted, or a gateway of one's own); WeCom services too. */
  | {
      readonly kind: 'service';
      readonly token: string;
      /** `host:port`; without it the token is looked up at the service's own directory. */
      readonly endpoint: string | null;
      /** Only for a gateway on this machine: without TLS. */
      readonly plain: boolean;
    }
  /** WeChat's web protocol on this machine, free of charge: see its limits in the operator guide. */
  | { readonly kind: 'wechat4u' };

/** Options of {@link createWechatyChannel}. */
export interface WechatyOptions {
  /** Our own name of the account, as in `Address`. */
  readonly bot: string;
  readonly puppet: PuppetChoice;
  /** How long after a person's last message the account may write, and how often; null for no limit. */
  readonly replyWindow?: Capabilities['replyWindow'];
  readonly pace?: PaceRules;
  /** Numbers from 0 to 1 for the jitter. */
  readonly random: () => number;
  /** What people here speak: WeChat does not tell. Null: the host decides. */
  readonly language?: string | null;
  /** After how long without an answer a call's outcome counts as unknown, in ms; default 30,000. */
  readonly callMs?: number;
}

/** Names of puppets as `WECHATY_PUPPET` has them. */
export const puppetNames = ['wechaty-puppet-service', 'wechaty-puppet-wechat4u'] as const;
export type PuppetName = (typeof puppetNames)[number];
