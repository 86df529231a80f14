import type { Account } from '../account.js';
import { ApiFailure, badRequest, type Params, type TgUpdate } from '../types.js';
import { integer, structured, truthy, type Method } from './call.js';

const OTHER_POLL =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const HOOKED =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

function rememberAllowed(account: Account, params: Params): void {
  const kinds = structured(params.allowed_updates);
  if (!Array.isArray(kinds)) return;
  account.queue.allowed = kinds.length === 0 ? null : new Set(kinds.map(String));
}

/** Long poll: answers at once when there is something, else when something comes or `timeout` seconds are over. */
export const getUpdates: Method = (account, params, call) => {
  if (account.webhook !== null) throw new ApiFailure(409, HOOKED);
  account.conflict?.(OTHER_POLL);
  rememberAllowed(account, params);
  account.queue.confirm(integer(params.offset, 0, -1_000, Number.MAX_SAFE_INTEGER));
  const limit = integer(params.limit, 100, 1, 100);
  const seconds = integer(params.timeout, 0, 0, 50);
  if (account.queue.size > 0 || seconds === 0) return account.queue.peek(limit);
  return new Promise<TgUpdate[]>((resolve, reject) => {
    let isOpen = true;
    const end = (finish: () => void): void => {
      if (!isOpen) return;
      isOpen = false;
      clearTimeout(timer);
      account.conflict = null;
      account.queue.wake = () => {};
      finish();
    };
    const answer = (): void => end(() => resolve(account.queue.peek(limit)));
    const timer = setTimeout(answer, seconds * account.world.secondMs);
    // A moment later, so that updates which come together go together.
    account.queue.wake = () => void setImmediate(answer);
    account.conflict = (description) => end(() => reject(new ApiFailure(409, description)));
    call.onClose(() => end(() => resolve([])));
    account.world.changed();
  });
};

export const setWebhook: Method = (account, params) => {
  const url = String(params.url ?? '');
  if (url === '') return deleteWebhook(account, params, NO_CALL);
  const secret = params.secret_token === undefined ? null : String(params.secret_token);
  if (secret !== null && !/^[\w-]{1,256}$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  // The real one wants https; on loopback there is no certificate to be had.
  if (!/^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  rememberAllowed(account, params);
  if (truthy(params.drop_pending_updates)) account.queue.clear();
  account.conflict?.('Conflict: terminated by setWebhook request');
  account.webhook = { url, secret, lastError: null };
  account.world.deliver(account);
  return true;
};

const NO_CALL = { files: new Map<string, Uint8Array>(), onClose: () => {} };

export const deleteWebhook: Method = (account, params) => {
  if (truthy(params.drop_pending_updates)) account.queue.clear();
  account.webhook = null;
  account.world.changed();
  return true;
};

export const getWebhookInfo: Method = (account) => {
  const hook = account.webhook;
  const info: Record<string, unknown> = {
    url: hook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: account.queue.size,
  };
  if (account.queue.allowed !== null) info.allowed_updates = [...account.queue.allowed];
  if (hook?.lastError) {
    info.last_error_date = hook.lastError.at;
    info.last_error_message = hook.lastError.message;
  }
  return info;
};
