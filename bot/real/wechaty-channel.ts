import { createWechatyChannel } from '../channels/wechaty/index.js';
import type { Config } from '../config.js';
import { wechatBot } from '../config/wechaty.js';
import { secureRandom } from '../random.js';
import type { ConfiguredChannel } from './configured.js';

/** The WeChat account of the configuration, not started. */
export function wechatyChannels({ wechaty }: Config): ConfiguredChannel[] {
  if (wechaty === null) return [];
  const { puppet, audience, replyWindow, pace } = wechaty;
  const channel = createWechatyChannel({
    bot: wechatBot,
    puppet,
    replyWindow,
    pace,
    random: secureRandom.chance,
  });
  return [{ channel, audience, budget: 'wechat', hook: null }];
}
