import type { ChannelHost } from '../../channel.js';

/** Storing may take so long before we listen for what has come behind it, and again after each time. */
const slowMs = 250;

/** What listening needs. */
export interface Listening {
  readonly host: Pick<ChannelHost, 'sleep'>;
  /** Fetches what is not confirmed once more, with whatever is new behind it. */
  fetchAgain(): Promise<readonly unknown[]>;
  /** Lets the host hear it; null where the host hears nothing. */
  readonly hear: ((updates: readonly unknown[]) => Promise<void>) | null;
  readonly signal: AbortSignal;
}

/**
 * Waits until a batch is stored; true when it is, false when it was refused. While a locked database keeps it waiting, a
 * cry for help behind it must not wait with it: nothing is confirmed, but the host hears what has come.
 */
export async function storedWhileListening(
  storing: Promise<void>,
  { host, fetchAgain, hear, signal }: Listening,
): Promise<boolean> {
  const over = new AbortController();
  const stored = storing
    .then(
      () => true,
      () => false,
    )
    .finally(() => over.abort());
  if (hear === null) return stored;
  const pause = AbortSignal.any([signal, over.signal]);
  while (await isSlow(stored, host.sleep(slowMs, pause))) {
    // What cannot be fetched just now comes again; the sending of a card is not waited for.
    const again = await fetchAgain().catch(() => []);
    hear(again).catch(() => {});
  }
  return stored;
}

/** Whether the pause is over first; one that was broken off says that there is nothing to wait for. */
function isSlow(stored: Promise<boolean>, pause: Promise<void>): Promise<boolean> {
  const isOver = pause.then(
    () => true,
    () => false,
  );
  return Promise.race([stored.then(() => false), isOver]);
}
