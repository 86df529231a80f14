import { SendError } from '../channels/channel.js';
import { loadTelegramLibrary } from '../real/telegram-channels.js';
import { telegramBot, type TelegramBotConfig } from '../config/telegram.js';
import { hasChannel } from '../config.js';
import type { WechatyConfig } from '../config/wechaty.js';
import type { Check, Finding } from './types.js';

const check = 'channel';

/** Whether the provider knows each bot's token. No network is a warning: the token may be right. */
export const checkChannels: Check = async ({ config, offline, isReal }) => {
  if (!hasChannel(config)) return isReal ? [{ check, status: 'warn', words: 'channel.none' }] : [];
  const wechat = wechatFindings(config.wechaty);
  const { apiRoot, bots } = config.telegram;
  if (bots.length === 0) return wechat;
  if (offline) return [{ check, status: 'info', words: 'channel.offline' }, ...wechat];
  return [...(await Promise.all(bots.map((bot) => ask(bot, apiRoot)))), ...wechat];
};

/** Whether the account is logged in only the running bot knows; what to expect of it can be said. */
function wechatFindings(wechaty: WechatyConfig | null): Finding[] {
  if (wechaty === null) return [];
  const { kind } = wechaty.puppet;
  return [{ check, status: kind === 'wechat4u' ? 'warn' : 'info', words: `wechat.${kind}` }];
}

async function ask({ bot: name, token, library }: TelegramBotConfig, apiRoot: string): Promise<Finding> {
  const key = name === telegramBot ? 'TELEGRAM_BOT_TOKEN' : 'TELEGRAM_STAFF_BOT_TOKEN';
  const { probe } = await loadTelegramLibrary(library);
  try {
    return {
      check,
      status: 'ok',
      words: 'channel.ok',
      params: { name, bot: await probe({ token, apiRoot }) },
    };
  } catch (error) {
    const isRefused = error instanceof SendError && error.code === 'send.unauthorized';
    if (isRefused) return { check, status: 'fail', words: 'channel.refused', params: { name, key } };
    return {
      check,
      status: 'warn',
      words: 'channel.unreachable',
      params: { host: new URL(apiRoot).host },
    };
  }
}
