import { SendError } from '../channels/channel.js';
import type { Check } from './types.js';

const check = 'channel';

/** Whether the provider knows the token. No network is a warning: the token may be right. */
export const checkChannels: Check = async ({ config, offline, isReal }) => {
  const { telegramToken: token, telegramApiRoot: apiRoot } = config;
  if (token === null) return isReal ? [{ check, status: 'warn', words: 'channel.none' }] : [];
  if (offline) return [{ check, status: 'info', words: 'channel.offline' }];
  const { probe } = await import('../channels/grammy/index.js');
  try {
    return [{ check, status: 'ok', words: 'channel.ok', params: { bot: await probe({ token, apiRoot }) } }];
  } catch (error) {
    const isRefused = error instanceof SendError && error.code === 'send.unauthorized';
    if (isRefused) return [{ check, status: 'fail', words: 'channel.refused' }];
    return [{ check, status: 'warn', words: 'channel.unreachable', params: { host: new URL(apiRoot).host } }];
  }
};
