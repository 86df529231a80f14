import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from '../../bot/assemble.js';
import type { Bot } from '../../bot/bot.js';
import { createInvitation } from '../../bot/commit/invitations.js';
import { createHttpServer, type HttpServer, type Webhook } from '../../bot/http/server.js';
import { seededRandom } from '../../bot/random.js';
import { seedStation } from '../../bot/seed/station.js';
import { openDatabase, type Database } from '../../prisma/client.js';
import { migrate } from '../../prisma/migrate.js';
import { VirtualClock } from '../../scheduler/clock.js';
import { testStation } from '../support/context.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';
import { libraries } from './libraries.js';
import { User } from './user.js';

const code = 'BCD2-FGH3';

describe.each(libraries)('what a turn makes due at once, over $name', ({ create }) => {
  const clock = new VirtualClock(new Date('2026-12-01T02:00:00Z'));
  let twin: TelegramTwin;
  let db: Database;
  let server: HttpServer;
  let bot: Bot;
  const webhooks = new Map<string, Webhook>();

  beforeEach(async () => {
    twin = await startTwin({ secondMs: 5 });
    db = await openDatabase({ file: ':memory:', key: '' });
    await migrate(db);
    await db.transaction(async (tx) => {
      const lin = { alias: '小林', role: 'worker', position: 0 } as const;
      const random = seededRandom(7);
      const { stationId, staffIds } = await seedStation(tx, testStation, [lin], random, clock.now());
      const personId = staffIds[0]!;
      const invitation = { id: 'i', code, role: 'worker', stationId, inviterId: null, personId } as const;
      await createInvitation(tx, {
        ...invitation,

        facts: {},
        now: clock.now(),
      });
    });
    server = createHttpServer({
      webhooks,
      sick: () => Promise.resolve(null),
      metrics: () => Promise.resolve(''),
    });
  });
  afterEach(async () => {
    await server.close();
    await bot.stop();
    await twin.stop();
    await db.close();
  });

  it.each(['webhook', 'polling'])('comes without a tick: %s', async (way) => {
    const port = await server.listen('127.0.0.1', 0);
    const mode = { webhook: { url: `http://127.0.0.1:${port}/hooks/clients`, secret: 'a-Secret_1' } };
    const options = { bot: 'clients', token: twin.bot.token, apiRoot: twin.apiRoot };
    const channel = create(way === 'webhook' ? { ...options, mode } : options);
    if (way === 'webhook') webhooks.set('clients', channel);
    const errors: string[] = [];
    const log = { warn: () => undefined, error: (_fields: object, text: string) => void errors.push(text) };
    bot = assemble({ db, clock, channels: [channel], random: seededRandom(7), log, owner: 'a' }).bot;
    await bot.start();
    const colleague = new User(twin, 5, 'zh-CN');
    colleague.person.say(code);
    await colleague.hears('onboarding:staff.hello');
    expect(errors).toEqual([]);
  });
});
