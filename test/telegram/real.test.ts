import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { parseConfig, type Config } from '../../bot/config.js';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { startReal, type Real } from '../../bot/real/real.js';
import { CliMachine } from '../support/cli.js';
import { codesIn, withDatabase } from '../support/station.js';
import { startTwin, type TelegramTwin } from '../twins/telegram/twin.js';
import { User } from './user.js';

const token = `7000001:${'twin-token-'.repeat(3)}A`;

describe('the real bot on Telegram', () => {
  let machine: CliMachine;
  let twin: TelegramTwin;
  let codes: Map<string, string>;
  let real: Real | null;
  let said: string[];

  beforeAll(async () => {
    machine = new CliMachine();
    machine.station();
    const { code, stdout, stderr } = await machine.run(['setup', '--from', 'station.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    codes = codesIn(stdout);
    twin = await startTwin({ bots: [{ token, username: 'twin_bot' }] });
  });
  afterAll(async () => {
    await twin.stop();
    machine.remove();
  });
  beforeEach(() => {
    real = null;
    said = [];
  });
  afterEach(() => real?.close());

  const config = (env: Record<string, string> = {}): Config =>
    parseConfig(
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: twin.apiRoot, LOG_LEVEL: 'silent', ...env },
      machine.folder,
    );

  async function start(env: Record<string, string> = {}): Promise<void> {
    real = await startReal(config(env), (text) => said.push(text));
  }

  it('says that enrolment is closed, to the operator and to whoever wants to invite', async () => {
    await start();
    expect(said.join('\n')).toContain('GUIHANG_PILOT=yes');
    expect(said.join('\n')).toContain('telegram: online');
    const worker = new User(twin, 1);
    worker.person.start(codes.get('Lin')!);
    await worker.hears('onboarding:staff.hello');
    worker.say('invite');
    await worker.hears('invite:not-yet');
  });

  it('goes from the invitation over enrolment to a crisis that somebody takes, and knows who blocked it', async () => {
    await start({ GUIHANG_PILOT: 'yes' });
    const worker = new User(twin, 1);
    const client = new User(twin, 2);
    client.person.start(await invitation(worker));
    await enrol(client);

    client.say(crisisWords('en'));
    expect(await client.hears('crisis:card.calling')).toMatch(/^120 /u);
    const alert = await worker.hears('crisis:page.head');
    expect(alert).not.toContain(crisisWords('en'));
    await worker.tap('crisis:button.ack');
    await client.hears('crisis:truth.ack');

    client.person.block();
    await twin.waitFor(() => twin.bot.account.queue.size === 0, 'the block to be confirmed');
    await real?.close();
    real = null;
    const states = await withDatabase(machine, ({ prisma }) =>
      prisma.contact.findMany({ select: { chat: true, state: true }, orderBy: { chat: 'asc' } }),
    );
    expect(states).toEqual([
      { chat: '1', state: 'active' },
      { chat: '2', state: 'stopped' },
    ]);
  });

  it('lets somebody back who blocked it, and finds out by itself about an account that is gone', async () => {
    await start({ GUIHANG_PILOT: 'yes' });
    const client = new User(twin, 2);
    client.person.unblock();
    client.say('menu');
    await client.hears('menu:hello');
    // The provider tells nobody of a deleted account; it only refuses what is sent there.
    const sends = () => twin.calls.get('sendmessage') ?? 0;
    const before = sends();
    client.person.deactivate();
    client.say('menu');
    await twin.waitFor(() => sends() > before, 'an answer to the account that is gone');
    await real?.close();
    real = null;
    const stopped = await withDatabase(machine, ({ prisma }) =>
      prisma.contact.findMany({ where: { state: 'stopped' }, select: { chat: true } }),
    );
    expect(stopped).toEqual([{ chat: '2' }]);
  });

  it('names the bot whose token is wrong and where to get a right one, and never the token', async () => {
    const wrong = `7000002:${'wrong-token-'.repeat(3)}`;
    await start({ TELEGRAM_BOT_TOKEN: wrong });
    const words = said.join('\n');
    expect(words).toMatch(/^telegram: unauthorized .*BotFather.*\/token/mu);
    expect(words).not.toContain('wrong-token');
  });
});

/** The code in the link that the bot makes for a new client. */
async function invitation(worker: User): Promise<string> {
  worker.say('invite');
  await worker.hears('invite:alias.ask');
  worker.say('Hai');
  for (const key of ['staff:day.today', 'invite:report.15', 'invite:decision.unknown', 'staff:template.none'])
    await worker.tap(key);
  await worker.tap('invite:button.create');
  const text = await worker.hears('invite:forward-link');
  const code = /t\.me\/twin_bot\?start=([\w-]+)/u.exec(text)?.[1];
  if (code === undefined) throw new Error('expected a link with a code in the invitation, got none');
  return code;
}

async function enrol(client: User): Promise<void> {
  await client.tap('onboarding:language.en');
  for (const button of ['read-on', 'go-on', 'go-on', 'begin'])
    await client.tap(`onboarding:button.${button}`);
  await client.tap('onboarding:alias.same');
  await client.tap('onboarding:button.yes');
  await client.tap('onboarding:crisis-choice.ask-first');
  for (const part of ['group', 'jobs', 'activities']) {
    await client.hears(`onboarding:consent.${part}`);
    await client.tap('onboarding:button.no');
  }
  await client.hears('onboarding:hour.ask');
  client.say('19:30');
  await client.hears('onboarding:done.hello');
}
