/** How much of a strict provider's allowance is used, and whether it ever has to refuse. */
import { SendError, type Channel } from '../bot/channels/channel.js';
import { systemClock } from '../scheduler/clock.js';
import { fillContacts, fillOutbox, openBenchDatabase } from './support/database.js';
import { measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';
import { benchDispatcher } from './support/sender.js';
import { grammyOf, startTwin } from './support/twin.js';

/** A second of the provider in ms: everything runs 20 times as fast. */
const secondMs = 50;
const firstChat = 1_000_000;
const repliesFrom = 2_000_000;

export const pacing: Bench = async ({ quick }) => {
  const reminders = quick ? 600 : 12_003;
  const replies = quick ? 50 : 500;
  const server = await startTwin({ secondMs });
  const opened = await openBenchDatabase();
  const { db } = opened;
  await server.twin.open(firstChat, reminders);
  await server.twin.open(repliesFrom, replies);
  await server.twin.limits({ perSecond: 30, perChatPerSecond: 1, perGroupPerMinute: 20 });
  await fillContacts(db, 'telegram', firstChat, reminders);
  await fillContacts(db, 'telegram', repliesFrom, replies);
  await fillOutbox(db, 'telegram', 'reminder', firstChat, reminders, systemClock.now());
  const channel = grammyOf(server);
  let refused = 0;
  let sent = 0;
  const counted: Channel = Object.assign(Object.create(channel) as Channel, {
    send: async (message: Parameters<Channel['send']>[0]) => {
      try {
        const answer = await channel.send(message);
        sent += 1;
        return answer;
      } catch (error) {
        if (error instanceof SendError && error.code === 'send.throttled') refused += 1;
        throw error;
      }
    },
  });
  const budget = {
    perBot: { sends: 30, ms: secondMs },
    perChat: { sends: 1, ms: secondMs },
    perGroup: { sends: 20, ms: 60 * secondMs },
  };
  const dispatcher = benchDispatcher(db, counted, { budget: () => budget });
  const all = reminders + replies;
  const measured = await measure(async () => {
    dispatcher.kick();
    let asked = 0;
    while (sent < all) {
      await systemClock.sleep(20);
      if (asked >= replies || sent * replies < asked * all * 0.9) continue;
      const some = Math.min(10, replies - asked);
      await fillOutbox(db, 'telegram', 'reply', repliesFrom + asked, some, systemClock.now());
      asked += some;
      dispatcher.kick();
    }
  });
  await dispatcher.stop();
  await channel.stop();
  await opened.close();
  await server.end();
  const allowed = (30 / secondMs) * 1_000;
  const used = all / measured.seconds / allowed;
  return {
    name: 'pacing',
    what: `${reminders} reminders and ${replies} replies against strict windows of 30/s, 1/s a chat, 20/min a group, 20 × as fast`,
    value: used * 100,
    unit: '% of the allowance',
    aim: '97–100 % of the allowance, not one 429',
    reached: used >= 0.97 && used <= 1.005 && refused === 0,
    figures: {
      'sends/s': round(all / measured.seconds),
      'allowed/s (baseline)': round(allowed),
      'refused with 429': refused,
    },
    stallMs: measured.stallMs,
    rssMiB: peakMiB(),
  };
};
