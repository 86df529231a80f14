import cron from 'node-cron';

/** Wakes the scheduler every ten seconds. It only wakes: rows decide what is due, so a missed tick loses nothing. */
export function startCron(onTick: () => Promise<void>): { stop(): Promise<void> } {
  return every('*/10 * * * * *', onTick);
}

/** Wakes the watchdog, by a timer of its own, between two ticks. */
export function startWatch(onLook: () => Promise<void>): { stop(): Promise<void> } {
  return every('5-55/10 * * * * *', onLook);
}

function every(pattern: string, run: () => Promise<void>): { stop(): Promise<void> } {
  const task = cron.schedule(pattern, () => run(), { noOverlap: true });
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}
