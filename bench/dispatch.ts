/** Durable outbox → grammY → loopback Bot API server, against the same sends without an outbox. */
import { Pool } from 'undici';
import type { Channel } from '../bot/channels/channel.js';
import { systemClock } from '../scheduler/clock.js';
import { defaultWindow } from '../scheduler/dispatch/account.js';
import { DEFAULT_TOKEN } from '../test/twins/telegram/twin.js';
import { bullmqRates, type BullmqRates } from './support/bullmq.js';
import { fillContacts, fillOutbox, openBenchDatabase } from './support/database.js';
import { each, measure, peakMiB } from './support/measure.js';
import { round, type Bench } from './support/report.js';
import { benchDispatcher } from './support/sender.js';
import { grammyOf, startTwin, type BenchTwin } from './support/twin.js';

const text = '今天下午三点，小院有茶。想来就来。';
const width = defaultWindow;
const firstChat = 1_000_000;

export const dispatch: Bench = async ({ quick }) => {
  const count = quick ? 1_500 : 70_479;
  const server = await startTwin();
  const opened = await openBenchDatabase();
  try {
    await server.twin.open(firstChat, count);
    await fillContacts(opened.db, 'telegram', firstChat, count);
    await fillOutbox(opened.db, 'telegram', 'bulk', firstChat, count, systemClock.now());
    const bare = await sendBare(server, count);
    const raw = await sendRaw(server, count);
    const channel = grammyOf(server);
    const dispatcher = benchDispatcher(opened.db, channel);
    const durable = await measure(() => dispatcher.run());
    await channel.stop();
    const [row] = await opened.db.raw.query<{ n: number }>(
      `SELECT count(*) AS n FROM "Outbox" WHERE "state" = 'sent'`,
    );
    if (row?.n !== count) throw new Error(`expected ${count} messages sent, got ${row?.n}`);
    const bullmq = await queueRates(server, count);
    const perSecond = count / durable.seconds;
    const ratio = perSecond / bare;
    const beatsQueue = bullmq.noOps === null || perSecond >= bullmq.noOps;
    return {
      name: 'dispatch',
      what: `${count} messages through the outbox and grammY to a loopback Bot API server, ${width} in flight`,
      value: ratio,
      unit: '× of the bare sends',
      aim: '≥ 0.6 of the bare sends, ≥ 1.0 of BullMQ, no stall over 50 ms',
      reached: ratio >= 0.6 && beatsQueue && durable.stallMs <= 50,
      figures: {
        'durable sends/s': round(perSecond),
        'bare grammY sends/s': round(bare),
        'raw undici sends/s': round(raw),
        'BullMQ no-op jobs/s': shown(bullmq.noOps),
        'BullMQ no-op jobs/s, each synced to the disk': shown(bullmq.durableNoOps),
        'BullMQ, the same sends/s, not synced': shown(bullmq.sends),
        'of raw undici': round(perSecond / raw),
        'of BullMQ no-op jobs': shown(bullmq.noOps, perSecond),
        'of BullMQ no-op jobs, synced': shown(bullmq.durableNoOps, perSecond),
        'of BullMQ sending': shown(bullmq.sends, perSecond),
      },
      stallMs: durable.stallMs,
      rssMiB: peakMiB(),
    };
  } finally {
    await opened.close();
    await server.end();
  }
};

/** A rate, or with `ours` what part of it ours is. */
function shown(rate: number | null, ours?: number): string | number {
  if (rate === null) return 'no Redis or no bullmq here';
  return round(ours === undefined ? rate : ours / rate);
}

const sendOver = (channel: Channel) => (index: number) =>
  channel.send({
    key: `${index}`,
    address: { bot: 'telegram', chat: String(firstChat + index) },
    text,
    buttons: [],
  });

async function queueRates(server: BenchTwin, count: number): Promise<BullmqRates> {
  const channel = grammyOf(server);
  const rates = await bullmqRates(count, width, sendOver(channel));
  await channel.stop();
  return rates;
}

async function sendBare(server: BenchTwin, count: number): Promise<number> {
  const channel = grammyOf(server);
  const send = sendOver(channel);
  await each(Math.min(count, 2_000), width, send);
  const { seconds } = await measure(() => each(count, width, send));
  await channel.stop();
  return count / seconds;
}

async function sendRaw({ twin }: BenchTwin, count: number): Promise<number> {
  const pool = new Pool(twin.apiRoot, { connections: 32 });
  const send = async (index: number) => {
    const body = JSON.stringify({
      chat_id: firstChat + index,
      text,
      link_preview_options: { is_disabled: true },
    });
    const answer = await pool.request({
      path: `/bot${DEFAULT_TOKEN}/sendMessage`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await answer.body.text();
  };
  const { seconds } = await measure(() => each(count, width, send));
  await pool.close();
  return count / seconds;
}
