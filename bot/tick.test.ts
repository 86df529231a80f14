import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { dueOfScope, insertDue } from '../prisma/repositories/due.js';
import { newDue } from '../prisma/repositories/new-due.js';
import { insertOutbox, type NewOutbox } from '../prisma/repositories/outbox.js';
import { systemClock } from '../scheduler/clock.js';
import type { Trouble } from '../scheduler/dispatcher.js';
import { testStation } from '../test/support/context.js';
import { assemble } from './assemble.js';
import type { Bot } from './bot.js';
import { createMemoryChannel } from './channels/memory/index.js';
import { seededRandom } from './random.js';
import { seedStation } from './seed/station.js';

const bot = 'memory';
/** The broadcast takes a minute at this pace, and its account is busy all the time. */
const budget = () => ({ perBot: { sends: 5, ms: 500 } });
const recipients = 600;
/** Most of it is this machine's own slowness; a tick that waits for the broadcast takes all of its minute. */
const tickMs = 5_000;

let db: Database;
let running: Bot;
let troubles: Trouble[];

beforeEach(async () => {
  troubles = [];
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const random = seededRandom(7);
  await db.transaction((tx) => seedStation(tx, testStation, [], random, systemClock.now()));
  const channel = createMemoryChannel({ bot });
  const log = { warn: () => undefined, error: () => undefined };
  const onTrouble = (one: Trouble) => void troubles.push(one);
  const parts = { db, clock: systemClock, channels: [channel], random, log, owner: 'a', budget, onTrouble };
  running = assemble(parts).bot;
  const chats = Array.from({ length: recipients }, (_, index) => `p${index}`);
  for (const chat of chats) channel.person(chat);
  await broadcast(chats);
  await running.start();
});
afterEach(async () => {
  await running.stop();
  await db.close();
});

async function broadcast(chats: readonly string[]): Promise<void> {
  const at = systemClock.now();
  const contact = { bot, locale: 'en', state: 'active', preferred: true, firstAt: at };
  await db.prisma.contact.createMany({ data: chats.map((chat) => ({ ...contact, id: chat, chat })) });
  const notice = {
    personId: null,
    bot,
    lane: 'bulk',
    kind: 'notice',
    proactive: false,
    buttons: [],
  } as const;
  const open = { notBefore: at, createdAt: at, expiresAt: null, localDay: null, about: null };
  await insertOutbox(
    db.raw,
    chats.map((chat): NewOutbox => ({ ...notice, ...open, key: chat, contactId: chat, text: chat })),
  );
}

async function waiting(): Promise<number> {
  const sql = `SELECT count(*) AS "n" FROM "Outbox" WHERE "state" IN ('queued','sending')`;
  return (await db.raw.query<{ n: number }>(sql))[0]!.n;
}

/** Makes something due that follows a crisis; resolves with what became of it in one tick, and how long that took. */
async function rungIn(scope: string): Promise<{ state: string; ms: number }> {
  const now = systemClock.now();
  const own = { scope, step: 'second-10', cycle: '1', category: 'crisis', priority: 0, dueAt: now };
  const args = { at: now.toISOString() };
  await insertDue(
    db.raw,
    [newDue({ ...own, personId: null, audience: 'system', flow: 'retention', args })],
    now,
  );
  const from = performance.now();
  await running.tick();
  const [row] = await dueOfScope(db.raw, scope);
  return { state: row!.state, ms: performance.now() - from };
}

it('fires the rung of an alert while a broadcast goes out at the pace that is allowed', async () => {
  // The first tick begins the broadcast; the first use of each query takes its time.
  await running.tick();
  for (const scope of ['alert:1', 'alert:2']) {
    const { state, ms } = await rungIn(scope);
    expect(state).toBe('done');
    expect(ms).toBeLessThan(tickMs);
  }
  expect(await waiting()).toBeGreaterThan(0);
  const [beat] = await db.raw.query<{ at: number }>(`SELECT "at" FROM "Heartbeat"`);
  expect(systemClock.now().getTime() - beat!.at).toBeLessThan(tickMs);
  await running.watch();
  expect(troubles).toEqual([]);
});
