import type { TelegramChannel, TelegramMode, TelegramOptions } from '../channels/shared/telegram/index.js';
import type { Config } from '../config.js';
import type { TelegramBotConfig } from '../config/telegram.js';
import type { ConfiguredChannel } from './configured.js';

/** What both libraries' folders export; the one that is not configured is not loaded. */
interface Library {
  create(options: TelegramOptions): TelegramChannel;
  probe(options: { token: string; apiRoot: string; callMs?: number }): Promise<string>;
}

/** Loads the library that is configured for a bot. */
export async function loadTelegramLibrary(name: TelegramBotConfig['library']): Promise<Library> {
  if (name === 'telegraf') {
    const { createTelegrafChannel, probe } = await import('../channels/telegraf/index.js');
    return { create: createTelegrafChannel, probe };
  }
  const { createGrammyChannel, probe } = await import('../channels/grammy/index.js');
  return { create: createGrammyChannel, probe };
}

/** The Telegram bots of the configuration, none started. */
export async function telegramChannels({ telegram }: Config): Promise<ConfiguredChannel[]> {
  const { apiRoot, bots } = telegram;
  return Promise.all(
    bots.map(async ({ bot, token, library, audience, webhook }) => {
      const { create } = await loadTelegramLibrary(library);
      const mode: TelegramMode = webhook === null ? 'polling' : { webhook };
      const channel = create({ bot, token, apiRoot, mode });
      const hook = webhook === null ? null : channel;
      return { channel, audience, budget: 'telegram', hook };
    }),
  );
}
