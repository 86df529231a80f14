import type { Locales } from '../../locales/index.js';
import type { ChannelEvent } from '../channels/channel.js';

/** A code to be scanned, as a terminal shows it, with what to do; in the operator's language. */
export async function scanWords(event: ChannelEvent, locales: Locales, locale: string): Promise<string> {
  const { qrForTerminal } = await import('../channels/wechaty/qr.js');
  const words = locales.render({ key: 'cli:wechat.scan' }, locale, 'UTC');
  return `${words}\n\n${qrForTerminal(event.detail)}\n${event.detail}`;
}
