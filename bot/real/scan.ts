import type { Locales } from '../../locales/index.js';
import type { ChannelEvent } from '../channels/channel.js';
import type { OperatorView } from '../http/operator.js';

/** A code to be scanned, as a terminal shows it, with what to do; in the operator's language. */
export async function scanWords(event: ChannelEvent, locales: Locales, locale: string): Promise<string> {
  const { qrForTerminal } = await import('../channels/wechaty/qr.js');
  const words = locales.render({ key: 'cli:wechat.scan' }, locale, 'UTC');
  return `${words}\n\n${qrForTerminal(event.detail)}\n${event.detail}`;
}

/** The operator's page: which channels are up, and the code that waits. `qr` is null where no channel has codes. */
export function operatorView(
  locales: Locales,
  locale: string,
  up: ReadonlyMap<string, boolean>,
  scans: ReadonlyMap<string, string>,
  qr: ((payload: string) => string) | null,
): OperatorView {
  const render = (key: string, params = {}) =>
    locales.render({ key: `cli:operator.${key}`, params }, locale, 'UTC');
  const [payload] = scans.values();
  return {
    language: locale,
    title: render('title'),
    channels: [...up].map(([bot, isUp]) => ({ line: render(isUp ? 'up' : 'down', { bot }), isUp })),
    scan:
      payload === undefined || qr === null
        ? null
        : { words: locales.render({ key: 'cli:wechat.scan' }, locale, 'UTC'), svg: qr(payload) },
  };
}
