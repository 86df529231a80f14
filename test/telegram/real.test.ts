import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { withDatabase } from '../support/station.js';
import { Deployment, tokens } from './deployment.js';
import { enrol, invitation } from './talk.js';
import { User } from './user.js';

// The talks build on each other.
describe.each(['grammy', 'telegraf'])('the real bot on Telegram over %s', (library) => {
  let house: Deployment;
  beforeAll(async () => {
    house = await Deployment.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.stop());

  const start = (env: Record<string, string> = {}) => {
    house.said.length = 0;
    house.alarms.length = 0;
    return house.start({ TELEGRAM_LIBRARY: library, ...env });
  };

  it('says that enrolment is closed, to the operator and to whoever wants to invite', async () => {
    await start({ GUIHANG_PILOT: 'no' });
    expect(house.said.join('\n')).toContain('GUIHANG_PILOT=yes');
    expect(house.said.join('\n')).toContain('telegram: online');
    const worker = new User(house.twin, 1);
    worker.person.start(house.codes.get('Lin')!);
    await worker.hears('onboarding:staff.hello');
    worker.say('invite');
    await worker.hears('invite:not-yet');
  });

  it('goes from the invitation over enrolment to a crisis that somebody takes, and knows who blocked it', async () => {
    await start();
    const worker = new User(house.twin, 1);
    const client = new User(house.twin, 2);
    client.person.start(await invitation(worker, 'clients_bot'));
    await enrol(client);

    client.say(crisisWords('en'));
    expect(await client.hears('crisis:card.calling')).toMatch(/^120 /u);
    const alert = await worker.hears('crisis:page.head');
    expect(alert).not.toContain(crisisWords('en'));
    await worker.tap('crisis:button.ack');
    await client.hears('crisis:truth.ack');

    client.person.block();
    await house.twin.waitFor(() => house.twin.bot.account.queue.size === 0, 'the block to be confirmed');
    await house.stop();
    const states = await withDatabase(house.machine, ({ prisma }) =>
      prisma.contact.findMany({ select: { chat: true, state: true }, orderBy: { chat: 'asc' } }),
    );
    expect(states).toEqual([
      { chat: '1', state: 'active' },
      { chat: '2', state: 'stopped' },
    ]);
  });

  it('lets somebody back who blocked it, and finds out by itself about an account that is gone', async () => {
    await start();
    const client = new User(house.twin, 2);
    client.person.unblock();
    client.say('menu');
    await client.hears('menu:hello');
    // The provider tells nobody of a deleted account; it only refuses what is sent there.
    const sends = () => house.twin.calls.get('sendmessage') ?? 0;
    const before = sends();
    client.person.deactivate();
    client.say('menu');
    await house.twin.waitFor(() => sends() > before, 'an answer to the account that is gone');
    await house.stop();
    const stopped = await withDatabase(house.machine, ({ prisma }) =>
      prisma.contact.findMany({ where: { state: 'stopped' }, select: { chat: true } }),
    );
    expect(stopped).toEqual([{ chat: '2' }]);
  });

  it('names the bot whose token is wrong and where to get a right one, and never the token', async () => {
    await start({ TELEGRAM_BOT_TOKEN: tokens.wrong });
    const words = house.said.join('\n');
    expect(words).toMatch(/^telegram: unauthorized .*BotFather.*\/token/mu);
    expect(words).not.toContain('wrong-token');
  });
});
