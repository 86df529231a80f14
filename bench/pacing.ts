/** How much of a strict provider's allowance is used, and whether it ever has to refuse. */
import { SendError, type Channel } from '../bot/channels/channel.js';
import { Bell } from '../scheduler/dispatch/bell.js';
import { Budget, type BudgetRules } from '../scheduler/budget.js';
import { systemClock } from '../scheduler/clock.js';
import { fillContacts, fillOutbox, openBenchDatabase } from './support/database.js';
import { measure, peakMiB, type Measured } from './support/measure.js';
import { round, type Bench } from './support/report.js';
import { benchDispatcher } from './support/sender.js';
import { grammyOf, startTwin } from './support/twin.js';

/** A second of the provider in ms: everything runs 20 times as fast. */
const fastMs = 50;
const perSecond = 30;
const firstChat = 1_000_000;
const repliesFrom = 2_000_000;

interface Load {
  readonly reminders: number;
  readonly replies: number;
  /** A second of the provider in ms. */
  readonly secondMs: number;
}

export const pacing: Bench = async ({ quick }) => {
  const fast = quick
    ? { reminders: 600, replies: 50, secondMs: fastMs }
    : { reminders: 12_003, replies: 500, secondMs: fastMs };
  const run = await outbox(fast);
  const bare = await bareShare(fast);
  const usual = await outbox({ reminders: quick ? 60 : 600, replies: quick ? 5 : 25, secondMs: 1_000 });
  const used = shareOf(fast, run.measured.seconds);
  const refused = run.refused + usual.refused;
  return {
    name: 'pacing',
    what: `${fast.reminders} reminders and ${fast.replies} replies against strict windows of 30/s, 1/s a chat, 20/min a group, 20 × as fast`,
    value: used * 100,
    unit: '% of the allowance',
    aim: '97–100 % of the allowance, not one 429',
    reached: used >= 0.97 && used <= 1.005 && refused === 0,
    figures: {
      'sends/s': round((fast.reminders + fast.replies) / run.measured.seconds),
      'allowed/s (baseline)': round((perSecond / fastMs) * 1_000),
      'the same sends without an outbox, % of the allowance': round(bare * 100),
      'at the pace of the provider, % of the allowance': round(steadyShare(usual.sentAt, 1_000) * 100),
      'refused with 429': refused,
    },
    stallMs: run.measured.stallMs,
    rssMiB: peakMiB(),
  };
};

/** What part of the allowance so many sends in so long are. */
function shareOf({ reminders, replies, secondMs }: Load, seconds: number): number {
  return (reminders + replies) / seconds / ((perSecond / secondMs) * 1_000);
}

/** The same over whole windows, from the first send on: a short run ends somewhere within one. */
function steadyShare(sentAt: readonly number[], secondMs: number): number {
  const windows = Math.floor((sentAt.length - 1) / perSecond);
  return (windows * secondMs) / (sentAt[windows * perSecond]! - sentAt[0]!);
}

function rulesOf(secondMs: number): BudgetRules {
  return {
    perBot: { sends: perSecond, ms: secondMs },
    perChat: { sends: 1, ms: secondMs },
    perGroup: { sends: 20, ms: 60 * secondMs },
  };
}

async function strictServer({ reminders, replies, secondMs }: Load) {
  const server = await startTwin({ secondMs });
  await server.twin.open(firstChat, reminders);
  await server.twin.open(repliesFrom, replies);
  await server.twin.limits({ perSecond, perChatPerSecond: 1, perGroupPerMinute: 20 });
  return server;
}

/** Reminders all at once and replies in between, through outbox and dispatcher. */
async function outbox(load: Load): Promise<{
  readonly sentAt: readonly number[];
  readonly measured: Measured<void>;
  readonly refused: number;
}> {
  const { reminders, replies, secondMs } = load;
  const server = await strictServer(load);
  const opened = await openBenchDatabase();
  const { db } = opened;
  await fillContacts(db, 'telegram', firstChat, reminders);
  await fillContacts(db, 'telegram', repliesFrom, replies);
  await fillOutbox(db, 'telegram', 'reminder', firstChat, reminders, systemClock.now());
  const channel = grammyOf(server);
  let refused = 0;
  const sentAt: number[] = [];
  const counted: Channel = Object.assign(Object.create(channel) as Channel, {
    send: async (message: Parameters<Channel['send']>[0]) => {
      try {
        const answer = await channel.send(message);
        sentAt.push(performance.now());
        return answer;
      } catch (error) {
        if (error instanceof SendError && error.code === 'send.throttled') refused += 1;
        throw error;
      }
    },
  });
  const dispatcher = benchDispatcher(db, counted, { budget: () => rulesOf(secondMs) });
  const all = reminders + replies;
  const measured = await measure(async () => {
    dispatcher.kick();
    let asked = 0;
    while (sentAt.length < all) {
      await systemClock.sleep(20);
      if (asked >= replies || sentAt.length * replies < asked * all * 0.9) continue;
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
  return { sentAt, measured, refused };
}

/** The same budget without an outbox: what this machine lets anybody use of it. */
async function bareShare(load: Load): Promise<number> {
  const server = await strictServer(load);
  const channel = grammyOf(server);
  const budget = new Budget(rulesOf(load.secondMs));
  const nowMs = () => systemClock.elapsedMs();
  let wake = () => {};
  const bell = new Bell(systemClock, nowMs, () => wake());
  const send = async (chat: string): Promise<void> => {
    const ticket = budget.take('reminder', chat, nowMs());
    await channel.send({ key: chat, address: { bot: 'telegram', chat }, text: 'x', buttons: [] });
    ticket.done(nowMs());
    wake();
  };
  const { seconds } = await measure(async () => {
    const sends: Promise<void>[] = [];
    const chats = [repliesFrom, firstChat].flatMap((from, index) =>
      Array.from({ length: index === 0 ? load.replies : load.reminders }, (_, at) => String(from + at)),
    );
    for (const chat of chats) {
      while (budget.room('reminder', nowMs()) <= 0) {
        const free = new Promise<void>((resolve) => (wake = resolve));
        const at = budget.nextAt('reminder', nowMs());
        if (at !== null) bell.set(at);
        await free;
      }
      sends.push(send(chat));
    }
    await Promise.all(sends);
  });
  bell.cancel();
  await channel.stop();
  await server.end();
  return shareOf(load, seconds);
}
