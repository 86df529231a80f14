import cron from 'node-cron';

/** Wakes the scheduler every ten seconds. It only wakes: rows decide what is due, so a missed tick loses nothing. */
export function startCron(onTick: () => Promise<void>): { stop(): Promise<void> } {
  const task = cron.schedule('*/10 * * * * *', () => onTick(), { noOverlap: true });
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}
