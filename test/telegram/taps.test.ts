import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/station.js';
import { Deployment } from './deployment.js';
import { User } from './user.js';

describe.each(['grammy', 'telegraf'])('taps that must change nothing, over %s', (library) => {
  let house: Deployment;
  let worker: User;

  beforeEach(async () => {
    house = await Deployment.open();
    await house.start({ TELEGRAM_LIBRARY: library });
    worker = new User(house.twin, 1);
    worker.person.start(house.codes.get('Lin')!);
    await worker.hears('onboarding:staff.hello');
    worker.say('invite');
    await worker.hears('invite:alias.ask');
    worker.say('Hai');
    await worker.hears('invite:release.ask');
  });
  afterEach(() => house.close());

  /** The newest question: its message and the data of its first button, as a changed app could read them. */
  function question(): { readonly message: number; readonly data: string } {
    const room = house.twin.bot.account.rooms.get(1)!;
    const entry = [...room.log.values()].findLast((one) => one.byBot && one.message.reply_markup)!;
    const data = entry.message.reply_markup!.inline_keyboard[0]![0]!.callback_data!;
    return { message: entry.message.message_id, data };
  }

  /** All answers, buttons and sessions, so that "nothing changed" can be seen. */
  const state = () =>
    withDatabase(house.machine, async ({ prisma }) => ({
      sessions: await prisma.session.findMany({ select: { frames: true } }),
      buttons: await prisma.button.findMany({
        select: { token: true, choices: true },
        orderBy: { expiresAt: 'asc' },
      }),
      people: await prisma.person.count(),
      invitations: await prisma.invitation.count(),
    }));

  it('forged, foreign, replayed and stale get a kind sentence each, and the spinner stops', async () => {
    const { message, data } = question();
    await house.stop();
    const before = await state();
    await house.start({ TELEGRAM_LIBRARY: library });

    const forged = worker.person.tapData('no-such-token', message);
    await worker.hears('menu:stale');
    const beyond = worker.person.tapData(data.replace(/\d+$/, '99'), message);
    await worker.hears('menu:stale');
    const stranger = new User(house.twin, 2);
    stranger.say('menu');
    await stranger.person.next();
    const foreign = stranger.person.tapData(data, message);
    await stranger.hears('menu:stale');
    await house.stop();
    const after = await state();
    expect({
      ...after,
      sessions: after.sessions.slice(0, before.sessions.length),
      buttons: after.buttons.filter(({ token }) => before.buttons.some((one) => one.token === token)),
    }).toEqual(before);

    await house.start({ TELEGRAM_LIBRARY: library });
    worker.person.tapData(data, message);
    await worker.hears('invite:report.ask');
    const replayed = worker.person.tapData(data, message);
    await worker.hears('menu:stale');
    await house.stop();
    expect((await state()).buttons).not.toEqual(expect.arrayContaining([before.buttons.at(-1)]));

    await withDatabase(house.machine, ({ prisma }) =>
      prisma.button.updateMany({ data: { expiresAt: new Date(0) } }),
    );
    await house.start({ TELEGRAM_LIBRARY: library });
    const next = question();
    const stale = worker.person.tapData(next.data, next.message);
    await worker.hears('menu:stale');
    for (const tap of [forged, beyond, foreign, replayed, stale])
      await house.twin.waitFor(() => tap.answered, 'the spinner to stop');
  });
});
