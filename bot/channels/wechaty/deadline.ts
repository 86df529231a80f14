import { SendError } from '../channel.js';

/** `work`, or `send.unknown` when there is no answer within `ms`: puppets have no time-out of their own. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(ms);
  return new Promise<T>((resolve, reject) => {
    const expire = (): void => reject(new SendError('send.unknown', 'no answer in time'));
    late.addEventListener('abort', expire, { once: true });
    work
      .then(resolve, reject)
      .finally(() => late.removeEventListener('abort', expire))
      .catch(() => {});
  });
}
