import { SendError, type SendErrorCode } from '../channel.js';

/** gRPC status codes that say something by themselves; the others mean that the puppet threw. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** How long to leave an account alone that WeChat says is too fast, in ms. */
const REST_MS = 60_000;

/**
 * What puppets say when they refuse, in the words that are known; the first that fits. The words themselves are never
 * passed on: some quote the text or an id.
 */
const REFUSALS: readonly (readonly [RegExp, SendErrorCode, string])[] = [
  [/not logged ?in|logged ?out|logout|no login|not login|请先登录/iu, 'send.unavailable', 'not logged in'],
  [
    /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|No connection established|NO CLIENT|no grpc/iu,
    'send.unavailable',
    'no connection',
  ],
  [/frequen|too (?:fast|often|many)|rate ?limit|频繁|1205/iu, 'send.throttled', 'too fast'],
  [
    /not (?:an? |your )?friend|拒收|(?:朋友|好友)验证|not exist|not ?found|no payload|no such|deleted|-24\b/iu,
    'send.contact-stopped',
    'no such contact',
  ],
  [/too (?:long|large|big)|sensitive|illegal|违规|unsupported/iu, 'send.rejected', 'refused'],
];

/** The status code of a failed gRPC call, or null when it is none. */
export function statusOf(error: unknown): number | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'number' && code >= 1 && code <= 16 ? code : null;
}

/** Whether the service refused the token: no other try will help. */
export function isUnauthorized(error: unknown): boolean {
  const status = statusOf(error);
  return status === UNAUTHENTICATED || status === PERMISSION_DENIED;
}

/** Any failure of a puppet's call as one of the closed set; text, ids and token stay behind. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (isUnauthorized(error)) return new SendError('send.unauthorized', 'token refused');
  const said = wordsOf(error);
  const known = REFUSALS.find(([pattern]) => pattern.test(said));
  if (known !== undefined) {
    const [, code, reason] = known;
    return new SendError(code, reason, code === 'send.throttled' ? { retryAfterMs: REST_MS } : {});
  }
  return byStatus(statusOf(error));
}

/** A connection that broke under a call leaves it open whether the call had effect. */
function byStatus(status: number | null): SendError {
  switch (status) {
    case RESOURCE_EXHAUSTED:
      return new SendError('send.throttled', 'service busy', { retryAfterMs: REST_MS });
    case UNAVAILABLE:
    case CANCELLED:
      return new SendError('send.unknown', 'connection lost');
    case DEADLINE_EXCEEDED:
      return new SendError('send.unknown', 'no answer in time');
    default:
      return new SendError('send.unknown', 'puppet failed');
  }
}

function wordsOf(error: unknown): string {
  const { message, details } = (error ?? {}) as { message?: unknown; details?: unknown };
  return [message, details]
    .filter((one) => typeof one === 'string')
    .join(' ')
    .slice(0, 2_000);
}

/** A short reason for the operator: never the error's own words. */
export function reasonOf(error: unknown): string {
  const { reason } = toSendError(error);
  const status = statusOf(error);
  return status === null ? reason : `${reason} (gRPC ${status})`;
}
