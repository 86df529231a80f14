import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramOptions,
} from '../shared/telegram/channel.js';
import { probeOver, type ProbeOptions } from '../shared/telegram/probe.js';
import { openTelegraf } from './library.js';

export { openTelegraf } from './library.js';

/** A Telegram bot account over Telegraf. */
export const createTelegrafChannel = (options: TelegramOptions): TelegramChannel =>
  createTelegramChannel(options, openTelegraf);

/** Asks the provider for the bot's user name; see {@link probeOver}. */
export const probe = (options: ProbeOptions): Promise<string> => probeOver(openTelegraf, options);
