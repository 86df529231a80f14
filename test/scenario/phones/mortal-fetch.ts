import { openTransport } from '../../../bot/channels/grammy/fetch.js';

/** The network of one process, which can be taken away. */
export interface Mortal {
  readonly fetch: typeof globalThis.fetch;
  /** Cuts the long poll. What was asked is never answered, as nobody is there to hear it. */
  die(): Promise<void>;
}

/** The channel's own transport in a process that may die at any moment without a word. */
export function mortalFetch(origin: string): Mortal {
  const transport = openTransport({ origin, connections: 4, callMs: 10_000, pollMs: 60_000 });
  let isAlive = true;
  const fetch: typeof globalThis.fetch = (url, init) =>
    new Promise((resolve, reject) => {
      if (!isAlive) return;
      transport.fetch(url, init).then(
        (answer) => isAlive && resolve(answer),
        (error: unknown) => isAlive && reject(error as Error),
      );
    });
  return {
    fetch,
    die: async () => {
      isAlive = false;
      await transport.close();
    },
  };
}
