import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Audience } from '../audience.js';
import type { KeySpec, ValuesOf } from './keys.js';

const token = z.string().regex(/^\d{5,}:[\w-]{30,}$/u);
const library = z.enum(['grammy', 'telegraf']);
const tokenFix = 'expected digits, a colon and the secret as @BotFather shows it; copy it again';
const libraryFix = 'expected grammy or telegraf';

/** Settings of the Telegram channel. */
export const telegramKeys = {
  TELEGRAM_BOT_TOKEN: {
    shape: token.optional(),
    about: 'Token of the Telegram bot, from @BotFather. With it the real bot runs; without it, practice.',
    fix: tokenFix,
    example: '',
    isSecret: true,
  },
  TELEGRAM_LIBRARY: {
    shape: library.default('grammy'),
    about: 'The library behind it: grammy (faster) or telegraf.',
    fix: libraryFix,
    example: 'grammy',
  },
  TELEGRAM_STAFF_BOT_TOKEN: {
    shape: token.optional(),
    about: 'Token of a second bot for the staff; with it the first one is for clients and families only.',
    fix: tokenFix,
    example: '',
    isSecret: true,
  },
  TELEGRAM_STAFF_LIBRARY: {
    shape: library.default('grammy'),
    about: 'The library behind the bot for the staff.',
    fix: libraryFix,
    example: 'grammy',
  },
  TELEGRAM_WEBHOOK_URL: {
    shape: z
      .url()
      .refine((url) => url.startsWith('https://') || /^http:\/\/127\.0\.0\.1[:/]/u.test(url))
      .optional(),
    about:
      'Public https address that your reverse proxy hands to GUIHANG_HTTP_PORT; empty: the bot asks Telegram itself.',
    fix: 'expected an address such as https://bot.example.org, or nothing',
    example: '',
  },
  TELEGRAM_WEBHOOK_SECRET: {
    shape: z
      .string()
      .regex(/^[\w-]{16,256}$/u)
      .optional(),
    about: 'What the secrets of the webhooks are made from; empty: from the token of each bot.',
    fix: 'expected 16 to 256 letters, digits, _ or -; or nothing',
    example: '',
    isSecret: true,
  },
  TELEGRAM_API_ROOT: {
    shape: z.url().default('https://api.telegram.org'),
    about: 'Address of the Bot API server; change it only for a Bot API server of your own.',
    fix: 'expected an address such as https://api.telegram.org',
    example: 'https://api.telegram.org',
  },
} as const satisfies Record<string, KeySpec>;

/** Our names of the Telegram bots: part of every contact's address, so they never change. */
export const telegramBot = 'telegram';
export const telegramStaffBot = 'telegram-staff';

/** One Telegram bot of the deployment. */
export interface TelegramBotConfig {
  readonly bot: typeof telegramBot | typeof telegramStaffBot;
  readonly token: string;
  readonly library: 'grammy' | 'telegraf';
  readonly audience: Audience;
  /** Where the provider calls us; null: we ask it. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
}

/** Everything about Telegram. No bots: Telegram is not used. */
export interface TelegramConfig {
  readonly apiRoot: string;
  readonly bots: readonly TelegramBotConfig[];
}

type Values = ValuesOf<typeof telegramKeys> & { readonly GUIHANG_HTTP_PORT: number | undefined };

/** The Telegram bots out of the settings; what is wrong with them together goes to `problems`. */
export function telegramConfig(values: Values, problems: string[]): TelegramConfig {
  const { TELEGRAM_BOT_TOKEN: main, TELEGRAM_STAFF_BOT_TOKEN: staff, TELEGRAM_WEBHOOK_URL: base } = values;
  if (main !== undefined && main === staff)
    problems.push(
      'TELEGRAM_STAFF_BOT_TOKEN: expected the token of another bot; ask @BotFather for a second one',
    );
  if (base !== undefined && values.GUIHANG_HTTP_PORT === undefined)
    problems.push('GUIHANG_HTTP_PORT: expected a port because TELEGRAM_WEBHOOK_URL is set, e.g. 8080');
  const hookOf = (bot: string, own: string) =>
    base === undefined
      ? null
      : { url: `${base.replace(/\/+$/u, '')}${hookPath(bot)}`, secret: secretOf(values, bot, own) };
  const bots: TelegramBotConfig[] = [];
  if (main !== undefined) {
    const audience = staff === undefined ? 'everyone' : 'clients';
    const webhook = hookOf(telegramBot, main);
    bots.push({ bot: telegramBot, token: main, library: values.TELEGRAM_LIBRARY, audience, webhook });
  }
  if (staff !== undefined) {
    const webhook = hookOf(telegramStaffBot, staff);
    const own = { token: staff, library: values.TELEGRAM_STAFF_LIBRARY };
    bots.push({ bot: telegramStaffBot, ...own, audience: 'staff', webhook });
  }
  return { apiRoot: values.TELEGRAM_API_ROOT.replace(/\/+$/u, ''), bots };
}

/** The path at which the provider reaches this bot. */
export const hookPath = (bot: string): string => `/hooks/${bot}`;

/** Each bot has a secret of its own: knowing one does not open the other. */
function secretOf(values: Values, bot: string, own: string): string {
  const given = values.TELEGRAM_WEBHOOK_SECRET;
  return createHmac('sha256', given ?? own)
    .update(`webhook ${bot}`)
    .digest('hex');
}
