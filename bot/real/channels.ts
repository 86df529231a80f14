import type { Config } from '../config.js';
import type { ConfiguredChannel } from './configured.js';

/** One function a kind of channel; each loads its SDK only when it is configured. */
const kinds: readonly ((config: Config) => Promise<readonly ConfiguredChannel[]>)[] = [
  async (config) =>
    config.telegram.bots.length === 0
      ? []
      : (await import('./telegram-channels.js')).telegramChannels(config),
  async (config) =>
    config.wechaty === null ? [] : (await import('./wechaty-channel.js')).wechatyChannels(config),
];

/** All channels that are configured, none started. */
export async function configuredChannels(config: Config): Promise<ConfiguredChannel[]> {
  return (await Promise.all(kinds.map((open) => open(config)))).flat();
}
