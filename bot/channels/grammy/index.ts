import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramOptions,
} from '../shared/telegram/channel.js';
import { probeOver, type ProbeOptions } from '../shared/telegram/probe.js';
import { openGrammy } from './library.js';

export { openGrammy } from './library.js';
export type { WebhookCall } from '../shared/telegram/receiver.js';

/** Options and channel as every Telegram library has them. */
export type GrammyOptions = TelegramOptions;
export type GrammyChannel = TelegramChannel;

/** A Telegram bot account over grammY. */
export const createGrammyChannel = (options: GrammyOptions): GrammyChannel =>
  createTelegramChannel(options, openGrammy);

/** Asks the provider for the bot's user name; see {@link probeOver}. */
export const probe = (options: ProbeOptions): Promise<string> => probeOver(openGrammy, options);
