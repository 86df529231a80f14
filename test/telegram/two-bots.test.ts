import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { withDatabase } from '../support/station.js';
import { Deployment, tokens } from './deployment.js';
import { enrol, invitation } from './talk.js';
import { User } from './user.js';

const both = {
  TELEGRAM_STAFF_BOT_TOKEN: tokens.staff,
  TELEGRAM_STAFF_LIBRARY: 'telegraf',
};

describe('one bot for clients over grammY, one for the staff over Telegraf', () => {
  let house: Deployment;
  beforeEach(async () => {
    house = await Deployment.open();
  });
  afterEach(() => house.close());

  const onStaffBot = (id: number) => new User(house.twin, id, 'en', house.twin.bots[1]!);

  it('each has its people: a code at the wrong one is kept and led to the right one', async () => {
    await house.start(both);
    const astray = new User(house.twin, 1);
    astray.person.start(house.codes.get('Lin')!);
    const way = await astray.hears('onboarding:join.other-link');
    expect(way).toContain(`https://t.me/staff_bot?start=${house.codes.get('Lin')}`);

    const worker = onStaffBot(1);
    worker.person.start(house.codes.get('Lin')!);
    await worker.hears('onboarding:staff.hello');
    const code = await invitation(worker, 'clients_bot');
    const lost = onStaffBot(2);
    lost.person.start(code);
    expect(await lost.hears('onboarding:join.other-link')).toContain(`t.me/clients_bot?start=${code}`);

    const client = new User(house.twin, 2);
    client.person.start(code);
    await enrol(client);
    client.say(crisisWords('en'));
    await client.hears('crisis:card.calling');
    await worker.hears('crisis:page.head');
    // Nobody who is not known learns whom which bot is for.
    const stranger = new User(house.twin, 3);
    stranger.person.start('BCDF-2345');
    await stranger.hears('onboarding:join.not-valid');
    expect(
      stranger.person
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toContain('t.me');
  });

  it('a wrong token is named with its setting and its fix; the other bot starts, its operator is told there', async () => {
    await house.start();
    const operator = new User(house.twin, 4);
    operator.person.start([...house.codes.values()].at(-1)!);
    await operator.hears('onboarding:staff.hello');
    await house.stop();
    await house.start({ TELEGRAM_STAFF_BOT_TOKEN: tokens.wrong });
    const words = house.said.join('\n');
    expect(words).toMatch(/^telegram-staff: unauthorized .*BotFather.*\/token/mu);
    expect(words).toMatch(/^telegram: online/mu);
    expect(words).not.toContain('wrong-token');
    expect(house.alarms).toEqual([expect.stringMatching(/^ALARM channel\.unauthorized \(telegram-staff\)/u)]);
    expect(await operator.hears('alarm:channel.unauthorized')).toContain('telegram-staff');
    const stranger = new User(house.twin, 5);
    stranger.say('menu');
    await stranger.person.next();
  });

  it('keeps the addresses of both apart', async () => {
    await house.start(both);
    new User(house.twin, 6).say('menu');
    onStaffBot(6).say('menu');
    await house.twin.bots[0]!.person(6).next();
    await house.twin.bots[1]!.person(6).next();
    await house.stop();
    const rows = await withDatabase(house.machine, ({ prisma }) =>
      prisma.contact.findMany({ where: { chat: '6' }, select: { bot: true }, orderBy: { bot: 'asc' } }),
    );
    expect(rows).toEqual([{ bot: 'telegram' }, { bot: 'telegram-staff' }]);
  });
});
