import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertOutbox } from '../../prisma/repositories/outbox.js';
import { freePort } from '../support/free-port.js';
import { withDatabase } from '../support/station.js';
import { Deployment, tokens } from './deployment.js';
import { User } from './user.js';

describe('the real bot behind its HTTP server', () => {
  let house: Deployment;
  let port: number;
  let base: string;
  beforeEach(async () => {
    house = await Deployment.open(10);
    port = await freePort();
    base = `http://127.0.0.1:${port}`;
  });
  afterEach(() => house.close());

  it('two bots on two libraries over webhooks, with no poll at all', async () => {
    await house.start({
      TELEGRAM_STAFF_BOT_TOKEN: tokens.staff,
      TELEGRAM_STAFF_LIBRARY: 'telegraf',
      TELEGRAM_WEBHOOK_URL: `${base}/`,
      GUIHANG_HTTP_PORT: String(port),
    });
    const [clients, staff] = house.twin.bots;
    expect([clients!.account.webhook?.url, staff!.account.webhook?.url]).toEqual([
      `${base}/hooks/telegram`,
      `${base}/hooks/telegram-staff`,
    ]);
    const [one, two] = [clients, staff].map((bot) => bot!.account.webhook!.secret);
    expect(one).toMatch(/^[0-9a-f]{64}$/u);
    expect(one).not.toBe(two);
    expect(
      [one, two].some((secret) => tokens.clients.includes(secret!) || tokens.staff.includes(secret!)),
    ).toBe(false);
    new User(house.twin, 7).say('menu');
    await clients!.person(7).next();
    const worker = new User(house.twin, 1, 'en', staff);
    worker.person.start(house.codes.get('Lin')!);
    await worker.hears('onboarding:staff.hello');
    expect(house.twin.calls.get('getupdates')).toBeUndefined();
  });

  it('shows health and metrics with long polling too, and nothing of anybody', async () => {
    await house.start({ GUIHANG_HTTP_PORT: String(port) });
    const person = new User(house.twin, 4_711);
    person.say('menu');
    await person.person.next();
    const health = await healthy(base);
    expect(health).toEqual({ ok: true, problem: null });
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toContain('guihang_channel_up{bot="telegram"} 1');
    expect(metrics).toMatch(/^guihang_heartbeat_age_seconds \d/mu);
    for (const name of ['due_lag_seconds', 'outbox_lag_seconds', 'outbox_messages', 'inbox_waiting'])
      expect(metrics).toContain(`# TYPE guihang_${name} gauge`);
    expect(metrics).not.toContain('4711');
    await house.stop();
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });

  it.each(['grammy', 'telegraf'])(
    'follows a group that got a new id over %s, told or not',
    async (library) => {
      const env = { TELEGRAM_LIBRARY: library };
      await house.start(env);
      const [told, silent] = [house.twin.bot.group(-55), house.twin.bot.group(-66)];
      const member = new User(house.twin, 8);
      member.person.in(told).say('大家好');
      member.person.in(silent).say('大家好');
      await house.twin.waitFor(() => house.twin.bot.account.queue.size === 0);
      const now = house.twin.bot.migrate(told);
      await house.twin.waitFor(() => house.twin.bot.account.queue.size === 0);
      await house.stop();
      // The second one moves while nobody is there, and the notice of it is lost.
      const then = house.twin.bot.migrate(silent);
      house.twin.bot.account.queue.clear();
      await withDatabase(house.machine, async (db) => {
        const contacts = await db.prisma.contact.findMany({ where: { chat: { startsWith: '-' } } });
        expect(contacts.map(({ chat }) => chat).sort()).toEqual([String(now.id), '-66'].sort());
        await db.transaction((tx) =>
          insertOutbox(
            tx.raw,
            contacts.map(({ id }) => messageTo(id)),
          ),
        );
      });
      await house.start(env);
      for (const group of [now, then])
        await house.twin.waitFor(
          () => [...group.room.log.values()].some((entry) => entry.message.text === '今晚七点'),
          'the message to the group at its new id',
        );
    },
  );
});

const messageTo = (contactId: string) => ({
  key: `k-${contactId}`,
  contactId,
  personId: null,
  bot: 'telegram',
  lane: 'reply' as const,
  kind: 'notice',
  proactive: false,
  text: '今晚七点',
  buttons: [],
  notBefore: new Date(0),
  createdAt: new Date(0),
  expiresAt: null,
  localDay: null,
  about: null,
});

/** The first heartbeat may be a moment away. */
async function healthy(base: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`${base}/healthz`);
    if (answer.status === 200) return answer.json();
    expect(await answer.json()).toEqual({ ok: false, problem: 'starting' });
  }
}
