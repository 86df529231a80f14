import { fireDue, type FireDeps } from '../scheduler/fire.js';

/** Fires due rows: one run at a time in this process; leases keep other processes apart. */
export interface Firing {
  /** In the background, for what a turn made due at once; an error waits for the next tick. Kicks gather. */
  kick(): void;
  /** Resolves when nothing is due any more, with how many rows ended since it was called. */
  run(): Promise<number>;
  /** Takes no more kicks and resolves when the run under way has ended. */
  stop(): Promise<void>;
}

/** `fired` is called after each background run that ended rows: their messages are in the outbox. */
export function createFiring(deps: FireDeps, fired: () => void): Firing {
  let last: Promise<void> = Promise.resolve();
  let isKicked = false;
  let isStopped = false;
  let total = 0;
  const next = (): Promise<number> => {
    const run = last.then(() => fireDue(deps));
    last = run.then(
      (ended) => void (total += ended),
      () => undefined,
    );
    return run;
  };
  return {
    kick() {
      if (isKicked || isStopped) return;
      isKicked = true;
      // What comes while this run goes on asks for one more: it may have looked already.
      void last.then(() => (isKicked = false));
      void next().then(
        (ended) => void (ended > 0 && fired()),
        () => undefined,
      );
    },
    async run() {
      const before = total;
      await next();
      await last;
      return total - before;
    },
    async stop() {
      isStopped = true;
      await last;
    },
  };
}
