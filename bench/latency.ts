/** How long a crisis card takes to leave while a broadcast is being sent: message in → provider call out. */
import { createCrisis } from '../bot/crisis/index.js';
import { receive } from '../bot/inbox/receive.js';
import type { Channel, Inbound } from '../bot/channels/channel.js';
import { loadLocales } from '../locales/index.js';
import { packageRoot } from '../prisma/package-root.js';
import path from 'node:path';
import { systemClock } from '../scheduler/clock.js';
import type { BudgetRules } from '../scheduler/budget.js';
import { fillContacts, fillOutbox, openBenchDatabase } from './support/database.js';
import { measure, peakMiB, quantile } from './support/measure.js';
import { round, type Bench } from './support/report.js';
import { benchDispatcher } from './support/sender.js';
import { grammyOf, startTwin } from './support/twin.js';

const firstChat = 1_000_000;
const inNeed = 9_000_000;
/** Level 3 by the fixed rules; one of the phrases of the practice scenes. */
const words = '我不想活了，今晚就吃药';

interface Pace {
  readonly name: string;
  readonly budget?: BudgetRules;
  readonly messages: number;
}

export const latency: Bench = async ({ quick }) => {
  const samples = quick ? 20 : 400;
  const full = await during({ name: 'full', messages: quick ? 3_000 : 70_479 }, samples, quick ? 10 : 25);
  const budget = { perBot: { sends: 1_000, ms: 1_000 } };
  const paced = await during(
    { name: 'paced', budget, messages: quick ? 2_000 : 20_000 },
    samples,
    quick ? 20 : 40,
  );
  const reached = [full, paced].every(({ p50, p99, worst }) => p50 < 5 && p99 < 25 && worst < 100);
  return {
    name: 'latency',
    what: `${samples} crisis messages each during a broadcast at full speed and at 1,000/s`,
    value: full.p99,
    unit: 'ms p99 at full speed',
    aim: 'p50 < 5 ms, p99 < 25 ms, worst < 100 ms',
    reached,
    figures: {
      'full speed p50 / p99 / worst ms': `${round(full.p50)} / ${round(full.p99)} / ${round(full.worst)}`,
      '1,000/s p50 / p99 / worst ms': `${round(paced.p50)} / ${round(paced.p99)} / ${round(paced.worst)}`,
      'alone p50 ms (baseline)': round(full.aloneP50),
      'p50 under load ÷ alone': round(full.p50 / full.aloneP50),
      'answered, full speed p99 ms': round(full.answeredP99),
      'broadcast sends/s meanwhile': round(full.perSecond),
    },
    stallMs: Math.max(full.stallMs, paced.stallMs),
    rssMiB: peakMiB(),
  };
};

async function during({ budget, messages }: Pace, samples: number, gapMs: number) {
  const server = await startTwin();
  const opened = await openBenchDatabase();
  const { db } = opened;
  await server.twin.open(firstChat, messages);
  await server.twin.open(inNeed, samples * 2 + 100);
  await fillContacts(db, 'telegram', firstChat, messages);
  const channel = grammyOf(server);
  const out = new Map<string, number>();
  const watched: Channel = Object.assign(Object.create(channel) as Channel, {
    send: (message: Parameters<Channel['send']>[0]) => {
      if (message.urgent === true) out.set(message.key, performance.now());
      return channel.send(message);
    },
  });
  const dispatcher = benchDispatcher(db, watched, budget === undefined ? {} : { budget: () => budget });
  const express = Object.assign(Object.create(channel) as Channel, { send: dispatcher.express });
  const locales = loadLocales(path.join(packageRoot(), 'locales'));
  const log = {
    error: (fields: object, message: string) =>
      void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  };
  const { gate } = createCrisis({ db, clock: systemClock, channels: [express], locales, log });
  let next = 0;
  const cry = async (): Promise<{ left: number; answered: number }> => {
    const index = (next += 1);
    const startedAt = performance.now();
    const inbound = inboundOf(index);
    await receive({ db, now: () => systemClock.now(), gate, pager: null }, [inbound]);
    const left = out.get(`card:telegram:${inbound.updateId}`);
    if (left === undefined) throw new Error('expected a crisis card to leave, none did');
    return { left: left - startedAt, answered: performance.now() - startedAt };
  };
  for (let warm = 0; warm < 50; warm += 1) await cry();
  const alone: number[] = [];
  for (let index = 0; index < 30; index += 1) alone.push((await cry()).left);
  await fillOutbox(db, 'telegram', 'bulk', firstChat, messages, systemClock.now());
  const times: { left: number; answered: number }[] = [];
  const measured = await measure(async () => {
    const startedAt = performance.now();
    const sending = dispatcher.run();
    const waiting: Promise<unknown>[] = [];
    for (let index = 0; index < samples; index += 1) {
      await systemClock.sleep(gapMs);
      waiting.push(cry().then((time) => times.push(time)));
    }
    await Promise.all(waiting);
    const seconds = (performance.now() - startedAt) / 1_000;
    const [row] = await db.raw.query<{ n: number }>(
      `SELECT count(*) AS n FROM "Outbox" WHERE "state" = 'sent'`,
    );
    void sending.catch(() => {});
    return { perSecond: (row?.n ?? 0) / seconds };
  });
  await dispatcher.stop();
  await channel.stop();
  await opened.close();
  await server.end();
  const left = times.map((time) => time.left);
  return {
    p50: quantile(left, 0.5),
    p99: quantile(left, 0.99),
    worst: Math.max(...left),
    aloneP50: quantile(alone, 0.5),
    answeredP99: quantile(
      times.map((time) => time.answered),
      0.99,
    ),
    perSecond: measured.result.perSecond,
    stallMs: measured.stallMs,
  };
}

function inboundOf(index: number): Inbound {
  const chat = String(inNeed + index);
  return {
    address: { bot: 'telegram', chat },
    updateId: String(index),
    scope: 'private',
    sender: chat,
    kind: 'text',
    text: words,
    token: null,
    messageRef: '1',
    edited: false,
    language: 'zh-hans',
    at: systemClock.now(),
  };
}
