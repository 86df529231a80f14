import type { Channel } from '../../bot/channels/channel.js';
import { secureRandom } from '../../bot/random.js';
import type { Database } from '../../prisma/client.js';
import { systemClock } from '../../scheduler/clock.js';
import { createDispatcher, type Dispatcher, type DispatcherDeps } from '../../scheduler/dispatcher.js';

/** The dispatcher on real time; what goes wrong is printed. */
export function benchDispatcher(
  db: Database,
  channel: Channel,
  change: Partial<DispatcherDeps> = {},
): Dispatcher {
  const note = (fields: object, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  return createDispatcher({
    db,
    clock: systemClock,
    channels: new Map([[channel.bot, channel]]),
    owner: 'bench',
    random: secureRandom.chance,
    log: { warn: note, error: note },
    repeatMark: () => '(again)',
    contactStopped: () => Promise.resolve(),
    ...change,
  });
}
