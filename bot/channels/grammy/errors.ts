import { GrammyError } from 'grammy';
import type { SendError } from '../channel.js';
import type { Trouble } from '../shared/telegram/poller.js';
import { networkErrorOf, sendErrorOf, type Refusal } from '../shared/telegram/refusal.js';

/** grammY's error as the provider's refusal, or null when the provider did not answer. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof GrammyError)) return null;
  return { status: error.error_code, description: error.description, parameters: error.parameters };
}

/** Any failure of a call as one of the closed set. */
export function toSendError(error: unknown): SendError {
  const refusal = refusalOf(error);
  return refusal === null ? networkErrorOf(error) : sendErrorOf(refusal);
}

/** What a failed call means for receiving, and what the operator should do about it. */
export function toTrouble(error: unknown): Trouble {
  const { code, reason, options } = toSendError(error);
  const refusal = refusalOf(error);
  if (code === 'send.unauthorized') return { isFatal: true, retryAfterMs: null, detail: TOKEN_REFUSED };
  if (refusal?.status === 409) return { isFatal: false, retryAfterMs: null, detail: conflict(refusal) };
  return { isFatal: false, retryAfterMs: options.retryAfterMs ?? null, detail: `no connection: ${reason}` };
}

const TOKEN_REFUSED =
  'expected a token that the provider knows, it was refused; ask BotFather for the token (/token) and set it anew';

const conflict = (refusal: Refusal): string =>
  refusal.description.includes('webhook')
    ? 'expected no webhook while polling, one is set; restart this bot, or set it to webhook mode'
    : 'expected to be the only one who polls with this token, another process does; stop it or use two tokens';
