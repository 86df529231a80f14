import { traceOf } from '../scheduler/trace-of.js';
import type { BotParts } from './bot.js';
import { SendError, type Channel, type ChannelHost } from './channels/channel.js';

/** Starts all channels at once; `up` gets those that came up. One that fails is reported and keeps no other from starting. */
export async function startAll(parts: BotParts, host: ChannelHost, up: Map<string, Channel>): Promise<void> {
  await Promise.all(parts.channels.map((channel) => startOne(parts, host, up, channel)));
}

async function startOne(
  parts: BotParts,
  host: ChannelHost,
  up: Map<string, Channel>,
  channel: Channel,
): Promise<void> {
  try {
    await channel.start(host);
    up.set(channel.bot, channel);
  } catch (error) {
    parts.turn.log.error(
      { bot: channel.bot, ...traceOf(error) },
      'a channel did not start; the others go on',
    );
    const detail = error instanceof SendError ? error.message : traceOf(error).error;
    parts.onChannelEvent?.({ bot: channel.bot, type: 'offline', detail });
  }
}
