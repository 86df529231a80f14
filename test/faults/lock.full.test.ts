import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BotProcess, budgetFile } from '../kill/process.js';
import { KillRig } from '../kill/rounds.js';
import { firstChat, lockFile, openBeside, seedOnCall } from '../kill/station.js';
import { cry } from './rig.js';

/** How long another process holds the file. */
const heldMs = 10_000;
const people = 8;
const workerChat = firstChat + 100;

const isCard = (text: string) => text.includes('120') && text.includes('12356');
const isPage = (text: string) => text.includes('点「我来」') || text.includes('系统现在记不下来');

let rig: KillRig;
let bot: BotProcess;
let unlock = () => {};
/** Those who ask for nothing but the menu while the file is locked. */
const others = [1, 2, 3, 5, 6, 7];

beforeEach(async () => {
  rig = await KillRig.open(7, people);
  rig.twin.bot.open(workerChat);
  await rig.withData((db) => seedOnCall(db, workerChat, new Date(Date.now())));
  bot = BotProcess.start(rig.folder, rig.twin, { GUIHANG_BUDGETS: budgetFile(rig.folder, 'hurried') });
  await rig.twin.waitFor(() => (rig.twin.calls.get('getupdates') ?? 0) > 0, 'the first poll', 60_000);
  // Everything is warm, as in a bot that has run for a while.
  person(0).say('菜单');
  await rig.twin.waitFor(() => answers(0) === 1, 'the first answer', 60_000);
});

afterEach(async () => {
  unlock();
  await bot.stop();
  await rig.close();
});

const person = (n: number) => rig.twin.person(firstChat + n);
const answers = (n: number) => rig.shown(n, (text) => !isCard(text)).plain;
const cards = (n: number) => rig.shown(n, isCard).plain;
const pages = () =>
  rig.twin
    .person(workerChat)
    .messages()
    .filter(({ by, text }) => by === 'bot' && isPage(text)).length;

async function count(sql: string): Promise<number> {
  const db = await openBeside(rig.folder);
  try {
    const [row] = await db.raw.query<{ n: number }>(`SELECT count(*) AS "n" FROM ${sql}`);
    return row?.n ?? 0;
  } finally {
    await db.close();
  }
}

/** Polls the file beside the bot; real time, since another process is asked. */
async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isTrue()) return;
    await delay(100);
  }
  throw new Error(`expected ${what} within half a minute:\n${bot.words}`);
}

describe('another process locks the file for ten seconds', () => {
  it('the card goes out from memory within a second, all else waits and is handled once', async () => {
    unlock = lockFile(rig.folder);
    const lockedAt = performance.now();
    // Ordinary messages stand before and behind the cry for help.
    for (const n of [1, 2, 3]) person(n).say('菜单');
    await delay(500);
    const criedAt = performance.now();
    person(4).say(cry);
    await rig.twin.waitFor(() => cards(4) > 0, 'the card', heldMs);
    const cardMs = performance.now() - criedAt;
    for (const n of [5, 6, 7]) {
      await delay(500);
      person(n).say('菜单');
    }
    await delay(Math.max(0, heldMs - (performance.now() - lockedAt)));
    // The lock was one: nothing has been written, and nobody else has had an answer.
    expect(await count('"Alert"')).toBe(0);
    expect(others.map(answers)).toEqual([0, 0, 0, 0, 0, 0]);
    unlock();
    const releasedAt = performance.now();
    await until('the alert', async () => (await count('"Alert"')) > 0);
    await until(
      'everything handled',
      async () => (await count(`"Inbox" WHERE "state" = 'handled'`)) === people,
    );
    await until('all answers', () => Promise.resolve(others.every((n) => answers(n) > 0) && pages() > 0));
    await until('nothing under way', async () => (await count(`"Outbox" WHERE "state" <> 'sent'`)) === 0);
    const doneMs = performance.now() - releasedAt;
    console.log(`card after ${Math.round(cardMs)} ms, all handled ${Math.round(doneMs)} ms after the lock`);
    expect(cardMs).toBeLessThan(1_000);
    // Nothing lost, nothing doubled: one update each, one alert, one card, one answer.
    expect(await count('"Inbox"')).toBe(people);
    expect(await count(`"Alert" WHERE "level" = 3 AND "state" = 'open'`)).toBe(1);
    expect([cards(4), pages()]).toEqual([1, 1]);
    expect(others.map(answers)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(bot.hasEnded).toBe(false);
  });
});
