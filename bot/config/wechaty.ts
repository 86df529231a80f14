import { z } from 'zod';
import type { Audience } from '../audience.js';
import type { Capabilities } from '../channels/channel.js';
import { puppetNames, type PuppetChoice } from '../channels/wechaty/options.js';
import type { KeySpec, ValuesOf } from './keys.js';

const seconds = z.coerce.number().min(0).max(600);
const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\]):\d+$/u;

/** Settings of the WeChat channel. The names are Wechaty's own where it has one. */
export const wechatyKeys = {
  WECHATY_PUPPET: {
    shape: z.enum(puppetNames).optional(),
    about:
      'WeChat: wechaty-puppet-service (a hosted service, WeCom too) or wechaty-puppet-wechat4u (free, with hard limits; see the operator guide).',
    fix: `expected ${puppetNames.join(' or ')}, or nothing`,
    example: '',
  },
  WECHATY_PUPPET_SERVICE_TOKEN: {
    shape: z
      .string()
      .regex(/^[\w.-]{8,200}$/u)
      .optional(),
    about: 'Token of the puppet service, as its provider shows it.',
    fix: 'expected the token of the puppet service; copy it again',
    example: '',
    isSecret: true,
  },
  WECHATY_PUPPET_SERVICE_ENDPOINT: {
    shape: z
      .string()
      .regex(/^[\w.[\]:-]+:\d{1,5}$/u)
      .optional(),
    about: 'Host and port of the puppet service; empty: it is looked up by the token.',
    fix: 'expected host:port such as puppet.example.org:8788, or nothing',
    example: '',
  },
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: {
    shape: z.enum(['true', 'false']).default('false'),
    about: 'true: without TLS, for a gateway on this machine only.',
    fix: 'expected true or false',
    example: 'false',
  },
  WECHATY_REPLY_HOURS: {
    shape: z.coerce.number().min(1).max(720).optional(),
    about:
      'How long after somebody wrote WeChat lets the account write to them (WeCom service: 48); empty: always.',
    fix: 'expected hours from 1 to 720, or nothing',
    example: '',
  },
  WECHATY_REPLY_MESSAGES: {
    shape: z.coerce.number().int().min(1).max(1_000).default(5),
    about: 'How many messages it lets through in that time.',
    fix: 'expected a number from 1 to 1000',
    example: '5',
  },
  WECHATY_GAP_SECONDS: {
    shape: seconds.default(2.5),
    about: 'Least pause between two messages of the account. Faster accounts have been locked.',
    fix: 'expected seconds from 0 to 600',
    example: '2.5',
  },
  WECHATY_JITTER_SECONDS: {
    shape: seconds.default(2),
    about: 'Up to so much longer, at random.',
    fix: 'expected seconds from 0 to 600',
    example: '2',
  },
} as const satisfies Record<string, KeySpec>;

/** Our name of the WeChat account: part of every contact's address, so it never changes. */
export const wechatBot = 'wechat';

/** Everything about the WeChat account; null: it is not used. */
export interface WechatyConfig {
  readonly puppet: PuppetChoice;
  readonly audience: Audience;
  readonly replyWindow: Capabilities['replyWindow'];
  readonly pace: { readonly gapMs: number; readonly jitterMs: number };
}

type Values = ValuesOf<typeof wechatyKeys> & { readonly TELEGRAM_STAFF_BOT_TOKEN?: string | undefined };

/** The WeChat account out of the settings; what is wrong with them together goes to `problems`. */
export function wechatyConfig(values: Values, problems: string[]): WechatyConfig | null {
  const puppet = puppetOf(values, problems);
  if (puppet === null) return null;
  const hours = values.WECHATY_REPLY_HOURS;
  return {
    puppet,
    // Where the staff have a bot of their own, WeChat is for those whom they look after.
    audience: values.TELEGRAM_STAFF_BOT_TOKEN === undefined ? 'everyone' : 'clients',
    replyWindow:
      hours === undefined ? null : { ms: hours * 3_600_000, messages: values.WECHATY_REPLY_MESSAGES },
    pace: { gapMs: values.WECHATY_GAP_SECONDS * 1_000, jitterMs: values.WECHATY_JITTER_SECONDS * 1_000 },
  };
}

function puppetOf(values: Values, problems: string[]): WechatyConfig['puppet'] | null {
  const {
    WECHATY_PUPPET: name,
    WECHATY_PUPPET_SERVICE_TOKEN: token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint = null,
  } = values;
  if (name === 'wechaty-puppet-wechat4u') return { kind: 'wechat4u' };
  if (name === undefined) {
    if (token !== undefined)
      problems.push('WECHATY_PUPPET: expected wechaty-puppet-service because a token is set, got nothing');
    return null;
  }
  if (token === undefined) {
    problems.push(
      'WECHATY_PUPPET_SERVICE_TOKEN: expected a token because WECHATY_PUPPET is wechaty-puppet-service; get one from a puppet service',
    );
    return null;
  }
  const plain = values.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT === 'true';
  if (plain && (endpoint === null || !loopback.test(endpoint)))
    problems.push(
      'WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: expected an endpoint on this machine (127.0.0.1:port); without TLS anybody on the way reads along',
    );
  return { kind: 'service', token, endpoint, plain };
}
