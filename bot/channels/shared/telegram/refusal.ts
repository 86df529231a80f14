import { SendError } from '../../channel.js';
import { fieldsOf, idOf, type Fields } from './fields.js';

/** An answer of the Bot API with `ok: false`. `status` is its `error_code`. */
export interface Refusal {
  readonly status: number;
  readonly description: string;
  readonly parameters: unknown;
}

/**
 * Reasons that may be shown and logged. The provider's own words are never passed on: some quote the text that was
 * sent or an address ("can't parse entities: … at byte offset", "user 123 …").
 */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/blocked by the user/i, 'blocked'],
  [/user is deactivated/i, 'account deleted'],
  [/kicked|not a member/i, 'removed from the group'],
  [/can't initiate conversation/i, 'never started the bot'],
  [/chat not found/i, 'chat not found'],
  [/upgraded to a supergroup/i, 'group moved'],
  [/is too long|ENTITIES_TOO_LONG/i, 'text too long'],
  [/text is empty/i, 'text empty'],
  [/BUTTON_DATA_INVALID|inline keyboard/i, 'button invalid'],
  [/message to edit not found|can't be edited|no text in the message/i, 'message cannot be edited'],
  [/not modified/i, 'message unchanged'],
  [/IMAGE_PROCESS_FAILED|PHOTO_|file/i, 'image refused'],
  [/rights|CHAT_WRITE_FORBIDDEN/i, 'no right to write there'],
  [/encoded in UTF-8/i, 'text not UTF-8'],
];

const MAX_RETRY_AFTER_S = 24 * 3_600;

/** What a refusal of the Bot API means for the caller of `send`. */
export function sendErrorOf(refusal: Refusal): SendError {
  const { status } = refusal;
  const reason = `${status} ${REASONS.find(([pattern]) => pattern.test(refusal.description))?.[1] ?? 'refused'}`;
  const parameters = fieldsOf(refusal.parameters);
  const movedTo = idOf(parameters?.migrate_to_chat_id);
  if (movedTo !== null) return new SendError('send.moved', reason, { movedTo });
  if (status === 429)
    return new SendError('send.throttled', '429 too many', { retryAfterMs: retryAfterMs(parameters) });
  if (status === 401 || status === 404) return new SendError('send.unauthorized', `${status} token unknown`);
  if (status === 403) return new SendError('send.contact-stopped', reason);
  // A gateway that gave up waiting: the provider behind it may well have accepted.
  if (status === 504) return brokenAnswer(status);
  if (status >= 500) return new SendError('send.unavailable', `${status} provider error`);
  return new SendError('send.rejected', reason);
}

/** True for the refusal that repeats an edit which took effect before. */
export const isUnchanged = (refusal: Refusal): boolean =>
  refusal.status === 400 && /message is not modified/i.test(refusal.description);

/** Without a number, or with an absurd one, one second. */
function retryAfterMs(parameters: Fields | null): number {
  const seconds = Number(parameters?.retry_after);
  return seconds > 0 && seconds <= MAX_RETRY_AFTER_S ? seconds * 1_000 : 1_000;
}

/** Failures before a byte of the request left: name look-up, connection, TLS; or we closed the pool ourselves. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CONNECT_TIMEOUT|UND_ERR_CLOSED|UND_ERR_DESTROYED|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

const MAX_CAUSES = 5;

/**
 * What a failure below the Bot API means: `send.unavailable` when the request surely did not leave, else
 * `send.unknown`. Looks through `cause` and `error` for a system or undici code.
 */
export function networkErrorOf(error: unknown): SendError {
  let at = error as { code?: unknown; cause?: unknown; error?: unknown } | null | undefined;
  for (let depth = 0; depth < MAX_CAUSES && typeof at === 'object' && at !== null; depth += 1) {
    if (at instanceof SendError) return at;
    if (typeof at.code === 'string') {
      const code = NOT_SENT.test(at.code) ? 'send.unavailable' : 'send.unknown';
      return new SendError(code, at.code.slice(0, 40));
    }
    at = (at.error ?? at.cause) as typeof at;
  }
  return new SendError('send.unknown', 'network failure');
}

/** What an answer that is not JSON means: a gateway's page, or the provider's answer cut short. */
export function brokenAnswer(status: number): SendError {
  // A 504 gave up waiting for a provider that may well have accepted.
  const isRefused = status >= 500 && status !== 504;
  return new SendError(
    isRefused ? 'send.unavailable' : 'send.unknown',
    `${status} without a readable answer`,
  );
}
