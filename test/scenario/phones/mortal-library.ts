import type { OpenLibrary, TelegramLibrary } from '../../../bot/channels/shared/telegram/library.js';

/** A library in a process that may die at any moment without a word. */
export interface Mortal {
  readonly open: OpenLibrary;
  /** Cuts the long poll. What was asked is never answered, as nobody is there to hear it. */
  die(): Promise<void>;
}

/** Any library, with a life that can be taken away. */
export function mortalLibrary(open: OpenLibrary): Mortal {
  let isAlive = true;
  let library: TelegramLibrary | null = null;
  const whileAlive = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      work.then(
        (value) => isAlive && resolve(value),
        (error: unknown) => isAlive && reject(error as Error),
      );
    });
  return {
    open: (options) => {
      const own = open(options);
      library = own;
      return {
        ...own,
        call: (...call) => (isAlive ? whileAlive(own.call(...call)) : new Promise(() => {})),
      };
    },
    die: async () => {
      isAlive = false;
      await library?.close();
    },
  };
}
