import { expect } from 'vitest';
import { freePort } from '../support/free-port.js';
import { KillRig } from './rounds.js';
import { firstChat } from './station.js';

/** People write while the bot is killed again and again: every update is handled once, whenever the kill came. */
export async function killDuringTalk(seed: number, people: number, kills: number): Promise<string> {
  const rig = await KillRig.open(seed, people);
  const all = Array.from({ length: people }, (_, n) => n);
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      for (const n of all) rig.twin.person(firstChat + n).say('菜单');
      await rig.lifeOf(rig.chance.int(0, people), people);
    }
    // One who asks last is answered last: everything before has been handled by then.
    await rig.finish(lastAnswer(rig, people));
    await judge(rig, people, kills);
    return `${people} people × ${kills} updates, ${rig.kills} kills`;
  } finally {
    await rig.close();
  }
}

/**
 * The same over a webhook: each kill comes at the very moment at which the provider has the 200 for an update, which
 * then is stored but may not be handled.
 */
export async function killDuringWebhooks(seed: number, people: number, kills: number): Promise<string> {
  const port = await freePort();
  const env = { TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`, GUIHANG_HTTP_PORT: String(port) };
  const rig = await KillRig.open(seed, people, env, 50);
  const { account } = rig.twin.bot;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      for (let n = 0; n < people; n += 1) rig.twin.person(firstChat + n).say('菜单');
      const wanted = account.delivered + rig.chance.int(1, people);
      await rig.lifeUntil(`${wanted} updates taken`, () => account.delivered >= wanted);
    }
    await rig.finish(lastAnswer(rig, people));
    expect(rig.twin.calls.get('getupdates') ?? 0).toBe(0);
    await judge(rig, people, kills);
    return `${people} people × ${kills} updates over a webhook, ${rig.kills} kills`;
  } finally {
    await rig.close();
  }
}

/** One more person writes; resolves when they have their answer. */
function lastAnswer(rig: KillRig, n: number): () => boolean {
  const last = rig.twin.person(firstChat + n);
  last.say('菜单');
  return () => rig.shown(n, () => true).plain > 0;
}

interface Row {
  readonly personId: string;
  readonly replies: number;
}

async function judge(rig: KillRig, people: number, rounds: number): Promise<void> {
  await rig.withData(async (db) => {
    const inbox = await db.raw.query<{ state: string; n: number }>(
      `SELECT "state", count(*) AS "n" FROM "Inbox" GROUP BY "state"`,
    );
    expect(inbox).toEqual([{ state: 'handled', n: people * rounds + 1 }]);
    const rows = await db.raw.query<Row>(
      `SELECT "personId", count(*) AS "replies" FROM "Outbox" WHERE "personId" IS NOT NULL GROUP BY "personId" ORDER BY "personId"`,
    );
    expect(rows.filter(({ replies }) => replies !== rounds)).toEqual([]);
    expect(rows).toHaveLength(people);
  });
  for (let n = 0; n < people; n += 1) {
    expect(rig.shown(n, () => true).plain).toBeLessThanOrEqual(rounds);
  }
}
