import { afterEach, expect, it } from 'vitest';
import type { SendError } from '../../bot/channels/channel.js';
import { practiceChats } from '../../bot/seed/practice.js';
import { cry, FaultRig } from './rig.js';

let rig: FaultRig;
afterEach(() => rig.close());

const secret = '其实我昨天在阿强家没睡';

/** Everything that may not stand in a log: texts, names, addresses. */
async function secrets(): Promise<string[]> {
  const people = await rig.db.prisma.person.findMany();
  return [secret, cry, ...people.map(({ alias }) => alias), ...Object.values(practiceChats)];
}

/** Breaks what the bot works with, one part after the other, and goes on talking. */
const breakages: Readonly<Record<string, () => Promise<unknown>>> = {
  'a conversation that cannot be read': () =>
    rig.db.raw.exec(
      `INSERT INTO "Session" ("contactId","frames","version","updatedAt")
       SELECT "id", ?, 1, 0 FROM "Contact" WHERE true ON CONFLICT DO UPDATE SET "frames" = excluded."frames"`,
      `[{"flow": ${secret}`,
    ),
  'an enrolment whose zone does not exist': () =>
    rig.db.raw.exec(`UPDATE "Enrolment" SET "zone" = ?, "releaseOn" = ?`, secret, secret),
  'a stored update that is no JSON': () =>
    rig.db.raw.exec(
      `INSERT INTO "Inbox" ("bot","updateId","payload","state","receivedAt") VALUES ('memory','x', ?, 'new', 0)`,
      `{"inbound": ${secret}`,
    ),
  'a due row of a flow that does not exist': () =>
    rig.db.raw.exec(
      `UPDATE "Due" SET "flow" = ?, "state" = 'planned', "dueAt" = 0, "expiresAt" = NULL WHERE "audience" = 'system'`,
      secret,
    ),
  'a channel that throws what it was given': () => {
    const error = new Error(`could not send ${secret}`) as SendError;
    rig.channel.script({ do: 'fail', error, times: 3 });
    return Promise.resolve();
  },
};

it.each(Object.keys(breakages))('logs %s, and in the log stands nothing of anybody', async (name) => {
  rig = await FaultRig.open();
  const forbidden = await secrets();
  await breakages[name]!();
  for (const text of [secret, '菜单', cry]) {
    await rig.client.say(text).catch(() => undefined);
    await rig.bot.settle().catch(() => undefined);
  }
  await rig.goTo('2026-12-02', '20:30').catch(() => undefined);
  expect(rig.errors.length, 'something must have been logged').toBeGreaterThan(0);
  for (const line of rig.errors) for (const word of forbidden) expect(line).not.toContain(word);
});
