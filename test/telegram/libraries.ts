import { createGrammyChannel } from '../../bot/channels/grammy/index.js';
import type { TelegramChannel, TelegramOptions } from '../../bot/channels/shared/telegram/index.js';
import { createTelegrafChannel } from '../../bot/channels/telegraf/index.js';

/** Every library behind the Telegram channel; each test of the channel runs over all of them. */
export const libraries: readonly {
  readonly name: 'grammy' | 'telegraf';
  readonly create: (options: TelegramOptions) => TelegramChannel;
}[] = [
  { name: 'grammy', create: createGrammyChannel },
  { name: 'telegraf', create: createTelegrafChannel },
];
