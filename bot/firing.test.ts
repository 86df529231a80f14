import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { VirtualClock } from '../scheduler/clock.js';
import { testLocales, testStation } from '../test/support/context.js';
import { inboundOf } from '../test/support/inbound.js';
import { assemble } from './assemble.js';
import type { Bot } from './bot.js';
import { createMemoryChannel, type MemoryChannel } from './channels/memory/index.js';
import { createInvitation } from './commit/invitations.js';
import { createInboxWorker } from './inbox/worker.js';
import { receive } from './inbox/receive.js';
import { seededRandom } from './random.js';
import { seedStation } from './seed/station.js';
import type { TurnDeps } from './turn/types.js';

const code = 'BCD2-FGH3';

let db: Database;
let clock: VirtualClock;
let channel: MemoryChannel;
let bot: Bot;
let turn: TurnDeps;
let errors: string[];

beforeEach(async () => {
  errors = [];
  clock = new VirtualClock(new Date('2026-12-01T02:00:00Z'));
  channel = createMemoryChannel({ bot: 'b' });
  db = await openDatabase({ file: ':memory:', key: '' });
  await migrate(db);
  const random = seededRandom(7);
  const log = {
    warn: () => undefined,
    error: (fields: object, text: string) => void errors.push(`${text} ${JSON.stringify(fields)}`),
  };
  await db.transaction(async (tx) => {
    const lin = { alias: '小林', role: 'worker', position: 0 } as const;
    const { stationId, staffIds } = await seedStation(tx, testStation, [lin], random, clock.now());
    const personId = staffIds[0]!;
    const invitation = { id: 'i', code, role: 'worker', stationId, inviterId: null, personId } as const;
    await createInvitation(tx, { ...invitation, facts: {}, now: clock.now() });
  });
  ({ bot, turn } = assemble({ db, clock, channels: [channel], random, log, owner: 'a' }));
});
afterEach(async () => {
  await bot.stop();
  await db.close();
  expect(errors).toEqual([]);
});

const welcomes = () =>
  channel
    .person('lin')
    .messages()
    .filter(({ text }) =>
      text.includes(testLocales().render({ key: 'onboarding:staff.how' }, 'zh-CN', 'Asia/Shanghai')),
    );

/** Everything that goes on in the background gets its turn; the clock stands still and no tick comes. */
async function aWhile(): Promise<void> {
  for (const until = performance.now() + 5_000; performance.now() < until && welcomes().length === 0;)
    await new Promise((resolve) => setImmediate(resolve));
}

const fired = async (): Promise<number> => {
  const sql = `SELECT count(*) AS n FROM "Decision" WHERE "step" = 'welcome' AND "code" = 'fired'`;
  return (await db.raw.query<{ n: number }>(sql))[0]!.n;
};

it('fires what a turn made due at once, without a tick', async () => {
  channel.person('lin');
  await bot.start();
  await channel.person('lin').say(code);
  await aWhile();
  expect(welcomes()).toHaveLength(1);
});

it('fires it once, whoever else fires at that moment', async () => {
  channel.person('lin');
  await bot.start();
  await Promise.all([channel.person('lin').say(code), bot.tick(), bot.settle(), bot.tick()]);
  await bot.settle();
  expect(welcomes()).toHaveLength(1);
  expect(await fired()).toBe(1);
});

it('waits for what fires in the background before it stops', async () => {
  channel.person('lin');
  await bot.start();
  await channel.person('lin').say(code);
  await bot.stop();
  const [open] = await db.raw.query<{ n: number }>(
    `SELECT count(*) AS n FROM "Due" WHERE "state" = 'claimed'`,
  );
  expect(open?.n).toBe(0);
});

it('asks for no firing after a turn that made nothing due', async () => {
  channel.person('lin');
  const asked: boolean[] = [];
  const inbox = createInboxWorker({
    db,
    turn,
    now: () => clock.now(),
    handled: ({ madeDue }) => void asked.push(madeDue),
  });
  for (const text of ['menu', code, 'menu']) {
    const address = { bot: 'b', chat: 'lin' };
    await receive({ db, now: () => clock.now(), gate: null }, [inboundOf(text, { address })]);
    await inbox.drain();
    await db.raw.exec(`DELETE FROM "Due"`);
  }
  expect(asked).toEqual([false, true, false]);
});
