import type { Dispatcher } from '../scheduler/dispatcher.js';
import type { Firing } from './firing.js';
import type { InboxWorker } from './inbox/worker.js';

/** What moves the bot along between two ticks. */
export interface Pump {
  /** Handles and sends in the background. */
  kick(): void;
  /** Sees to what failed or is in doubt, and kicks: waits for nothing that is being sent. */
  mend(): Promise<void>;
  /** Handles and sends; returns how much was done. */
  run(): Promise<number>;
}

/**
 * Inbox and outbox. Handling is one run at a time; a kick during a run causes one more. Sending goes on beside it: an
 * update that arrives during a long broadcast is handled at once.
 */
export function createPump(
  inbox: InboxWorker,
  dispatcher: Dispatcher,
  /** Finds another way for what failed for good; returns how many messages were written anew. */
  settleFailed: () => Promise<number>,
): Pump {
  const run = async () => {
    let done = await inbox.drain();
    do done += await dispatcher.run();
    while ((await settleFailed()) > 0);
    return done;
  };
  let running: Promise<unknown> | null = null;
  let again = false;
  const kick = () => {
    if (running !== null) {
      again = true;
      return;
    }
    running = inbox
      .drain()
      .then(() => dispatcher.kick())
      .catch(() => 0)
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          kick();
        }
      });
  };
  const mend = async () => {
    dispatcher.kick();
    kick();
    await dispatcher.settleDoubt();
    await settleFailed();
    dispatcher.kick();
  };
  return { kick, mend, run };
}

/** Does everything that can be done at this moment; resolves when nothing is left. */
export async function settle(firing: Firing, pump: Pump): Promise<void> {
  for (;;) {
    const sent = await pump.run();
    const fired = await firing.run();
    if (sent + fired === 0) return;
  }
}
