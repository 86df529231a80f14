import type { SendError } from '../../channel.js';
import type { TelegramLibrary } from './library.js';
import type { Trouble } from './poller.js';
import { networkErrorOf, sendErrorOf, type Refusal } from './refusal.js';

type Reader = Pick<TelegramLibrary, 'refusalOf'>;

/** Any failure of a call as one of the closed set. */
export function toSendError(library: Reader, error: unknown): SendError {
  const refusal = library.refusalOf(error);
  return refusal === null ? networkErrorOf(error) : sendErrorOf(refusal);
}

/** What a failed call means for receiving, and what the operator should do about it. */
export function toTrouble(library: Reader, error: unknown): Trouble {
  const { code, reason, options } = toSendError(library, error);
  const refusal = library.refusalOf(error);
  if (code === 'send.unauthorized') return { isFatal: true, retryAfterMs: null, detail: TOKEN_REFUSED };
  if (refusal?.status === 409) return { isFatal: false, retryAfterMs: null, detail: conflict(refusal) };
  const retryAfterMs = options.retryAfterMs ?? null;
  if (refusal?.status === 400 && /webhook/i.test(refusal.description))
    return { isFatal: false, retryAfterMs, detail: WEBHOOK_REFUSED };
  return { isFatal: false, retryAfterMs, detail: `no connection: ${reason}` };
}

const TOKEN_REFUSED =
  'expected a token that the provider knows, it was refused; ask BotFather for the token (/token) and set it anew';

const WEBHOOK_REFUSED =
  'expected a webhook address that the provider can use, it was refused; TELEGRAM_WEBHOOK_URL needs https, a good certificate and port 443, 80, 88 or 8443';

const conflict = (refusal: Refusal): string =>
  refusal.description.includes('webhook')
    ? 'expected no webhook while polling, one is set; restart this bot, or set it to webhook mode'
    : 'expected to be the only one who polls with this token, another process does; stop it or use two tokens';
